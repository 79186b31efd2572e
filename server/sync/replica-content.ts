import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { inParts } from './change-parts.ts'
import type { Changes, CollectionChanges, CollectionDescription, RecordTypes } from './records.ts'
import { createReplicaMemory } from './replica-memory.ts'
import type { ReplicaStore, Revision } from './replica-store.ts'
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
}

/**
 * How many records of a slice are stored in one transaction: the end of one, which SQLite writes to disk, holds up the
 * event loop for some 20 ms with a thousand records, and for 200 ms with all of a slice.
 */
const recordsPerSave = 1_000

type Named = Readonly<Record<string, CollectionChanges | undefined>>

/** @param onChange called after each change of records or state */
export function createReplicaContent<C extends RecordTypes>(
  collections: { readonly [Name in keyof C]: CollectionDescription<C[Name]> },
  store: ReplicaStore<C>,
  onChange: () => void,
): ReplicaContent<C> {
  const memory = createReplicaMemory<C>(collections)
  const unsaved = createUnsavedChanges<C>()
  let revision: Revision | null = null

  /** Notes our own change. Where others have stored something in between, the next pull reads it. */
  function follow(saved: Revision): void {
    if (revision?.epoch === saved.epoch && saved.number === revision.number + 1) revision = saved
  }

  /** @returns whether the changes are stored; false while the database does not answer */
  async function save(changes: Changes<C>, state: SyncState | null): Promise<boolean> {
    if (!revision) return false
    try {
      follow(await store.save(changes, state, revision.epoch))
      return true
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) return false
      throw error
    }
  }

  const saveAtOnce = (changes: Changes<C>, state: SyncState) => save(unsaved.with(changes), state)

  /** The same in parts, of which each is stored with the state as it was: only the holder of the lease may do that. */
  async function saveInParts(changes: Changes<C>, state: SyncState): Promise<boolean> {
    const parts = Object.entries<CollectionChanges | undefined>(changes as Named).flatMap(([name, own]) =>
      own ? [...inParts(own, recordsPerSave)].map((part) => ({ [name]: part }) as Changes<C>) : [],
    )
    if (parts.length <= 1) return saveAtOnce(changes, state)
    // Before them, all that is unsaved: the state as it was can be of the time after that.
    for (const part of [unsaved.all(), ...parts]) if (!(await save(part, memory.state))) return false
    return save({}, state)
  }

  async function commit(changes: Changes<C>, next: SyncState, saveAll: typeof saveAtOnce): Promise<void> {
    const effective = memory.effective(changes)
    const changedAt = Object.fromEntries(Object.keys(effective).map((name) => [name, next.asOf]))
    const state = { ...next, changedAt: { ...next.changedAt, ...changedAt } }
    const saving = unsaved.with(effective)
    if (await saveAll(effective, state)) unsaved.forget(saving)
    else unsaved.add(effective)
    await memory.applyInSteps(effective, state)
    onChange()
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
      const stored = await store.read(revision)
      // Loaded before the database was there for the first time: nothing to replace it with.
      const isFirst = revision === null && stored.state === null
      revision = stored.revision
      if (stored.isWhole && !isFirst) {
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

    commit: (changes, state) => commit(changes, state, saveAtOnce),
    commitSlice: (changes, state) => commit(changes, state, saveInParts),

    learn(changes) {
      const effective = memory.effective(changes)
      if (Object.keys(effective).length === 0) return
      memory.apply(effective)
      unsaved.add(effective)
      onChange()
      // A failure leaves them among the unsaved, which are stored with the next commit.
      save(effective, null).then(
        (isSaved) => isSaved && unsaved.forget(effective),
        () => undefined,
      )
    },
  }
}
