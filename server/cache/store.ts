import KeyvRedis, { createClient } from '@keyv/redis'
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

/** Where cached values are kept. */
export interface Store {
  readonly keyv: Keyv
  close(): Promise<void>
}

/**
 * The one store of the gateway: in memory (`memory:`), or a Redis that several replicas share (`redis://…`). A Redis
 * that is away makes every read a miss at once; it never makes a request fail or wait.
 *
 * @param onAway is told once each time the Redis goes away
 */
export function createStore(url: string, onAway: (error: unknown) => void): Store {
  if (url === 'memory:') {
    const keyv = new Keyv({ store: createMemoryStore(), useKeyPrefix: false })
    keyv.serialize = undefined
    keyv.deserialize = undefined
    return { keyv, close: async () => undefined }
  }
  return createRedisStore(url, onAway)
}

function createRedisStore(url: string, onAway: (error: unknown) => void): Store {
  const reconnectStrategy = (tries: number) => Math.min(tries * 200, 5_000)
  const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 2_000, reconnectStrategy } })
  let isAway = false
  client.on('error', (error) => {
    if (!isAway) onAway(error)
    isAway = true
  })
  client.on('ready', () => {
    isAway = false
  })
  // Connected here and not by the adapter at its first use, where a Redis that is away would hold up a request.
  client.connect().catch(onAway)
  const adapter = new KeyvRedis(client, { throwOnConnectError: false, throwOnErrors: false })
  const keyv = new Keyv({ store: adapter, useKeyPrefix: false, throwOnErrors: false })
  // A command that fails because the Redis is away has been told already.
  keyv.on('error', () => undefined)
  return { keyv, close: async () => client.destroy() }
}
