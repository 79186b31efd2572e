import { Keyv } from 'keyv'
import { LRUCache } from 'lru-cache'

/** How much a cache in memory may hold, in rows of vendor data (a ticket window of 5,000 tickets counts 5,000). */
const maxRows = 100_000

/**
 * A Keyv adapter over an LRU of bounded size: a plain Map, which Keyv takes by default, would grow without end.
 * Values are kept as they are, not as JSON, so reading a window of thousands of tickets costs nothing; they must
 * therefore never be changed in place.
 */
function createAdapter() {
  const rows = (entry: object) => {
    const value: unknown = (entry as { value?: { value?: unknown } }).value?.value
    return Array.isArray(value) ? Math.max(1, value.length) : 1
  }
  const entries = new LRUCache<string, object>({ maxSize: maxRows, sizeCalculation: rows })
  return {
    opts: {},
    get: (key: string) => entries.get(key),
    getMany: (keys: string[]) => keys.map((key) => entries.get(key)),
    set: (key: string, value: object) => entries.set(key, value),
    delete: (key: string) => entries.delete(key),
    clear: () => entries.clear(),
    on: () => undefined,
  }
}

/** A Keyv in this process's memory, bounded. */
export function createMemoryKeyv(): Keyv {
  const keyv = new Keyv({ store: createAdapter(), useKeyPrefix: false })
  keyv.serialize = undefined
  keyv.deserialize = undefined
  return keyv
}
