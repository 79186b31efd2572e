import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@keyv/redis'
import { findOnPath } from './find-on-path.ts'

/** Where `redis-server` is on this machine; null when it is not installed. */
export const redisServerPath: string | null = findOnPath('redis-server')

/** A Redis of a test's own: it may be stopped, frozen and filled without harm to others. */
export interface RedisServer {
  readonly url: string
  /** Sends a command on a connection of its own: `send('SET', 'key', 'value')`. */
  send(...command: string[]): Promise<unknown>
  /** Demands a password from now on, which the gateway does not have, and cuts its connections; empty: demands none. */
  demand(password: string): Promise<void>
  /** Has it answer nothing at all from now on, as a machine that hangs. */
  freeze(): void
  thaw(): void
  /** Ends it; `start` brings an empty one back on the same port. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

/** Starts one on a free port, keeping nothing on disk. */
export async function startRedisServer(): Promise<RedisServer> {
  const port = await findFreePort()
  const url = `redis://127.0.0.1:${port}`
  let child = launch(port)

  let password = ''

  async function sendAll(commands: readonly string[][]): Promise<unknown> {
    const credentials = password === '' ? {} : { password }
    const socket = { reconnectStrategy: false } as const
    const client = createClient({ url, ...credentials, disableClientInfo: true, socket })
    client.on('error', () => undefined)
    try {
      await client.connect()
      let answer: unknown
      for (const command of commands) answer = await client.sendCommand(command)
      return answer
    } finally {
      if (client.isOpen) client.destroy()
    }
  }
  const send = (...command: string[]) => sendAll([command])

  async function answers(): Promise<void> {
    while (
      !(await send('PING').then(
        () => true,
        () => false,
      ))
    )
      await sleep(20)
  }

  async function stop() {
    child.kill('SIGCONT')
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  await answers()
  return {
    url,
    send,
    async demand(next) {
      await sendAll([
        ['CONFIG', 'SET', 'requirepass', next],
        ['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'],
      ])
      password = next
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop,
    async start() {
      child = launch(port)
      await answers()
    },
    close: stop,
  }
}

function launch(port: number) {
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no']
  return spawn(redisServerPath ?? 'redis-server', flags, { stdio: 'ignore' })
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
