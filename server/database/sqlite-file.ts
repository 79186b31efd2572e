import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isSqliteBusy } from './sqlite-trouble.ts'

/** The open file: one connection that writes and, beside it, one that reads what is committed. */
export interface SqliteFile {
  readonly writer: DatabaseSync
  /** Null for a database in memory, which has one connection only. */
  readonly reader: DatabaseSync | null
}

/** How long opening waits for another program that opens the same new file, in milliseconds. */
const openWaitMs = 5_000

/**
 * Opens a file, making it and its folder if need be, for this user's eyes only: sessions and credentials are in it. The
 * write-ahead log and its index get the file's own mode from SQLite.
 *
 * @param path a file, or `:memory:`
 */
export async function openSqliteFile(path: string): Promise<SqliteFile> {
  const isFile = path !== ':memory:'
  if (isFile) makePrivate(path)
  // No wait inside of SQLite: it would hold up the whole process (see sqlite-driver.ts).
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
  // Files of an earlier version were readable by all; who else may read them on purpose is in a group.
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      const { mode } = statSync(name)
      if ((mode & 0o007) !== 0) chmodSync(name, mode & 0o770)
    } catch {
      // It is not there, or belongs to another user.
    }
  }
}

/** SQLite does not wait for its lock here as it does elsewhere, so two programs that start on a new file could collide. */
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
