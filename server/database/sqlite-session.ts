import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/** A statement in SQL, with the values of its `?`. */
export interface SqliteStatement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** What a statement returned, or changed. */
export interface SqliteResult {
  readonly rows: readonly unknown[]
  readonly changes?: number | bigint
  readonly lastInsertRowid?: number | bigint
}

/** A connection to the file, on this thread or on one of its own. */
export interface SqliteSession {
  /** @throws the error of node:sqlite, with SQLite's result code as `errcode` */
  run(statement: SqliteStatement): SqliteResult | Promise<SqliteResult>
  /** Rolls back a transaction that could be neither committed nor rolled back. */
  clear(): void | Promise<void>
  close(): void | Promise<void>
}

/** A connection on this thread: statements block it while they run. */
export function createSqliteSession(database: DatabaseSync): SqliteSession {
  return {
    run({ sql, parameters }) {
      const statement = database.prepare(sql)
      const values = parameters as SQLInputValue[]
      if (statement.columns().length > 0) return { rows: statement.all(...values) }
      return { rows: [], ...statement.run(...values) }
    },
    clear() {
      if (!database.isTransaction) return
      try {
        database.exec('rollback')
      } catch {
        // SQLite has already rolled back.
      }
    },
    close: () => database.close(),
  }
}

/** Opens a connection. SQLite must not wait for locks: that would block the thread (see sqlite-driver.ts). */
export const openSqlite = (path: string): DatabaseSync =>
  new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 0 })

/** Each commit is on disk before it returns. This holds for a connection, not for the file. */
export const syncFully = 'pragma synchronous = full'
