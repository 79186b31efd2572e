import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Job } from './supervisor.ts'

const supervisorFile = fileURLToPath(new URL('supervisor.ts', import.meta.url))

/** A server in a process of its own. */
export interface Supervised {
  /** Ends it; its folder stays. */
  stop(): Promise<void>
}

/**
 * Starts a server that ends with the process that asked for it, however that ends: also by `kill -9`.
 *
 * @throws Error with the server's own words when it does not start
 */
export async function runSupervised(job: Job): Promise<Supervised> {
  const child = spawn(process.execPath, [supervisorFile, JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches the runner, and the server through it.
    detached: true,
  })
  const ended = once(child, 'close')
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text
  })
  const isReady = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)])
  if (!isReady) throw new Error(`${job.command} does not start:\n${words}`)
  return {
    async stop() {
      // One that has ended already takes no words.
      child.stdin.on('error', () => undefined)
      child.stdin.end('stop\n')
      await ended
    },
  }
}

/**
 * Starts a server on a free port of 127.0.0.1.
 *
 * @param run starts it on this port
 */
export async function onFreePort<T>(run: (port: number) => Promise<T>): Promise<T> {
  try {
    return await run(await findFreePort())
  } catch (error) {
    // Between looking and listening another program may have taken the port.
    if (!/address already in use/i.test(String(error))) throw error
    return run(await findFreePort())
  }
}

/** Another program may take it before it is used. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
