import { isSliceLoaded, type SyncState } from './sync-state.ts'
import type { Slice } from './source.ts'

/** What to do next for a replica. */
export type Work =
  | { readonly kind: 'delta' }
  | { readonly kind: 'load'; readonly slice: Slice }
  | { readonly kind: 'reconcile'; readonly slice: Slice }
  | { readonly kind: 'references' }

/** What the decision depends on. Instants are epoch milliseconds of one clock. */
export interface WorkFacts {
  readonly now: number
  readonly state: SyncState
  /** In loading order. */
  readonly slices: readonly Slice[]
  /** When a question was last asked; -Infinity: never. */
  readonly askedAt: number
  /** A delta is wanted that starts no earlier than this; -Infinity: none. */
  readonly wantedAt: number
  /** Nothing is read before this, after a failure. */
  readonly retryAt: number
  /** Minimum time between two deltas. */
  readonly deltaMs: number
}

const hourMs = 3_600_000

/** Every slice is read again once in this time, so that what moved no change mark is seen within a day. */
const reconcileMs = 20 * hourMs

/** Reference records are read again after this. */
const referencesMs = 30 * 60_000

/**
 * Decides what to do next: null for nothing. A wanted delta comes first, then the initial load, with deltas between its
 * slices; reconciliation only while nothing else is due, one slice at a time and spread over the day.
 */
export function decideWork(facts: WorkFacts): Work | null {
  const { now, state, slices, askedAt, retryAt, deltaMs } = facts
  if (now < retryAt) return null
  // A clock that was set back must not stop deltas until it has caught up.
  const sinceDelta = Math.abs(now - state.asOf)
  if (isWanted(facts)) return { kind: 'delta' }

  const missing = slices.find((slice) => !isSliceLoaded(state, slice))
  const isInDemand = Math.abs(now - askedAt) <= 2 * deltaMs
  if ((isInDemand || missing) && sinceDelta >= deltaMs) return { kind: 'delta' }
  if (missing) return { kind: 'load', slice: missing }
  if (!isInDemand) return null
  if (Math.abs(now - state.referencesAt) >= referencesMs) return { kind: 'references' }
  return decideReconciliation(facts)
}

/** Whether a delta is wanted that has not been run yet. */
function isWanted({ now, state, wantedAt, deltaMs }: WorkFacts): boolean {
  // From before the clock was set back: no delta would be late enough.
  if (wantedAt > now) return false
  // A delta that seems to start after now is from before the clock was set back: it says nothing about a new wish.
  return state.asOf < wantedAt || (state.asOf > now && now - wantedAt <= deltaMs)
}

function decideReconciliation({ now, state, slices }: WorkFacts): Work | null {
  const regular = slices.filter(({ isExtra }) => !isExtra)
  const reads = regular.map((slice) => ({ slice, readAt: state.slices[slice.key] ?? state.startedAt }))
  const latest = Math.max(...reads.map(({ readAt }) => readAt))
  const oldest = reads.toSorted((a, b) => a.readAt - b.readAt)[0]
  if (!oldest) return null
  const isSpaced = Math.abs(now - latest) >= reconcileMs / (2 * regular.length)
  const age = Math.abs(now - oldest.readAt)
  // Past its time, whatever the others.
  if (age >= reconcileMs) return { kind: 'reconcile', slice: oldest.slice }
  // Early, so that the slices of one initial load are not all due in the same minute.
  return isSpaced && age >= reconcileMs / 2 ? { kind: 'reconcile', slice: oldest.slice } : null
}
