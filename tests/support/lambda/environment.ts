import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

/** How an invocation ended. */
export type Outcome = { readonly result: unknown } | { readonly error: { errorType: string; errorMessage: string } }

/** One execution environment: a process of the function, and the Runtime API that it asks. */
export interface Environment {
  readonly pid: number
  readonly isEnded: boolean
  /** Runs one invocation. The environment is at its end if that takes too long. */
  invoke(event: unknown, timeoutMs: number): Promise<Outcome>
  /** Ends it, with nothing said before. */
  kill(): Promise<void>
  /** Ends it by SIGTERM, as Lambda does where the function has an extension, and waits for its end. */
  shutDown(): Promise<{ readonly code: number | null; readonly signal: string | null }>
}

export interface EnvironmentOptions {
  /** The unzipped function. */
  readonly folder: string
  /** Such as `server/lambda/handler.handler`. */
  readonly handler: string
  readonly settings: Readonly<Record<string, string>>
  /** Whether the process is stopped while there is no invocation, as Lambda does. */
  readonly freezes: boolean
  /** Called with what it prints. */
  readonly onOutput: (text: string) => void
}

interface Invocation {
  readonly id: string
  readonly event: unknown
  readonly deadlineMs: number
  end(outcome: Outcome): void
}

/** It ends with this process, however that ends: stopped, it could not see that by itself. */
const bootstrap = fileURLToPath(new URL('bootstrap.mjs', import.meta.url))

/** Starts an environment. Its Init phase runs on until the first invocation, as on Lambda. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const { folder, handler, settings, freezes, onOutput } = options
  let next: ServerResponse | null = null
  let running: Invocation | null = null
  let initError: Outcome | null = null
  let isShuttingDown = false

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const child: ChildProcess = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, bootstrap], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: 'msp-graph',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: handler,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput)
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const ended = exited.then(([code, signal]) => {
    running?.end(initError ?? failed('Runtime.ExitError', `Runtime exited (${signal ?? code}).`))
    running = null
    server.closeAllConnections()
    server.close()
    return { code, signal }
  })
  const isEnded = () => child.exitCode !== null || child.signalCode !== null
  const signal = (name: NodeJS.Signals) => void (isEnded() || child.kill(name))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request)
    const [, id, kind] = /invocation\/([^/]+)\/(response|error)$/.exec(request.url ?? '') ?? []
    if (request.url?.endsWith('/invocation/next')) {
      next = response
      deliver()
      // It stands still while it waits.
      if (!running && freezes && !isShuttingDown) signal('SIGSTOP')
      return
    }
    if (request.url?.endsWith('/init/error')) initError = { error: JSON.parse(body) as never }
    // As it is in the log of the function.
    if (request.url?.endsWith('/error')) onOutput(`${body}\n`)
    response.writeHead(202).end()
    if (id === undefined || id !== running?.id) return
    const { end } = running
    running = null
    end(kind === 'error' ? { error: JSON.parse(body) as never } : { result: JSON.parse(body) as unknown })
  }

  function deliver(): void {
    if (!next || !running) return
    const { id, event, deadlineMs } = running
    const headers = {
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(deadlineMs),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:msp-graph',
    }
    next.writeHead(200, headers).end(JSON.stringify(event))
    next = null
  }

  return {
    pid: child.pid ?? -1,
    get isEnded() {
      return isEnded()
    },
    async invoke(event, timeoutMs) {
      if (isEnded()) return failed('Runtime.ExitError', 'Runtime exited before the invocation.')
      const { promise, resolve } = Promise.withResolvers<Outcome>()
      running = { id: randomUUID(), event, deadlineMs: Date.now() + timeoutMs, end: resolve }
      const timer = setTimeout(() => {
        const late = running
        running = null
        child.kill('SIGKILL')
        late?.end(failed('Sandbox.Timedout', `Task timed out after ${timeoutMs / 1_000} seconds`))
      }, timeoutMs)
      signal('SIGCONT')
      deliver()
      try {
        return await promise
      } finally {
        clearTimeout(timer)
      }
    },
    async kill() {
      signal('SIGKILL')
      await ended
    },
    async shutDown() {
      isShuttingDown = true
      signal('SIGCONT')
      signal('SIGTERM')
      return ended
    },
  }
}

const failed = (errorType: string, errorMessage: string): Outcome => ({ error: { errorType, errorMessage } })

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}
