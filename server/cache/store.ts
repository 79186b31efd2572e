import KeyvRedis from '@keyv/redis'
import { Keyv } from 'keyv'
import { LRUCache } from 'lru-cache'

/** How much a cache in memory may hold, in rows of vendor data (a ticket window of 5,000 tickets counts 5,000). */
const maxRowsInMemory = 100_000

/**
 * A Keyv adapter over an LRU of bounded size: a plain Map, which Keyv takes by default, would grow without end.
 * Values are kept as they are, not as JSON, so reading a window of thousands of tickets costs nothing; they must
 * therefore never be changed in place.
 */
function createMemoryStore() {
  const rows = (entry: object) => {
    const value: unknown = (entry as { value?: { value?: unknown } }).value?.value
    return Array.isArray(value) ? Math.max(1, value.length) : 1
  }
  const entries = new LRUCache<string, object>({ maxSize: maxRowsInMemory, sizeCalculation: rows })
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

/**
 * The one Keyv store of the gateway: in memory (`memory:`), or a Redis that several replicas share (`redis://…`).
 * A Redis that is away makes every read a miss; it never makes a request fail.
 */
export function createStore(url: string, onError: (error: unknown) => void): Keyv {
  if (url === 'memory:') {
    const memory = new Keyv({ store: createMemoryStore(), useKeyPrefix: false })
    memory.serialize = undefined
    memory.deserialize = undefined
    return memory
  }
  const redis = new KeyvRedis(
    {
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2_000, reconnectStrategy: (tries: number) => Math.min(tries * 200, 5_000) },
    },
    { throwOnConnectError: false, throwOnErrors: false },
  )
  const shared = new Keyv({ store: redis, useKeyPrefix: false, throwOnErrors: false })
  shared.on('error', onError)
  return shared
}
