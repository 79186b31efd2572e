import type { Keyv } from 'keyv'
import { connectKeyv } from './keyv-backend.ts'
import { createMemoryStore } from './memory-store.ts'
import { connectPostgres, type CacheRecords } from './postgres-backend.ts'
import type { connectRedis } from './redis-backend.ts'
import { createSharedStore, type StoreTimes } from './shared-store.ts'
import type { OnCacheState, Store } from './store-types.ts'

export type { CacheRecords } from './postgres-backend.ts'
export type { StoreTimes } from './shared-store.ts'
export type { OnCacheState, Store } from './store-types.ts'

/** What a shared store needs besides its address. */
export interface StoreOptions {
  /** Opens the tables of the PostgreSQL; required, and called, for `postgres:` only. */
  readonly openRecords?: () => CacheRecords
  /** Connects to the Redis of an address (redis-backend.ts); required, and called, for `redis:` and `rediss:` only. */
  readonly connectRedis?: typeof connectRedis | undefined
  readonly times?: StoreTimes | undefined
}

/**
 * The gateway's store: in memory (`memory:`), or shared by several replicas, in the gateway's PostgreSQL (`postgres:`), in a
 * Redis (`redis://…`) or in a Keyv that the embedding program owns.
 *
 * @param onState called once per state change
 */
export function createStore(
  source: string | Keyv,
  onState: OnCacheState,
  { openRecords, connectRedis: connect, times }: StoreOptions = {},
): Store {
  if (typeof source !== 'string') return createSharedStore(() => connectKeyv(source), onState, times)
  const url = source
  if (url === 'memory:') return createMemoryStore()
  if (url !== 'postgres:') {
    if (!connect) throw new Error('A cache in Redis needs its connection.')
    return createSharedStore((trouble) => connect(url, trouble), onState, times)
  }
  if (!openRecords) throw new Error('A cache in PostgreSQL needs its tables.')
  const records = openRecords()
  return createSharedStore((trouble) => connectPostgres(records, trouble), onState, times)
}
