import { sql } from 'kysely'
import { createDatabase, type Database, type DatabaseOptions } from './create-database.ts'
import type { DatabaseSource } from './database-kind.ts'

/** Connections of each gateway, kept open: making one takes longer than a command of the cache may. */
const connections = 4
/** How many rows one statement deletes at most, so that it holds up nothing. */
const sweptAtOnce = 1_000

/** Deletes values and claims of the cache that have expired, whichever gateway or version wrote them. */
export async function deleteExpiredValues(db: Database): Promise<void> {
  for (const table of ['cache_entries', 'cache_claims'] as const) {
    for (let deleted = BigInt(sweptAtOnce); deleted >= sweptAtOnce;) {
      const { numAffectedRows = 0n } = await sql`
        delete from ${sql.table(table)} where key in (
          select key from ${sql.table(table)} where expires_at < clock_timestamp()
          limit ${sweptAtOnce} for update skip locked)`.execute(db)
      deleted = numAffectedRows
    }
  }
}

/**
 * The tables of the cache in PostgreSQL, over a small pool of their own: a large value under way keeps no session and no
 * change from its connection. Instants are the server's, so that gateways whose clocks differ agree on what has expired.
 *
 * @param source a PostgreSQL
 */
export function createCacheRecords(source: DatabaseSource, options: DatabaseOptions = {}) {
  const times = { idleTimeoutMs: 0, statementTimeoutMs: 2_000 }
  const db = createDatabase(source, { poolSize: connections, ...times, ...options })
  const inMs = (ms: number) => sql`clock_timestamp() + ${ms} * interval '1 millisecond'`

  return {
    connections,

    /** Texts by key that have not expired; null in place of a text that begins with what is known of it. */
    async read(keys: readonly string[], known: readonly string[], knownLength: number) {
      const { rows } = await sql<{ key: string; text: string | null }>`
        select stored.key, case when left(stored.text, ${knownLength}) <> wanted.known then stored.text end as text
        from unnest(${[...keys]}::text[], ${[...known]}::text[]) as wanted (key, known)
        join cache_entries as stored on stored.key = wanted.key
        where stored.expires_at > clock_timestamp()`.execute(db)
      return new Map(rows.map(({ key, text }) => [key, text]))
    },

    async write(key: string, text: string, ttlMs: number): Promise<void> {
      await sql`
        insert into cache_entries (key, text, expires_at) values (${key}, ${text}, ${inMs(ttlMs)})
        on conflict (key) do update set text = excluded.text, expires_at = excluded.expires_at`.execute(db)
    },

    /** Claims keys that are free, expired or the holder's. @returns those the holder now has */
    async take(keys: readonly string[], holder: string, expiryMs: number): Promise<string[]> {
      // In one order for all gateways, or two statements could wait for each other.
      const { rows } = await sql<{ key: string }>`
        insert into cache_claims (key, holder, expires_at)
        select key, ${holder}::text, ${inMs(expiryMs)} from unnest(${[...keys]}::text[]) as wanted (key) order by key
        on conflict (key) do update set holder = excluded.holder, expires_at = excluded.expires_at
        where cache_claims.holder = excluded.holder or cache_claims.expires_at < clock_timestamp()
        returning key`.execute(db)
      return rows.map(({ key }) => key)
    },

    async release(keys: readonly string[], holder: string): Promise<void> {
      await sql`
        delete from cache_claims where key in (
          select key from cache_claims where key = any(${[...keys]}::text[]) and holder = ${holder}
          order by key for update)`.execute(db)
    },

    sweep: () => deleteExpiredValues(db),

    close: () => db.destroy(),
  }
}
