import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect } from 'kysely'
import { withClearErrors } from './clear-errors.ts'
import type { StateTeller } from './database-state.ts'
import { createSqliteDriver } from './sqlite-driver.ts'
import { openSqliteFile, openSqliteForBulk, type SqliteFile } from './sqlite-file.ts'
import { sqliteTroubleOf } from './sqlite-trouble.ts'

/** By default Kysely checks out one connection at a time; here the driver queues writers. */
class ConcurrentSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/**
 * SQLite (node:sqlite) dialect for Kysely: write-ahead log, each commit synced to disk before it returns.
 *
 * @param path a file, whose folder is created if missing, or `:memory:`
 * @param isForBulk opens a file that is open already once more, with a thread for its writes
 */
export function createSqliteDialect(path: string, state: StateTeller, isForBulk = false): Dialect {
  return createSqliteDialectOn(() => (isForBulk ? openSqliteForBulk(path) : openSqliteFile(path)), state)
}

/** Like `createSqliteDialect`, on a file that is opened otherwise. */
export function createSqliteDialectOn(open: () => SqliteFile | Promise<SqliteFile>, state: StateTeller): Dialect {
  const dialect: Dialect = {
    createDriver: () => createSqliteDriver(open),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new ConcurrentSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
  return withClearErrors(dialect, sqliteTroubleOf, state)
}
