import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { RecordTypes } from './records.ts'
import type { ReplicaContent } from './replica-content.ts'
import type { ReplicaStore } from './replica-store.ts'

/**
 * Creates a function that claims the right to read from the vendor, and reads what others have stored until then. It
 * resolves to whether this gateway may read: it has the lease, or the database has been away for longer than
 * `aloneAfterMs`, or for any time where a caller waits (`isWanted`). A shared database that does not answer for a moment
 * may only be slow, with another gateway reading.
 *
 * @param aloneAfterMs in milliseconds
 */
export function createReadingClaim<C extends RecordTypes>(
  store: ReplicaStore<C>,
  content: ReplicaContent<C>,
  aloneAfterMs: number,
): (isWanted: boolean) => Promise<boolean> {
  let awaySince: number | null = null
  return async (isWanted) => {
    try {
      const isHolder = await store.claim()
      if (isHolder) await content.pull()
      awaySince = null
      return isHolder
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error
      const now = performance.now()
      awaySince ??= now
      return isWanted || now - awaySince >= aloneAfterMs
    }
  }
}
