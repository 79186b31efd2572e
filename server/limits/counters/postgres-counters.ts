import { CompiledQuery, sql } from 'kysely'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { createDatabase, type Database } from '../../database/create-database.ts'
import type { DatabaseSource } from '../../database/database-kind.ts'
import type { ProbeTimes } from '../../database/postgres-pool.ts'
import { createLimiterCounter } from '../limiter-counter.ts'
import type { SharedCounters } from './shared-counters.ts'

export interface PostgresCountersOptions {
  /** A database with all migrations. */
  readonly source: DatabaseSource
  /** How long the server may take before it counts as unavailable. */
  readonly probeTimes?: Partial<ProbeTimes> | undefined
}

/** A slow statement of the gateway never holds up a count, nor the other way round. */
const poolSize = 2
const tableName = 'rate_limit_counts'
/** How often counts of windows that are over are deleted, in milliseconds. */
const sweepEveryMs = 300_000

/** Deletes counts of windows that are over. */
export async function deleteOldCounts(db: Database): Promise<void> {
  await sql`delete from rate_limit_counts where expire < ${Date.now()}`.execute(db)
}

/** Counts that gateways share in their PostgreSQL, by the clocks of the gateways. */
export function createPostgresCounters({ source, probeTimes }: PostgresCountersOptions): SharedCounters {
  const times = { statementTimeoutMs: 2_000, connectTimeoutMs: 2_000, idleTimeoutMs: 0 }
  const db = createDatabase(source, { poolSize, ...times, probeTimes })
  const limiterOf = (name: string, windowSeconds: number) =>
    new RateLimiterPostgres({
      storeClient: createClient(db),
      storeType: 'pool',
      tableName,
      // By a migration.
      tableCreated: true,
      // It could not be ended.
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points: 0,
      duration: windowSeconds,
    })
  const probe = async () => void (await sql`select 1`.execute(db))
  // A connection takes longer to make than a count may.
  void probe().catch(() => undefined)
  const sweeping = setInterval(() => {
    // What fails is tried again later, by this gateway or another one.
    deleteOldCounts(db).catch(() => undefined)
  }, sweepEveryMs)
  sweeping.unref()

  return {
    of: (policy) => createLimiterCounter(limiterOf(policy.name, policy.windowSeconds), policy),
    probe,
    async close() {
      clearInterval(sweeping)
      await db.destroy()
    },
  }
}

/** What the library needs of a pool, over ours, which notices a server that is away. */
function createClient(db: Database) {
  return {
    async query({ text, values = [] }: { text: string; values?: readonly unknown[] }) {
      const { rows, numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text, [...values]))
      return { rows, rowCount: Math.max(rows.length, Number(numAffectedRows ?? 0)) }
    },
  }
}
