import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** One of our programs in a process of its own. */
export interface Program {
  readonly child: ChildProcess
  readonly pid: number
  /** All it wrote so far, to standard output and to standard error. */
  output(): string
  errors(): string
  /** The first match in standard output, as soon as it is there. @throws Error when the program ends before */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** How it ended: its code, or the signal that killed it. */
  readonly ended: Promise<{ code: number | null; signal: string | null }>
  /** Ends it the hard way, if it still runs. */
  kill(): Promise<void>
}

/** Where Node keeps what it has compiled, as vitest.config.ts has it: a start takes half the time from it. */
const { PATH, NODE_COMPILE_CACHE } = process.env

/** Runs `node <args>` in the project's folder, with just these variables. */
export function startProgram(args: readonly string[], environment: Record<string, string>): Program {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own, so that a test sees whether it left something behind.
    detached: true,
  })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  // `close` comes after the last byte of both, `exit` may come before.
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }))
  return {
    child,
    pid: child.pid ?? -1,
    output: () => output,
    errors: () => errors,
    async printed(pattern) {
      for (;;) {
        const match = pattern.exec(output)
        if (match) return match
        const isOver = await Promise.race([ended.then(() => true), once(child.stdout, 'data').then(() => false)])
        if (isOver && !pattern.test(output))
          throw new Error(`It ended without printing ${pattern}:\n${output}${errors}`)
      }
    },
    ended,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}

/** Whether any process of the group that the program was started in is still there. */
export function hasProcesses({ pid }: Program): boolean {
  try {
    process.kill(-pid, 0)
    return true
  } catch {
    return false
  }
}

/** The gateway as `npm start` runs it, listening on a free port. */
export async function startGatewayProgram(environment: Record<string, string>) {
  const program = startProgram(['server/main.ts'], { ...environment, PORT: '0', LOG_LEVEL: 'info' })
  const [, port] = await program.printed(/"port":(\d+)/)
  return { ...program, url: `http://127.0.0.1:${port}` }
}

/** Waits until the condition holds, asking again and again; a test that never gets there times out. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve))
}
