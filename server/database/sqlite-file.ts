import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isSqliteBusy } from './sqlite-trouble.ts'

/** The open file: one connection for writes and one that reads committed data. */
export interface SqliteFile {
  readonly writer: DatabaseSync
  /** Null for an in-memory database, which has a single connection. */
  readonly reader: DatabaseSync | null
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
  // Do not let SQLite wait: it would block the whole process (see sqlite-driver.ts).
  const open = () => new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 0 })
  const writer = open()
  try {
    await switchToWal(writer)
    const reader = isFile ? open() : null
    reader?.exec('pragma query_only = on')
    return { writer, reader }
  } catch (error) {
    writer.close()
    throw error
  }
}

function makePrivate(path: string): void {
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
      database.exec('pragma journal_mode = wal; pragma synchronous = full')
      return
    } catch (error) {
      if (!isSqliteBusy(error) || performance.now() > until) throw error
    }
    await sleep(20)
  }
}
