import { Keyv } from 'keyv'
import { LRUCache } from 'lru-cache'

/** Capacity of the in-memory cache, in rows of vendor data (a window of 5,000 tickets counts 5,000). */
const maxRows = 100_000

/**
 * A Keyv adapter over a bounded LRU: Keyv's default, a plain Map, grows without limit. Values are stored by reference,
 * not as JSON, so reading a window of thousands of tickets is free; never mutate them.
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

/** A bounded in-memory Keyv. */
export function createMemoryKeyv(): Keyv {
  const keyv = new Keyv({ store: createAdapter(), useKeyPrefix: false })
  keyv.serialize = undefined
  keyv.deserialize = undefined
  return keyv
}
