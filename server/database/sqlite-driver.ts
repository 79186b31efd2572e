import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, SelectQueryNode, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import { createMutex } from './mutex.ts'
import type { SqliteFile } from './sqlite-file.ts'
import type { SqliteSession } from './sqlite-session.ts'
import { isSqliteBusy } from './sqlite-trouble.ts'

/** How long a statement waits for other writers, in milliseconds. */
export const busyWaitMs = 5_000
/** Maximum pause between two tries, in milliseconds; the first ones are shorter, since most locks are short. */
const longestPauseMs = 50

/** Timed out waiting for this process's own writers; carries SQLite's error code of a busy lock. */
class WriterBusyError extends Error {
  override name = 'WriterBusyError'
  readonly errcode = 5
}

interface SqliteConnection extends DatabaseConnection {
  release(): Promise<void>
}

/**
 * SQLite (node:sqlite) driver for Kysely: one connection for writes, queued in order, and one for concurrent reads.
 * Kysely's own driver has a single connection and lets SQLite wait for other programs' locks inside a blocking call,
 * which stalls the whole process, health checks included. Here a locked statement is retried without blocking, and
 * reads continue. They run on this thread, where they cost no round trip to another one.
 */
export function createSqliteDriver(open: () => SqliteFile | Promise<SqliteFile>): Driver {
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
        // While holding the writer, a transaction may be open, and its reads must see its writes.
        if (reader && !endTurn && SelectQueryNode.is(query.query)) return whenFree(() => run<R>(reader, query))
        await takeTurn()
        return whenFree(() => run<R>(writer, query))
      },
      async *streamQuery<R>(query: CompiledQuery) {
        yield await this.executeQuery<R>(query)
      },
      async release() {
        if (!endTurn) return
        try {
          // Never leak a transaction that could be neither committed nor rolled back into the next one.
          await file?.writer.clear()
        } finally {
          endTurn()
          endTurn = null
        }
      },
    }
  }

  const execute = (connection: DatabaseConnection, sql: string) => connection.executeQuery(CompiledQuery.raw(sql))

  return {
    async init() {
      file = await open()
    },
    acquireConnection: async () => createConnection(),
    async beginTransaction(connection) {
      // Immediate: acquires the lock before any read, so that a transaction never finds later that it cannot write.
      await execute(connection, 'begin immediate')
    },
    async commitTransaction(connection) {
      await execute(connection, 'commit')
    },
    async rollbackTransaction(connection) {
      await execute(connection, 'rollback')
    },
    async releaseConnection(connection) {
      await (connection as SqliteConnection).release()
    },
    async destroy() {
      await file?.reader?.close()
      await file?.writer.close()
      file = null
    },
  }
}

/**
 * Runs a statement and retries while another connection holds the lock. A statement that failed on a lock has had no
 * effect.
 */
async function whenFree<T>(statement: () => Promise<T>): Promise<T> {
  const until = performance.now() + busyWaitMs
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await statement()
    } catch (error) {
      if (!isSqliteBusy(error) || performance.now() + pauseMs > until) throw error
    }
    await sleep(pauseMs)
  }
}

async function run<R>(session: SqliteSession, { sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
  const { rows, changes, lastInsertRowid } = await session.run({ sql, parameters })
  if (changes === undefined || lastInsertRowid === undefined) return { rows: rows as R[] }
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}
