import { fileURLToPath } from 'node:url'
import type { Keyv } from 'keyv'
import { createCache, type CacheObserver } from './cache/cache.ts'
import { isRedisUrl } from './cache/redis-url.ts'
import { readCodeVersion } from './cache/code-version.ts'
import { createStore, type OnCacheState, type StoreTimes } from './cache/store.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import { createCacheRecords, deleteExpiredValues } from './database/cache-records.ts'
import { createBulkDatabase, openDatabase, type Database } from './database/create-database.ts'
import { kindOf, type DatabaseSource } from './database/database-kind.ts'
import { createStateTeller, type DatabaseState } from './database/database-state.ts'
import type { ProbeTimes } from './database/postgres-pool.ts'
import { createCounters } from './limits/counters/create-counters.ts'
import { deleteOldCounts } from './limits/counters/postgres-counters.ts'
import type { Logger } from './telemetry/logger.ts'
import type { Metrics } from './telemetry/metrics.ts'
import { createSlots } from './vendors/slots/create-slots.ts'
import { forgetUnusedSlots } from './vendors/slots/postgres-slots.ts'

export interface StoresOptions {
  readonly config: Pick<Config, 'databaseUrl' | 'cacheUrl'>
  /** Where the database is, instead of the settings' URL. */
  readonly database?: DatabaseSource | undefined
  /** A cache to use instead of the settings'. */
  readonly cache?: Keyv | undefined
  /** Overrides how long PostgreSQL may take before it counts as unavailable. */
  readonly databaseProbeTimes?: Partial<ProbeTimes> | undefined
  /** Overrides how many connections to PostgreSQL there may be, besides those of cache and limits. */
  readonly databaseConnections?: number | undefined
  /** Overrides how long commands of a shared cache may take. */
  readonly cacheTimes?: StoreTimes | undefined
}

export type Stores = Awaited<ReturnType<typeof openStores>>

/** Opens cache, database and slots; they report their state to the log, the first two to metrics and health check too. */
export async function openStores(options: StoresOptions, clock: Clock, logger: Logger, metrics: Metrics) {
  const { config, databaseProbeTimes, databaseConnections, cacheTimes } = options
  const { cacheUrl } = config
  const source = options.database ?? config.databaseUrl
  const health: { cache: 'available' | 'unavailable'; database: DatabaseState } = {
    cache: 'available',
    database: 'available',
  }
  let isStarted = false
  const databaseState = createStateTeller((state, reason) => {
    health.database = state
    metrics.databaseAvailable.set(Number(state === 'available'))
    // If the database is unavailable at startup, the thrown error reports it.
    if (!isStarted) return
    if (state === 'available') logger.info('database available again')
    else logger.warn({ err: reason, state }, 'database unavailable')
  })
  const database = await openDatabase(source, {
    probeTimes: databaseProbeTimes,
    ...(databaseConnections !== undefined && { poolSize: databaseConnections }),
    onLost: (err) => logger.warn({ err }, 'database closed an idle connection'),
    state: databaseState,
  })
  const bulkDatabase = createBulkDatabase(source, database, databaseState)
  isStarted = true
  const codeVersion = readCodeVersion(fileURLToPath(new URL('vendors', import.meta.url)))
  const onCacheState: OnCacheState = ({ isAvailable, reason }) => {
    health.cache = isAvailable ? 'available' : 'unavailable'
    metrics.cacheAvailable.set(Number(isAvailable))
    if (isAvailable) logger.info('cache available again')
    else logger.warn({ err: reason }, 'cache unavailable')
  }
  // Afterwards: its tables may be new.
  const isRedis = options.cache === undefined && isRedisUrl(cacheUrl)
  const store = createStore(options.cache ?? cacheUrl, onCacheState, {
    // A quarter of all modules, for those who have one.
    connectRedis: isRedis ? (await import('./cache/redis-backend.ts')).connectRedis : undefined,
    openRecords: () => createCacheRecords(source, { probeTimes: databaseProbeTimes }),
    times: cacheTimes,
  })
  const observer: CacheObserver = {
    onRead: (result) => metrics.cacheReads.inc({ result }),
    onLoad: (result) => metrics.cacheLoads.inc({ result }),
  }
  const slots = await createSlots({
    database: source,
    cacheUrl,
    probeTimes: databaseProbeTimes,
    onSharing({ isShared, reason }) {
      if (isShared) logger.info('limits of vendors are shared with other gateways again')
      else logger.warn({ err: reason }, 'limits of vendors cannot be shared: this gateway keeps to them by itself')
    },
  })
  // So that the first calls already keep to what is shared.
  await slots.ready
  const counters = await createCounters({
    database: source,
    cacheUrl,
    probeTimes: databaseProbeTimes,
    limitMs: cacheTimes?.limitMs,
    onCounting({ isShared, reason }) {
      if (isShared) logger.info('limits on callers are shared with other gateways again')
      else logger.warn({ err: reason }, 'limits on callers cannot be shared: this gateway counts by itself')
    },
  })
  return {
    source,
    /** Whether other gateways see what this one caches. */
    isCacheShared: options.cache !== undefined || cacheUrl !== 'memory:',
    slots,
    counters,
    cache: createCache({ store, clock, codeVersion, observer }),
    database,
    bulkDatabase,
    health: () => health,
    sweep: () => sweepStores(source, database),
  }
}

/** Deletes what has expired, as each store does by itself in time. */
async function sweepStores(source: DatabaseSource, database: Database): Promise<void> {
  if (kindOf(source) !== 'postgres') return
  for (const deleteOld of [deleteExpiredValues, deleteOldCounts, forgetUnusedSlots]) await deleteOld(database)
}
