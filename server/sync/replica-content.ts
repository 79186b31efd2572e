import { isDeepStrictEqual } from 'node:util'
import type { Changes, CollectionChanges, CollectionDescription, RecordTypes } from './records.ts'
import { createReplicaMemory } from './replica-memory.ts'
import { createReplicaSaving, recordsPerSave } from './replica-saving.ts'
import type { ReplicaStore } from './replica-store.ts'
import type { Tables } from './source.ts'
import type { SyncState } from './sync-state.ts'
import { createUnsavedChanges } from './unsaved-changes.ts'

/**
 * The replica's records in memory, kept equal to what is stored. While the database does not answer, memory goes on alone,
 * and what it has more is stored later.
 */
export interface ReplicaContent<C extends RecordTypes> {
  readonly tables: Tables<C>
  /** Null: nothing is loaded yet. */
  readonly state: SyncState | null
  /** Begins the initial load. */
  begin(state: SyncState): void
  /** Reads what is stored, or what other gateways have stored meanwhile. @throws DatabaseUnavailableError */
  pull(): Promise<void>
  /** Stores changes with the state, and applies both. @throws SyncLeaseLostError, with nothing applied */
  commit(changes: Changes<C>, state: SyncState): Promise<void>
  /**
   * The same for a slice, which can have thousands of records: stores them in several transactions, the state with the last.
   * A gateway that starts after only some of them has these records, and reads the slice again.
   */
  commitSlice(changes: Changes<C>, state: SyncState): Promise<void>
  /** Applies changes that need no lease at once, and stores them behind. */
  learn(changes: Changes<C>): void
  /** Resolves once what was learned so far is stored, or could not be. */
  settled(): Promise<void>
}

function withChangedAt(state: SyncState, changes: object): SyncState {
  const changedAt = Object.fromEntries(Object.keys(changes).map((name) => [name, state.asOf]))
  return { ...state, changedAt: { ...state.changedAt, ...changedAt } }
}

const countOf = (changes: object) =>
  Object.values(changes as Named).reduce((sum, own) => sum + (own ? own.put.length + own.remove.length : 0), 0)

type Named = Readonly<Record<string, CollectionChanges | undefined>>

/** @param onChange called after each change of records or state */
export function createReplicaContent<C extends RecordTypes>(
  collections: { readonly [Name in keyof C]: CollectionDescription<C[Name]> },
  store: ReplicaStore<C>,
  onChange: () => void,
): ReplicaContent<C> {
  const memory = createReplicaMemory<C>(collections)
  const unsaved = createUnsavedChanges<C>()
  const saving = createReplicaSaving(store)
  const learning = createUnderWay()

  /** @param effective stored or not: they are applied */
  async function finish(effective: Changes<C>, state: SyncState, isSaved: boolean): Promise<void> {
    if (!isSaved) unsaved.add(effective)
    await memory.applyInSteps(effective, state)
    onChange()
  }

  async function commit(changes: Changes<C>, next: SyncState): Promise<void> {
    const effective = memory.effective(changes)
    const state = withChangedAt(next, effective)
    const all = unsaved.with(effective)
    const isSaved = await saving.save(all, state)
    if (isSaved) unsaved.forget(all)
    await finish(effective, state, isSaved)
  }

  return {
    get tables() {
      return memory.tables
    },
    get state() {
      return memory.state
    },

    begin: (state) => memory.apply({}, state),

    async pull() {
      const stored = withKnownState(await saving.read(), memory.state)
      // Loaded before the database was there for the first time: nothing to replace it with.
      if (stored.isWhole && !(stored.isFirst && stored.state === null)) {
        unsaved.clear()
        await memory.reset(stored.changes, stored.state)
      } else {
        const isOverwritten = unsaved.forget(stored.changes)
        // After a time without a database, memory can be further than what is stored; but not where stored records
        // replace what memory has more: they can be older, and deltas find what is newer from the stored state on.
        const isNewer = (stored.state?.asOf ?? -Infinity) >= (memory.state?.asOf ?? -Infinity)
        await memory.applyInSteps(stored.changes, isNewer || (isOverwritten && stored.state) ? stored.state : undefined)
      }
      onChange()
    },

    commit,

    async commitSlice(changes, next) {
      if (countOf(changes) <= recordsPerSave) return commit(changes, next)
      const effective = await memory.effectiveInSteps(changes)
      const state = withChangedAt(next, effective)
      const earlier = unsaved.all()
      const isSaved = await saving.saveInParts(effective, state, { before: memory.state, earlier })
      if (isSaved) for (const saved of [earlier, effective]) unsaved.forget(saved)
      await finish(effective, state, isSaved)
    },

    learn(changes) {
      const effective = memory.effective(changes)
      if (Object.keys(effective).length === 0) return
      memory.apply(effective)
      unsaved.add(effective)
      onChange()
      // A failure leaves them among the unsaved, which are stored with the next commit.
      learning.add(saving.save(effective, null).then((isSaved) => void (isSaved && unsaved.forget(effective))))
    },

    settled: learning.settled,
  }
}

/** A state that is known already stays the same object: what was made from it may be used again. */
const withKnownState = <S extends { readonly state: SyncState | null }>(stored: S, known: SyncState | null): S =>
  isDeepStrictEqual(stored.state, known) ? { ...stored, state: known } : stored

/** Work that is not waited for where it begins. Its failures are not reported. */
function createUnderWay() {
  const underWay = new Set<Promise<void>>()
  return {
    add(work: Promise<void>): void {
      const ended = work.catch(() => undefined).finally(() => underWay.delete(ended))
      underWay.add(ended)
    },
    async settled(): Promise<void> {
      await Promise.all(underWay)
    },
  }
}
