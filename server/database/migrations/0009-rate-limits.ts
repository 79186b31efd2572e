import { PostgresAdapter, sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/**
 * Counts of limits on callers, where gateways share them through PostgreSQL, as rate-limiter-flexible wants them.
 * Unlogged: what a crash loses is a minute of counting, and every request may write. There is nothing of it in SQLite.
 */
export const rateLimits: Migration = {
  name: '0009-rate-limits',
  async up(db) {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    await sql`
      create unlogged table rate_limit_counts (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      )`.execute(db)
    await sql`create index rate_limit_counts_expire on rate_limit_counts (expire)`.execute(db)
  },
}
