import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect } from 'kysely'
import { withClearErrors } from './clear-errors.ts'
import type { StateTeller } from './database-state.ts'
import { createSqliteDriver } from './sqlite-driver.ts'
import { sqliteTroubleOf } from './sqlite-trouble.ts'

/** Kysely would otherwise hand out one connection at a time; whose turn it is to write, the driver knows. */
class ConcurrentSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/**
 * SQLite inside Node, for Kysely: write-ahead log, each commit on disk before it is answered.
 *
 * @param path a file, whose folder is made if need be, or `:memory:`
 */
export function createSqliteDialect(path: string, state: StateTeller): Dialect {
  const dialect: Dialect = {
    createDriver: () => createSqliteDriver(path),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new ConcurrentSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
  return withClearErrors(dialect, sqliteTroubleOf, state)
}
