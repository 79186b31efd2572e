import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry } from './entry.ts'
import type { LoadOutcome } from './load-outcome.ts'
import { claimMs, type Claims } from './store-types.ts'

/** What the shared store has for a key. */
export interface Found {
  readonly entry: Entry<unknown> | undefined
  /** How its last load ended that left no value, if that was a moment ago. */
  readonly outcome: LoadOutcome | null
}

/** One gateway's part in loading keys once for all gateways. */
export interface SharedLoad {
  readonly claims: Claims
  /** Keys of the store. */
  readonly keys: readonly string[]
  /** Aborts when no caller waits any more. */
  readonly cancelled: AbortSignal
  /** Reads what the store has for the keys. */
  readonly look: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>
  /** Whether a value, which another gateway may have loaded, makes the load superfluous. */
  readonly willDo: (key: string, entry: Entry<unknown>) => boolean
  /** Whether a failed load was so recent that the key is not loaded now. */
  readonly isPausedBy: (key: string, outcome: LoadOutcome) => boolean
  /** Loads keys in this gateway, all together; settles when their values are stored. Never rejects. */
  readonly load: (keys: readonly string[]) => Promise<void>
  /** Called for each key that another gateway has loaded, or failed to. */
  readonly onFound: (key: string, found: Entry<unknown> | Error) => void
}

/** Intervals of looking whether another gateway is done, in milliseconds. */
const firstPollMs = 20
const lastPollMs = 200

/**
 * Loads keys that no other gateway is loading, and waits for the others: each is loaded once for all gateways. A key is
 * taken over as soon as its claim has ended without a value: its gateway has died, or cannot store it.
 */
export async function loadShared(options: SharedLoad): Promise<void> {
  const { claims, cancelled, load } = options
  const seen = new Map<string, string>()
  let waiting = options.keys
  for (let pollMs = firstPollMs; ; pollMs = Math.min(pollMs * 1.5, lastPollMs)) {
    const ours = await claims.take(waiting)
    if (ours === null) return load(waiting)
    const { toLoad, toLoadApart, toRelease, toWait } = await sortOut(options, waiting, ours, seen)
    if (toRelease.length > 0) void claims.release(toRelease)
    if (toLoad.length > 0) void loadUnderClaim(claims, toLoad, toLoadApart, load)
    else if (toLoadApart.length > 0) void load(toLoadApart)
    if (toWait.length === 0) return
    waiting = toWait
    await sleep(pollMs, undefined, { signal: cancelled }).catch(() => undefined)
    if (cancelled.aborted) return
  }
}

/**
 * Decides what becomes of each key. The store is read after the claims are taken: what another gateway stored before it gave
 * up its claim is seen.
 *
 * @param seen outcomes by key that were there when the wait began
 */
async function sortOut(
  { look, willDo, isPausedBy, onFound }: SharedLoad,
  waiting: readonly string[],
  ours: ReadonlySet<string>,
  seen: Map<string, string>,
) {
  // While another gateway loads a key there is nothing new to read; at first, which outcomes are of earlier loads.
  const toRead = waiting.filter((key) => ours.has(key) || !seen.has(key))
  const found = toRead.length > 0 ? await look(toRead) : new Map<string, Found>()
  const toLoad: string[] = []
  // What is not stored is of no use to others, and they need not wait for it.
  const toLoadApart: string[] = []
  const toRelease: string[] = []
  const toWait: string[] = []
  for (const key of waiting) {
    const { entry, outcome } = found.get(key) ?? { entry: undefined, outcome: null }
    const isNew = outcome !== null && seen.has(key) && seen.get(key) !== outcome.id
    const failure = outcome?.error && (isNew || isPausedBy(key, outcome)) ? outcome.error : null
    const result = entry && willDo(key, entry) ? entry : failure
    if (!seen.has(key)) seen.set(key, outcome?.id ?? '')
    if (!ours.has(key)) toWait.push(key)
    else if (result === null && outcome?.error !== null) toLoad.push(key)
    else {
      toRelease.push(key)
      if (result === null) toLoadApart.push(key)
      else onFound(key, result)
    }
  }
  return { toLoad, toLoadApart, toRelease, toWait }
}

/** @param others are loaded in the same batch, without a claim */
async function loadUnderClaim(
  claims: Claims,
  keys: readonly string[],
  others: readonly string[],
  load: SharedLoad['load'],
): Promise<void> {
  const renewal = setInterval(() => void claims.take(keys), claimMs / 4)
  renewal.unref()
  try {
    await load([...keys, ...others])
  } finally {
    clearInterval(renewal)
    await claims.release(keys)
  }
}
