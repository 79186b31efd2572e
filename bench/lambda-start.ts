import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startLambdaWorld, type LambdaWorld } from '../tests/support/lambda/lambda-world.ts'
import { median } from './bars.ts'
import { gatewayFlags } from './gateway-process.ts'
import { listen } from './peers/servers/shared/listen.ts'

const rounds = Number(process.env['LAMBDA_ROUNDS'] ?? 7)
const root = fileURLToPath(new URL('..', import.meta.url))

const healthEvent = {
  version: '2.0',
  rawPath: '/health/ready',
  rawQueryString: '',
  headers: { host: 'localhost' },
  requestContext: {
    stage: '$default',
    domainName: 'localhost',
    http: { method: 'GET', sourceIp: '127.0.0.1' },
  },
  isBase64Encoded: false,
}

/**
 * From the start of the process to its first answer: the environment of the zip, as Lambda's runtime starts it, against the
 * container's command, on the same machine, settings and PostgreSQL, in turn. What AWS does before (a virtual machine, the
 * zip's way to it) is not in it, nor what a container engine does.
 */
export async function measureLambdaStart(): Promise<void> {
  const world = await startLambdaWorld({ tenants: true })
  try {
    // The tables, and the files in the memory of the system.
    await timeEnvironment(world)
    await timeContainer(world, await emptyFolder())
    const warm = await emptyFolder()
    await timeContainer(world, warm)
    const [lambda, first, again]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      lambda.push(await timeEnvironment(world))
      const cold = await emptyFolder()
      first.push(await timeContainer(world, cold))
      await rm(cold, { recursive: true })
      again.push(await timeContainer(world, warm))
    }
    await rm(warm, { recursive: true })
    const ratio = (times: number[]) => (median(lambda) / median(times)).toFixed(2)
    console.log(`${rounds} rounds; median milliseconds (least to most) from start to first answer`)
    console.log(`  Lambda, a new environment              ${describe(lambda)}`)
    console.log(`  container, first start                 ${describe(first)}   Lambda takes ${ratio(first)} of it`)
    console.log(`  container, with its compile cache      ${describe(again)}   Lambda takes ${ratio(again)} of it`)
    console.log(`  zip ${(world.zip.length / 2 ** 20).toFixed(1)} MiB`)
  } finally {
    await world.close()
  }
}

const describe = (times: readonly number[]) =>
  `${Math.round(median(times))} (${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))})`

const emptyFolder = () => mkdtemp(join(tmpdir(), 'gateway-compile-cache-'))

async function timeEnvironment(world: LambdaWorld): Promise<number> {
  const lambda = world.emulate()
  const begun = performance.now()
  const outcome = await lambda.invoke(healthEvent)
  const ms = performance.now() - begun
  await lambda.killAll()
  if ('error' in outcome) throw new Error(`${outcome.error.errorMessage}\n${lambda.output()}`)
  return ms
}

/** @param compileCache the folder of Node's compile cache: empty in a container that is new */
async function timeContainer({ settings }: LambdaWorld, compileCache: string): Promise<number> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, [...gatewayFlags, '--import', './scripts/preload.mjs', 'server/main.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings, PORT: String(port), NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`The gateway ended with status ${child.exitCode}.`)
      await sleep(5)
    }
    return performance.now() - begun
  } finally {
    // By SIGTERM: what was compiled is written at the end.
    const ended = child.exitCode === null ? once(child, 'exit') : undefined
    child.kill('SIGTERM')
    await ended
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  )

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  server.close()
  return port
}
