import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { inParts } from './change-parts.ts'
import type { Changes, CollectionChanges, RecordTypes } from './records.ts'
import type { ReplicaStore, Revision, Stored } from './replica-store.ts'
import type { SyncState } from './sync-state.ts'

/**
 * How many records of a slice are stored in one transaction: the end of one, which SQLite writes to disk, holds up the
 * event loop for some 20 ms with a thousand records, and for 200 ms with all of a slice.
 */
export const recordsPerSave = 1_000

/** Reads and writes the stored replica, and follows its revision. */
export interface ReplicaSaving<C extends RecordTypes> {
  /** Reads what was stored since the last read, or all of it. @throws DatabaseUnavailableError */
  read(): Promise<Stored<C> & { readonly isFirst: boolean }>
  /** @returns whether the changes are stored; false while the database does not answer. @throws SyncLeaseLostError */
  save(changes: Changes<C>, state: SyncState | null): Promise<boolean>
  /**
   * The same in several transactions, of which the last one stores the state.
   *
   * @param before the state as it was, which is stored with the others: only the holder of the lease may do that
   * @param earlier all that is unsaved, stored first: that state can be of the time after it
   */
  saveInParts(
    changes: Changes<C>,
    state: SyncState,
    others: { readonly before: SyncState | null; readonly earlier: Changes<C> },
  ): Promise<boolean>
}

export function createReplicaSaving<C extends RecordTypes>(store: ReplicaStore<C>): ReplicaSaving<C> {
  let revision: Revision | null = null

  /** Notes our own change. Where others have stored something in between, the next read has it. */
  function follow(saved: Revision): void {
    if (revision?.epoch === saved.epoch && saved.number === revision.number + 1) revision = saved
  }

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

  return {
    async read() {
      const isFirst = revision === null
      const stored = await store.read(revision)
      revision = stored.revision
      return { ...stored, isFirst }
    },
    save,
    async saveInParts(changes, state, { before, earlier }) {
      for (const part of [earlier, ...partsOf(changes)]) if (!(await save(part, before))) return false
      return save({}, state)
    },
  }
}

const partsOf = <C extends RecordTypes>(changes: Changes<C>): Changes<C>[] =>
  Object.entries<CollectionChanges | undefined>(
    changes as Readonly<Record<string, CollectionChanges | undefined>>,
  ).flatMap(([name, own]) =>
    own ? [...inParts(own, recordsPerSave)].map((part) => ({ [name]: part }) as Changes<C>) : [],
  )
