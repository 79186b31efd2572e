import { Kysely } from 'kysely'
import type { Database } from './create-database.ts'
import { createStateTeller } from './database-state.ts'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'
import { createSqliteDialectOn } from './sqlite.ts'
import { makePrivate } from './sqlite-file.ts'
import { createSqliteSession, openSqlite, syncFully } from './sqlite-session.ts'
import { isSqliteBusy, sqliteTroubleOf } from './sqlite-trouble.ts'

/** Another program has the file open. */
export class DatabaseInUseError extends Error {
  override name = 'DatabaseInUseError'
}

/**
 * Opens a SQLite file that nothing else has open, and keeps all others from it until it is closed: a gateway that is
 * started meanwhile waits for some seconds, and then says that the file is in use. Afterwards, all of it is in the one
 * file, without a write-ahead log.
 *
 * @param path is created if missing, with its folder
 * @throws DatabaseInUseError; DatabaseUnavailableError for a file that is no database, or cannot be opened
 */
export function openExclusively(path: string): Database {
  try {
    makePrivate(path)
    const database = openSqlite(path)
    try {
      database.exec('pragma locking_mode = exclusive')
      const { journal_mode: mode } = database.prepare('pragma journal_mode = delete').get() ?? {}
      if (mode !== 'delete') throw new DatabaseInUseError()
      // The first write takes the lock, which is kept then.
      database.exec(`${syncFully}; begin exclusive; commit`)
    } catch (error) {
      database.close()
      throw error
    }
    const file = { writer: createSqliteSession(database), reader: null }
    return new Kysely({ dialect: createSqliteDialectOn(() => file, createStateTeller()) })
  } catch (error) {
    if (isSqliteBusy(error)) throw new DatabaseInUseError(undefined, { cause: error })
    const trouble = sqliteTroubleOf(error)
    throw trouble === null ? error : new DatabaseUnavailableError(error, trouble)
  }
}
