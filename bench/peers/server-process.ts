import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface ServerProcess {
  readonly pid: number
  readonly url: string
  /** How much memory the records take that it holds; 0 where that is measured otherwise. */
  readonly recordsMebibytes: number
  /** Sends a message and waits for the answer. */
  tell<Answer>(message: object | string): Promise<Answer>
  close(): Promise<void>
}

/** The first message of a child. @throws Error when it ends before */
async function firstMessage(child: ChildProcess, name: string): Promise<{ port: number; recordsMebibytes: number }> {
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`${name} ended with status ${status}.`)
  })
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [never]
  ended.catch(() => undefined)
  return message
}

/**
 * Starts a server in a process of its own, whose standard output goes nowhere. It says by message when it listens.
 *
 * @param file from this folder
 */
export async function startServer(
  file: string,
  environment: Record<string, string>,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { ...withoutSettings(), ...environment, NODE_ENV: 'production' },
    execArgv: [...flags],
    stdio: ['ignore', openSync('/dev/null', 'w'), 'inherit', 'ipc'],
  })
  const { port, recordsMebibytes } = await firstMessage(child, file)
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    recordsMebibytes,
    async tell<Answer>(message: object | string) {
      const answer = once(child, 'message')
      child.send(message)
      return ((await answer) as [Answer])[0]
    },
    async close() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

/** What a program needs of the environment; settings of a gateway in it would be taken for those of the measured one. */
export function withoutSettings(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }) }
}
