import { Kysely } from 'kysely'
import { kindOf } from './database-kind.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/all.ts'
import { createPostgresDialect, type PostgresOptions } from './postgres.ts'
import { createSqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/**
 * The database behind an address. Nothing is opened before the first query, and a database that was away is tried anew by
 * the next one.
 *
 * @param url `file:<path>` (relative to the working directory), `file::memory:` for one that ends with the process, or
 *   `postgres://…`
 * @throws every query: DatabaseUnavailableError when the database does not answer
 */
export function createDatabase(url: string, options: PostgresOptions = {}): Database {
  const dialect =
    kindOf(url) === 'postgres' ? createPostgresDialect(url, options) : createSqliteDialect(url.replace(/^file:/, ''))
  return new Kysely<Tables>({ dialect })
}

/** As `createDatabase`, with its tables brought up to date. */
export async function openDatabase(url: string, options?: PostgresOptions): Promise<Database> {
  const database = createDatabase(url, options)
  try {
    await migrate(database, kindOf(url), migrations)
    return database
  } catch (error) {
    await database.destroy()
    throw error
  }
}
