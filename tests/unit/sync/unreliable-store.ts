import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import type { RecordTypes } from '../../../server/sync/records.ts'
import type { ReplicaStore } from '../../../server/sync/replica-store.ts'

/** A real store whose database can be taken away. */
export interface UnreliableStore<C extends RecordTypes> extends ReplicaStore<C> {
  /** No call reaches the database. */
  isAway: boolean
  /** Calls reach the database, and their answers are lost. */
  losesAnswers: boolean
  /** How often the lease was to be renewed. */
  renewals: number
}

export function createUnreliableStore<C extends RecordTypes>(store: ReplicaStore<C>): UnreliableStore<C> {
  const unreliable = { isAway: false, losesAnswers: false, renewals: 0 }

  async function call<T>(work: () => Promise<T>): Promise<T> {
    if (unreliable.isAway) throw new DatabaseUnavailableError(new Error('away'))
    const answer = await work()
    if (unreliable.losesAnswers) throw new DatabaseUnavailableError(new Error('answer lost'))
    return answer
  }

  return Object.assign(unreliable, {
    read: (...args) => call(() => store.read(...args)),
    claim: () => call(() => store.claim()),
    async renew() {
      unreliable.renewals += 1
      return call(() => store.renew())
    },
    release: () => call(() => store.release()),
    save: (...args) => call(() => store.save(...args)),
  } satisfies ReplicaStore<C>)
}
