import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { median } from '../bars.ts'
import { gatewayFlags } from '../gateway-process.ts'
import { withoutSettings } from './server-process.ts'
import { listen } from './servers/shared/listen.ts'
import type { PeersWorld } from './world.ts'

const rounds = Number(process.env['PEERS_START_ROUNDS'] ?? 5)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** From the start of the process to its first answer, in milliseconds. */
export interface Starts {
  readonly gatewayMs: number
  readonly mercuriusMs: number
}

/** The gateway, as `npm start` starts it, and Mercurius with the same schema and no records, in turn. */
export async function measureStarts(world: PeersWorld): Promise<Starts> {
  const [gateway, mercurius]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const [port, other] = [await freePort(), await freePort()]
    const flags = [...gatewayFlags, '--import', './scripts/preload.mjs', 'server/main.ts']
    const ready = ask(`http://127.0.0.1:${port}/health/ready`, {})
    gateway.push(await timeStart(flags, world.gatewaySettings({ PORT: String(port) }), ready))
    const settings = { ...world.source, PEER_RECORDS: 'none', PEER_PORT: String(other) }
    const answered = ask(`http://127.0.0.1:${other}/graphql?query={__typename}`, {
      authorization: world.people[0] ?? '',
    })
    mercurius.push(await timeStart(['bench/peers/servers/mercurius.ts'], settings, answered))
  }
  return { gatewayMs: median(gateway), mercuriusMs: median(mercurius) }
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  server.close()
  return port
}

async function timeStart(
  args: readonly string[],
  environment: Record<string, string>,
  isAnswered: () => Promise<boolean>,
): Promise<number> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...withoutSettings(), ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    while (!(await isAnswered())) {
      if (child.exitCode !== null) throw new Error(`${args.at(-1)} ended with status ${child.exitCode}.`)
      await sleep(5)
    }
    return performance.now() - begun
  } finally {
    const ended = child.exitCode === null ? once(child, 'exit') : undefined
    child.kill('SIGKILL')
    await ended
  }
}

const ask = (url: string, headers: Record<string, string>) => (): Promise<boolean> =>
  fetch(url, { headers }).then(
    async (response) => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
