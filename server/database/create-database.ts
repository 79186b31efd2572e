import { Kysely } from 'kysely'
import { kindOf } from './database-kind.ts'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'
import { createStateTeller, type OnDatabaseState, type StateTeller } from './database-state.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { createPostgresDialect, type PostgresOptions } from './postgres.ts'
import { createSqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

export interface DatabaseOptions extends PostgresOptions {
  /** Called once each time the database becomes available or unavailable. */
  onState?: OnDatabaseState
  /** Instead of `onState`: one for several connections to the same database. */
  state?: StateTeller
}

/**
 * Creates the database for a URL. Connects on the first query, and reconnects on the next query after an outage.
 *
 * @param url `file:<path>` (relative to the working directory), `file::memory:` for one that ends with the process, or
 * `postgres://…`
 * @throws every query: DatabaseUnavailableError if the database does not respond
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { state = createStateTeller(options.onState) } = options
  const dialect =
    kindOf(url) === 'postgres'
      ? createPostgresDialect(url, state, options)
      : createSqliteDialect(url.replace(/^file:/, ''), state)
  return new Kysely<Tables>({ dialect })
}

/**
 * The database for large writes, beside the one that is open already: for a SQLite file, a connection that writes on a
 * thread of its own, so that the event loop need not wait for the disk; else the open one.
 */
export function createBulkDatabase(url: string, open: Database, state: StateTeller): Database {
  const path = url.replace(/^file:/, '')
  if (kindOf(url) === 'postgres' || path === ':memory:') return open
  return new Kysely<Tables>({ dialect: createSqliteDialect(path, state, true) })
}

/** Like `createDatabase`, with migrations applied. */
export async function openDatabase(url: string, options?: DatabaseOptions): Promise<Database> {
  const database = createOrExplain(url, options)
  try {
    await migrate(database, kindOf(url), migrations)
    return database
  } catch (error) {
    await database.destroy()
    throw mayNotMakeTables(error) ? new DatabaseUnavailableError(error) : error
  }
}

/** A URL can refer to a missing certificate, or be malformed. */
function createOrExplain(url: string, options?: DatabaseOptions): Database {
  try {
    return createDatabase(url, options)
  } catch (error) {
    throw new DatabaseUnavailableError(error)
  }
}

/** PostgreSQL's insufficient privilege, and no schema to create tables in. */
const mayNotMakeTables = (error: unknown) => ['42501', '3F000'].includes(String((error as { code?: unknown }).code))
