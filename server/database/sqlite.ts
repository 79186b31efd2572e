import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { SqliteDialect, type Dialect, type SqliteDatabase } from 'kysely'
import { withClearErrors } from './clear-errors.ts'

/** How long a statement waits for another process that writes, in milliseconds. */
export const busyTimeoutMs = 5_000

/**
 * SQLite inside Node, for Kysely: one connection, write-ahead log, each commit on disk before it is answered.
 *
 * @param path a file, whose folder is made if need be, or `:memory:`
 */
export function createSqliteDialect(path: string): Dialect {
  return withClearErrors(new SqliteDialect({ database: () => open(path) }), isSqliteAway)
}

async function open(path: string): Promise<SqliteDatabase> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: busyTimeoutMs })
  try {
    await switchToWal(database)
  } catch (error) {
    database.close()
    throw error
  }
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql)
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}

/** SQLite does not wait for its lock here as it does elsewhere, so two programs that start on a new file could collide. */
async function switchToWal(database: DatabaseSync): Promise<void> {
  const until = performance.now() + busyTimeoutMs
  for (;;) {
    try {
      database.exec('pragma journal_mode = wal; pragma synchronous = full')
      return
    } catch (error) {
      if (!isSqliteBusy(error) || performance.now() > until) throw error
    }
    await sleep(20)
  }
}

/** Primary result codes that speak of the file and not of the statement (https://sqlite.org/rescode.html). */
const awayCodes = new Map([
  [5, 'busy'],
  [6, 'locked'],
  [8, 'read-only'],
  [10, 'input or output'],
  [11, 'corrupt'],
  [13, 'full'],
  [14, 'cannot open'],
  [26, 'not a database'],
])

function isSqliteAway(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  // The folder could not be made.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return true
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' && awayCodes.has(errcode & 0xff)
}

/** Whether another connection holds the write lock just now. */
export function isSqliteBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown }
  return typeof errcode === 'number' && (errcode & 0xff) === 5
}
