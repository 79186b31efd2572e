import { parentPort, workerData } from 'node:worker_threads'
import { createSqliteSession, openSqlite, syncFully, type SqliteStatement } from './sqlite-session.ts'
import type { ThreadAnswer } from './sqlite-thread-session.ts'

/*
 * The thread of a connection (sqlite-thread-session.ts). It answers each message once, in the order they were sent.
 */
const { path } = workerData as { readonly path: string }
const port = parentPort
if (!port) throw new Error('This file is run as a thread.')

const database = openSqlite(path)
database.exec(syncFully)
const session = createSqliteSession(database)

port.on('message', (wish: SqliteStatement | 'clear' | 'close') => {
  port.postMessage(answer(wish))
  if (wish === 'close') port.close()
})

function answer(wish: SqliteStatement | 'clear' | 'close'): ThreadAnswer {
  try {
    if (typeof wish === 'object') return { result: session.run(wish) as never }
    void session[wish]()
    return { result: { rows: [] } }
  } catch (error) {
    // A copied error would lose its fields.
    return { failure: { ...(error as object), message: error instanceof Error ? error.message : String(error) } }
  }
}
