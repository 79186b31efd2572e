import { kindOf, type DatabaseSource } from '../../database/database-kind.ts'
import type { ProbeTimes } from '../../database/postgres-pool.ts'
import { createProcessSlots } from '../kit/process-slots.ts'
import { createPostgresSlots } from './postgres-slots.ts'
import { createRedisSlots } from './redis-slots.ts'
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
export function createSlots({ database, cacheUrl, probeTimes, onSharing }: SlotsOptions): ReadySlots {
  if (/^rediss?:/.test(cacheUrl)) return createResilientSlots(createRedisSlots({ url: cacheUrl }), onSharing)
  if (kindOf(database) === 'postgres') {
    return createResilientSlots(createPostgresSlots({ source: database, probeTimes }), onSharing)
  }
  return { ...createProcessSlots(), ready: Promise.resolve(), limitMs: Infinity, close: async () => undefined }
}
