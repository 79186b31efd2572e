import { spawn } from 'node:child_process'

/** How a run of npm ended. */
export interface NpmRun {
  readonly output: string
  /** Null where it was ended at the time limit. */
  readonly code: number | null
}

/**
 * Runs npm, the one that runs this script if there is one, and ends it with all that it started at the time limit. What
 * it writes to standard error is dropped: it names hosts.
 */
export function runNpm(args: readonly string[], { cwd, limitMs }: { cwd: string; limitMs: number }): Promise<NpmRun> {
  const { npm_execpath: npm } = process.env
  const [program, first] = npm !== undefined && /\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []]
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], { cwd, detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    const limit = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, limitMs)
    child.once('error', (error) => {
      clearTimeout(limit)
      reject(error)
    })
    child.once('close', (code) => {
      clearTimeout(limit)
      resolve({ output, code })
    })
  })
}
