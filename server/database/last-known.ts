import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'

/** How long what was read may stand in for the database, in milliseconds. */
const keepMs = 15 * 60_000

/**
 * Wraps a read, so that a database that is away costs no answer: meanwhile what was read last for the key is returned, for
 * at most fifteen minutes. Not for reads that a write is decided by. What is null is not kept.
 *
 * @throws DatabaseUnavailableError if nothing is known
 */
export function createLastKnown<V>(read: (key: string) => Promise<V>, clock: Clock): (key: string) => Promise<V> {
  const known = new Map<string, { readonly value: V; readonly at: number }>()
  return async (key) => {
    try {
      const value = await read(key)
      if (value === null) known.delete(key)
      else known.set(key, { value, at: clock() })
      return value
    } catch (error) {
      const last = known.get(key)
      if (!(error instanceof DatabaseUnavailableError) || !last || clock() - last.at > keepMs) throw error
      return last.value
    }
  }
}
