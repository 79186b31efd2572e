import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'

/*
 * node supervisor.ts '<Job as JSON>'
 *
 * Runs a server, with a process of its own in between, so that the server ends whatever becomes of the test runner that
 * wanted it: standard input is the line to that. The word `stop` ends the server and keeps its folder; the end of input
 * without it means that the other end is gone, and ends the server and removes the folder. Prints `ready` once the server
 * says so. When it does not get there, what it said goes to standard error, and the status is 1.
 */

export interface Job {
  readonly command: string
  readonly arguments: readonly string[]
  /** What the server prints once it takes connections. */
  readonly readyText: string
  /** Where it runs; removed when the other end is gone. */
  readonly folder: string
  /** Whom it runs as; null: as who starts it. */
  readonly account: { readonly uid: number; readonly gid: number } | null
}

/** How long each way of ending the server may take, in milliseconds, before the next, harder one. */
const patienceMs = 5_000

const job = JSON.parse(process.argv[2] ?? '') as Job
const child = spawn(job.command, job.arguments, {
  cwd: job.folder,
  stdio: ['ignore', 'pipe', 'pipe'],
  // Its words are read below, and its times do not follow the machine's zone.
  env: { LC_ALL: 'C', TZ: 'UTC' },
  ...(job.account && { uid: job.account.uid, gid: job.account.gid }),
})

let log = ''
let isReady = false
for (const stream of [child.stdout, child.stderr]) {
  stream.setEncoding('utf8').on('data', (text: string) => {
    // All of it is read, or the server would wait for a reader; only the start is of use.
    if (isReady) return
    log += text
    isReady = log.includes(job.readyText)
    if (isReady) process.stdout.write('ready\n')
  })
}
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})

let isPlanned = false
let isAbandoned = false
child.once('close', (code, signal) => {
  if (!isReady) process.stderr.write(log || `It ended with ${signal ?? code} and without a word.\n`)
  // Where the other end is there, the folder is its own affair.
  const removed = isAbandoned ? rm(job.folder, { recursive: true, force: true }) : Promise.resolve()
  void removed.then(() => process.exit(isReady && code === 0 ? 0 : 1))
})

function end(): void {
  // SIGCONT first: a test may have frozen it.
  const ways = ['SIGCONT', 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const
  ways.forEach((signal, step) => setTimeout(() => child.kill(signal), Math.max(0, step - 1) * patienceMs).unref())
}

process.stdin.setEncoding('utf8').on('data', (text: string) => {
  isPlanned ||= text.includes('stop')
  if (isPlanned) end()
})
process.stdin.once('end', () => {
  isAbandoned = !isPlanned
  end()
})
// Without a reader there is no use in writing; the end of input says the rest.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
