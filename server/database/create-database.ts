import { Kysely } from 'kysely'
import { kindOf } from './database-kind.ts'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'
import { createStateTeller, type OnDatabaseState } from './database-state.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { createPostgresDialect, type PostgresOptions } from './postgres.ts'
import { createSqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

export interface DatabaseOptions extends PostgresOptions {
  /** Told once each time the database becomes available or stops being so. */
  onState?: OnDatabaseState
}

/**
 * The database behind an address. Nothing is opened before the first query, and a database that was away is tried anew by
 * the next one.
 *
 * @param url `file:<path>` (relative to the working directory), `file::memory:` for one that ends with the process, or
 *   `postgres://…`
 * @throws every query: DatabaseUnavailableError when the database does not answer
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const state = createStateTeller(options.onState)
  const dialect =
    kindOf(url) === 'postgres'
      ? createPostgresDialect(url, state, options)
      : createSqliteDialect(url.replace(/^file:/, ''), state)
  return new Kysely<Tables>({ dialect })
}

/** As `createDatabase`, with its tables brought up to date. */
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

/** An address can name a certificate that is not there, or hold what cannot be read. */
function createOrExplain(url: string, options?: DatabaseOptions): Database {
  try {
    return createDatabase(url, options)
  } catch (error) {
    throw new DatabaseUnavailableError(error)
  }
}

/** PostgreSQL's insufficient privilege, and no schema to make anything in. */
const mayNotMakeTables = (error: unknown) => ['42501', '3F000'].includes(String((error as { code?: unknown }).code))
