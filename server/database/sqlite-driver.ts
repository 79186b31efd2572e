import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, SelectQueryNode, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import { createMutex } from './mutex.ts'
import { openSqliteFile, type SqliteFile } from './sqlite-file.ts'
import { isSqliteBusy } from './sqlite-trouble.ts'

/** How long a statement waits for whatever else writes, in milliseconds. */
export const busyWaitMs = 5_000
/** Between two tries: short at first, since most locks are, in milliseconds. */
const longestPauseMs = 50

/** The wait for this process's own writers was too long; numbered as SQLite numbers a lock that does not come. */
class WriterBusyError extends Error {
  override name = 'WriterBusyError'
  readonly errcode = 5
}

interface SqliteConnection extends DatabaseConnection {
  release(): void
}

/**
 * SQLite inside Node for Kysely: one connection that writes, whose turn is taken in order, and one that reads beside it.
 * Kysely's own driver has a single connection and lets SQLite wait for the locks of other programs, inside a call that
 * blocks the whole process, health checks included. Here a statement that meets a lock is tried again and again without
 * blocking, and reads go on meanwhile. A worker thread would keep the process free as well, but all reads would queue
 * behind the one statement that waits, and every one of them would cost a trip between threads.
 *
 * @param path a file, or `:memory:`
 */
export function createSqliteDriver(path: string): Driver {
  const turns = createMutex()
  let file: SqliteFile | null = null

  function opened(): SqliteFile {
    if (!file) throw new Error('The database is not open.')
    return file
  }

  function createConnection(): SqliteConnection {
    let endTurn: (() => void) | null = null

    async function takeTurn(): Promise<void> {
      endTurn ??= await turns.acquire(busyWaitMs)
      if (!endTurn) throw new WriterBusyError(`There was no turn to write within ${busyWaitMs} ms.`)
    }

    return {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const { writer, reader } = opened()
        // Inside of a turn a transaction may be open, and its reads must see what it wrote.
        if (reader && !endTurn && SelectQueryNode.is(query.query)) return whenFree(() => run<R>(reader, query))
        await takeTurn()
        return whenFree(() => run<R>(writer, query))
      },
      async *streamQuery<R>(query: CompiledQuery) {
        yield await this.executeQuery<R>(query)
      },
      release() {
        if (!endTurn) return
        // A transaction that could neither be ended nor undone must not become the next one's.
        if (file?.writer.isTransaction) tryRollback(file.writer)
        endTurn()
        endTurn = null
      },
    }
  }

  const execute = (connection: DatabaseConnection, sql: string) => connection.executeQuery(CompiledQuery.raw(sql))

  return {
    async init() {
      file = await openSqliteFile(path)
    },
    acquireConnection: async () => createConnection(),
    async beginTransaction(connection) {
      // Immediate: the lock is taken where nothing has been read yet, so that a transaction never finds later that it cannot
      // go on to write.
      await execute(connection, 'begin immediate')
    },
    async commitTransaction(connection) {
      await execute(connection, 'commit')
    },
    async rollbackTransaction(connection) {
      await execute(connection, 'rollback')
    },
    async releaseConnection(connection) {
      ;(connection as SqliteConnection).release()
    },
    async destroy() {
      file?.reader?.close()
      file?.writer.close()
      file = null
    },
  }
}

/** Runs a statement, trying again while another connection holds the lock. A statement that met a lock has done nothing. */
async function whenFree<T>(statement: () => T): Promise<T> {
  const until = performance.now() + busyWaitMs
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return statement()
    } catch (error) {
      if (!isSqliteBusy(error) || performance.now() + pauseMs > until) throw error
    }
    await sleep(pauseMs)
  }
}

function run<R>(database: DatabaseSync, { sql, parameters }: CompiledQuery): QueryResult<R> {
  const statement = database.prepare(sql)
  const values = parameters as SQLInputValue[]
  if (statement.columns().length > 0) return { rows: statement.all(...values) as R[] }
  const { changes, lastInsertRowid } = statement.run(...values)
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}

function tryRollback(database: DatabaseSync): void {
  try {
    database.exec('rollback')
  } catch {
    // SQLite has rolled back by itself.
  }
}
