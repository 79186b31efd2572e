import { isRedisUrl } from '../../cache/redis-url.ts'
import { kindOf, type DatabaseSource } from '../../database/database-kind.ts'
import type { ProbeTimes } from '../../database/postgres-pool.ts'
import type { Counters } from '../counter.ts'
import { createMemoryCounters } from '../memory-counters.ts'
import { createPostgresCounters } from './postgres-counters.ts'
import { createResilientCounters, type OnCounting } from './resilient-counters.ts'

export interface CountersOptions {
  readonly database: DatabaseSource
  readonly cacheUrl: string
  /** How long PostgreSQL may take before it counts as unavailable. */
  readonly probeTimes?: Partial<ProbeTimes> | undefined
  /** Overrides how long a shared store may take to count, in milliseconds. */
  readonly limitMs?: number | undefined
  /** Called on each change of whether counts are shared. */
  readonly onCounting: OnCounting
}

/**
 * Where the limits on callers are counted: in the Redis of the cache, as the faster one, else in a PostgreSQL that is the
 * database, else in this process.
 */
export async function createCounters(options: CountersOptions): Promise<Counters> {
  const { database, cacheUrl, probeTimes, ...rest } = options
  if (isRedisUrl(cacheUrl)) {
    const { createRedisCounters } = await import('./redis-counters.ts')
    return createResilientCounters({ ...rest, shared: createRedisCounters(cacheUrl) })
  }
  if (kindOf(database) !== 'postgres') return createMemoryCounters()
  return createResilientCounters({ ...rest, shared: createPostgresCounters({ source: database, probeTimes }) })
}
