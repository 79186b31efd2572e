import { Kysely, type Dialect } from 'kysely'
import { kindOf, type DatabaseSource } from './database-kind.ts'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'
import { createStateTeller, type OnDatabaseState, type StateTeller } from './database-state.ts'
import { createLentDialect } from './lent-pool.ts'
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
 * Creates the database of a source. Connects on the first query, and reconnects on the next query after an outage.
 *
 * @throws every query: DatabaseUnavailableError if the database does not respond
 */
export function createDatabase(source: DatabaseSource, options: DatabaseOptions = {}): Database {
  const { state = createStateTeller(options.onState) } = options
  return new Kysely<Tables>({ dialect: createDialect(source, state, options) })
}

function createDialect(source: DatabaseSource, state: StateTeller, options: DatabaseOptions): Dialect {
  if (typeof source !== 'string') return createLentDialect(source, state)
  if (kindOf(source) === 'postgres') return createPostgresDialect(source, state, options)
  return createSqliteDialect(source.replace(/^file:/, ''), state)
}

/**
 * The database for large writes, beside the one that is open already: for a SQLite file, a connection that writes on a
 * thread of its own, so that the event loop need not wait for the disk; else the open one.
 */
export function createBulkDatabase(source: DatabaseSource, open: Database, state: StateTeller): Database {
  if (typeof source !== 'string' || kindOf(source) === 'postgres') return open
  const path = source.replace(/^file:/, '')
  if (path === ':memory:') return open
  return new Kysely<Tables>({ dialect: createSqliteDialect(path, state, true) })
}

/** Like `createDatabase`, with migrations applied. */
export async function openDatabase(source: DatabaseSource, options?: DatabaseOptions): Promise<Database> {
  const database = createOrExplain(source, options)
  try {
    await migrate(database, kindOf(source), migrations)
    return database
  } catch (error) {
    await database.destroy()
    throw mayNotMakeTables(error) ? new DatabaseUnavailableError(error) : error
  }
}

/** A URL can refer to a missing certificate, or be malformed. */
function createOrExplain(source: DatabaseSource, options?: DatabaseOptions): Database {
  try {
    return createDatabase(source, options)
  } catch (error) {
    throw new DatabaseUnavailableError(error)
  }
}

/** PostgreSQL's insufficient privilege, and no schema to create tables in. */
const mayNotMakeTables = (error: unknown) => ['42501', '3F000'].includes(String((error as { code?: unknown }).code))
