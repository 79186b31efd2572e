import { PostgresAdapter, sql } from 'kysely'
import type { Migration } from '../migrate.ts'

/**
 * The cache of vendor responses, where gateways share it through PostgreSQL. Unlogged: what a crash loses is read again, and
 * responses of vendors get into no write-ahead log and no standby. There is nothing of it in SQLite.
 */
export const cache: Migration = {
  name: '0007-cache',
  async up(db) {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    await sql`
      create unlogged table cache_entries (
        key text primary key,
        text text not null,
        expires_at timestamptz not null
      )`.execute(db)
    // Not compressed: that takes longer than writing it, and the first letters can be read alone.
    await sql`alter table cache_entries alter column text set storage external`.execute(db)
    await sql`create index cache_entries_expires_at on cache_entries (expires_at)`.execute(db)
    await sql`
      create unlogged table cache_claims (
        key text primary key,
        holder text not null,
        expires_at timestamptz not null
      )`.execute(db)
  },
}
