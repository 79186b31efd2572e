import module from 'node:module'
import { dirname, extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SqliteResult, SqliteSession, SqliteStatement } from './sqlite-session.ts'

/** The thread's answer to one message. */
export type ThreadAnswer =
  { readonly result: SqliteResult } | { readonly failure: { readonly message: string; readonly errcode?: number } }

interface Waiting {
  resolve(result: SqliteResult): void
  reject(error: unknown): void
}

/**
 * A connection on a thread of its own, started by its first statement: for large writes, whose way to the disk would
 * hold up the event loop for tens of milliseconds.
 *
 * @param path an existing file
 */
export function createThreadSession(path: string): SqliteSession {
  let worker: Worker | null = null
  let isClosed = false
  const waiting: Waiting[] = []

  function start(): Worker {
    const started = new Worker(new URL(`./sqlite-thread${extname(import.meta.url)}`, import.meta.url), {
      name: 'sqlite',
      workerData: { path },
      execArgv: [],
      ...withCompileCache(),
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    started.unref()
    started.on('message', (answer: ThreadAnswer) => {
      const next = waiting.shift()
      if (waiting.length === 0) started.unref()
      if ('result' in answer) next?.resolve(answer.result)
      else next?.reject(Object.assign(new Error(answer.failure.message), answer.failure))
    })
    // It could not open the file, or ran out of memory: the next statement starts another one.
    started.on('error', (error) => {
      worker = null
      for (const next of waiting.splice(0)) next.reject(error)
    })
    return started
  }

  function send(wish: SqliteStatement | 'clear' | 'close'): Promise<SqliteResult> {
    if (isClosed) return Promise.reject(new Error('The database is not open.'))
    worker ??= start()
    // The process stays while a statement runs.
    worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(wish)
    const { promise, resolve, reject } = Promise.withResolvers<SqliteResult>()
    waiting.push({ resolve, reject })
    return promise
  }

  return {
    run: ({ sql, parameters }) => send({ sql, parameters }),
    async clear() {
      if (worker) await send('clear')
    },
    async close() {
      const closed = worker ? send('close') : null
      worker = null
      isClosed = true
      await closed
    },
  }
}

/**
 * Has the thread use the compile cache of this one, if there is one. Without, it strips types itself, and what Node loads
 * for that takes 10 to 17 MiB.
 */
function withCompileCache(): { readonly env?: NodeJS.ProcessEnv } {
  // A folder of Node's version in the one that the variable names.
  const folder = module.getCompileCacheDir()
  return folder === undefined ? {} : { env: { ...process.env, NODE_COMPILE_CACHE: dirname(folder) } }
}
