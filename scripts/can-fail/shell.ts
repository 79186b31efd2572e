import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, join } from 'node:path'

/** How a command ended, and all it printed. */
export interface Outcome {
  readonly status: number | null
  readonly output: string
}

const running = new Set<ChildProcess>()

/** Runs a command line as npm does: in a shell, with the packages' programs first on the PATH. */
export async function runInShell(
  command: string,
  folder: string,
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: {
      ...process.env,
      NO_COLOR: '1',
      PATH: [join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A separate process group, so that all of it can be killed.
    detached: true,
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [status] = (await once(child, 'close')) as [number | null]
  running.delete(child)
  return { status, output }
}

/** Kills all commands that still run. */
export function endAll(): void {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL')
}
