import { createMemoryKeyv } from './memory-store.ts'
import { createRedisStore } from './redis-store.ts'
import type { OnCacheState, Store } from './store-types.ts'

export type { Store } from './store-types.ts'

/**
 * The gateway's store: in memory (`memory:`), or a Redis shared by several replicas (`redis://…`).
 *
 * @param onState called once per state change
 */
export function createStore(url: string, onState: OnCacheState): Store {
  if (url !== 'memory:') return createRedisStore(url, onState)
  const keyv = createMemoryKeyv()
  return {
    getMany: (keys) => keyv.getMany<unknown>([...keys]),
    async set(key, value, ttlMs) {
      await keyv.set(key, value, ttlMs)
    },
    close: async () => undefined,
  }
}
