import { createMemoryKeyv } from './memory-store.ts'
import { createRedisStore } from './redis-store.ts'
import type { OnCacheState, Store } from './store-types.ts'

export type { Store } from './store-types.ts'

/**
 * The one store of the gateway: in memory (`memory:`), or a Redis that several replicas share (`redis://…`).
 *
 * @param onState is told once at each change
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
