import { isRedisUrl } from '../../cache/redis-url.ts'
import { kindOf, type DatabaseSource } from '../../database/database-kind.ts'
import type { ProbeTimes } from '../../database/postgres-pool.ts'
import { createProcessSlots } from '../kit/process-slots.ts'
import { createPostgresSlots } from './postgres-slots.ts'
import { createResilientSlots, type OnSharing, type ReadySlots } from './resilient-slots.ts'

export interface SlotsOptions {
  readonly database: DatabaseSource
  readonly cacheUrl: string
  /** How long PostgreSQL may take before it counts as unavailable. */
  readonly probeTimes?: Partial<ProbeTimes> | undefined
  /** Called on each change of whether limits are shared. */
  readonly onSharing: OnSharing
}

/**
 * Where the slots of vendor accounts are kept: in the Redis of the cache, as the faster one, else in a PostgreSQL that is
 * the database, else in this process.
 */
export async function createSlots(options: SlotsOptions): Promise<ReadySlots> {
  const { database, cacheUrl, probeTimes, onSharing } = options
  if (isRedisUrl(cacheUrl)) {
    const { createRedisSlots } = await import('./redis-slots.ts')
    return createResilientSlots(createRedisSlots({ url: cacheUrl }), onSharing)
  }
  if (kindOf(database) === 'postgres') {
    return createResilientSlots(createPostgresSlots({ source: database, probeTimes }), onSharing)
  }
  return { ...createProcessSlots(), ready: Promise.resolve(), limitMs: Infinity, close: async () => undefined }
}
