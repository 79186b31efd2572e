import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Gateways over one listening socket that does not end with them, as systemd keeps one (socket activation). */
export interface SharedSocket {
  /** Such as `http://127.0.0.1:40123`; a client that connects waits until a gateway runs. */
  readonly url: string
  /** Starts one more gateway, which takes requests when this is through. */
  start(): Promise<SharingGateway>
  /** Ends all of them the hard way. */
  close(): Promise<void>
}

export interface SharingGateway {
  readonly pid: number
  /** All it wrote so far. */
  output(): Promise<string>
  /** Tells it to end, and waits until it has. */
  stop(): Promise<void>
}

/**
 * Holds the socket as descriptor 3 and starts a program for each line it reads, which names the file that the program
 * writes to. It accepts no connection itself, which this process would.
 */
const holder = `
while read -r output; do
  {
    LISTEN_FDS=1 sh -c 'LISTEN_PID=$$; export LISTEN_PID; echo "pid $$"; exec "$0" "$@"' "$@"
    echo "ended $?"
  } </dev/null >"$output" 2>&1 &
done
wait`

/** Holds a free port of 127.0.0.1 for gateways with these settings. */
export async function holdSocket(environment: Record<string, string>): Promise<SharedSocket> {
  const folder = await mkdtemp(join(tmpdir(), 'shared-socket-'))
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const command = [process.execPath, '--import', './scripts/preload.mjs', 'server/main.ts']
  const child = spawn('sh', ['-c', holder, 'holder', ...command], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment, LOG_LEVEL: 'info' },
    // Node has no public name for the descriptor of a listening socket.
    stdio: ['pipe', 'ignore', 'inherit', (server as unknown as { _handle: { fd: number } })._handle.fd],
    detached: true,
  })
  await once(child, 'spawn')
  server.close()
  await once(server, 'close')
  const ended = once(child, 'close')
  let nth = 0

  async function start(): Promise<SharingGateway> {
    const file = join(folder, `${(nth += 1)}.log`)
    child.stdin?.write(`${file}\n`)
    const output = () => readFile(file, 'utf8').catch(() => '')
    while (!(await output()).includes('"msg":"listening"')) {
      if (/^ended \d+$/m.test(await output())) throw new Error(await output())
      await sleep(20)
    }
    const pid = Number(/^pid (\d+)$/m.exec(await output())?.[1])
    return {
      pid,
      output,
      async stop() {
        process.kill(pid, 'SIGTERM')
        while (!/^ended \d+$/m.test(await output())) await sleep(20)
      },
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    start,
    async close() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}
