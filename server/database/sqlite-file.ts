import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSqliteSession, openSqlite, syncFully, type SqliteSession } from './sqlite-session.ts'
import { createThreadSession } from './sqlite-thread-session.ts'
import { isSqliteBusy } from './sqlite-trouble.ts'

/** The open file: one connection for writes and one that reads committed data. */
export interface SqliteFile {
  readonly writer: SqliteSession
  /** Null for an in-memory database, which has a single connection. */
  readonly reader: SqliteSession | null
}

/** How long opening waits for another program that opens the same new file, in milliseconds. */
const openWaitMs = 5_000

/**
 * Opens a file, creating it and its folder if missing, readable by this user only: it contains sessions and
 * credentials. SQLite gives the write-ahead log and its index the file's own mode.
 *
 * @param path a file, or `:memory:`
 */
export async function openSqliteFile(path: string): Promise<SqliteFile> {
  const isFile = path !== ':memory:'
  if (isFile) makePrivate(path)
  const writer = openSqlite(path)
  try {
    await switchToWal(writer)
    return { writer: createSqliteSession(writer), reader: isFile ? openReader(path) : null }
  } catch (error) {
    writer.close()
    throw error
  }
}

/** Opens a file that is open already once more, with a thread for its writes. */
export function openSqliteForBulk(path: string): SqliteFile {
  return { writer: createThreadSession(path), reader: openReader(path) }
}

function openReader(path: string): SqliteSession {
  const reader = openSqlite(path)
  reader.exec('pragma query_only = on')
  return createSqliteSession(reader)
}

/** Creates a file and its folder if missing, and takes them from other users. */
export function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  // Files of earlier versions were world-readable. Group permissions are kept: they may be intended.
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      const { mode } = statSync(name)
      if ((mode & 0o007) !== 0) chmodSync(name, mode & 0o770)
    } catch {
      // The file does not exist, or belongs to another user.
    }
  }
}

/** SQLite's busy timeout does not apply here, so two programs starting on a new file could collide. */
async function switchToWal(database: DatabaseSync): Promise<void> {
  const until = performance.now() + openWaitMs
  for (;;) {
    try {
      database.exec(`pragma journal_mode = wal; ${syncFully}`)
      return
    } catch (error) {
      if (!isSqliteBusy(error) || performance.now() > until) throw error
    }
    await sleep(20)
  }
}
