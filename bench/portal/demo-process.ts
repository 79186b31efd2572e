import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The demo of one checkout, in a process of its own. */
export interface DemoProcess {
  /** The address people open, such as `http://localhost:40123`. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts the gateway and the simulated vendors of a checkout on free ports: what its `npm run demo` starts, without npm
 * in between, and with the Node that runs this.
 *
 * @param folder the checkout, with its dependencies and its portal in place
 * @throws Error when it ends before it listens
 */
export async function startDemo(folder: string, environment: Record<string, string> = {}): Promise<DemoProcess> {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { scripts: { demo: string } }
  const child = spawn(process.execPath, scripts.demo.split(' ').slice(1), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      SIMULATOR_PORT_BASE: '0',
      SIMULATOR_LATENCY_MS: '150',
      ...environment,
    },
  })
  const ended = once(child, 'close')
  let output = ''
  const announced = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const [, url] = /The portal +(\S+)/.exec(output) ?? []
      if (url !== undefined) resolve(url)
    })
  })
  const failed = ended.then(() => {
    throw new Error(`The demo in ${folder} ended before it listened:\n${output}`)
  })
  return {
    url: await Promise.race([announced, failed]),
    async close() {
      // Its end is awaited below; it is no failure from here on.
      failed.catch(() => undefined)
      child.kill('SIGTERM')
      await ended
    },
  }
}
