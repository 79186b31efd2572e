import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { buildByHand } from '../support/container/build-by-hand.ts'
import { readDockerfile } from '../support/container/dockerfile.ts'
import { findFreePort } from '../support/supervised/run-supervised.ts'
import { findOpenTempFolder } from '../support/temp-folder.ts'
import { createGraphClient, gatewayEnvironment, startWorldSimulators } from '../support/world.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** As in the image: the user `node`. */
const account = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {}

let folder: string
let app: string
let command: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(await findOpenTempFolder(), 'image-'))
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  const files = listed.toString().split('\0').filter(Boolean)
  ;({ app, command } = await buildByHand({ root, files, folder: join(folder, 'stages') }))
  // What a read-only root comes to for an ordinary user; the data are on a volume.
  execFileSync('chmod', ['-R', 'a-w,a+rX', app])
  execFileSync('chmod', ['a+rx', folder, join(folder, 'stages')])
  execFileSync('chmod', ['a+rwx', join(app, 'data')])
}, 1_200_000)
afterAll(() => {
  execFileSync('chmod', ['-R', 'u+w', folder])
  return rm(folder, { recursive: true, force: true })
})

test('the image has what it runs, and nothing of how that was made', async () => {
  const files = await readdir(app, { recursive: true })
  const has = (path: string) => files.includes(path)

  expect((await readdir(app)).toSorted()).toEqual(
    ['LICENSE', 'agents', 'data', 'dist', 'node_modules', 'package.json', 'schema', 'scripts', 'server'].toSorted(),
  )
  expect(await readdir(join(app, 'data'))).toEqual([])
  expect(
    ['dist/portal/index.html', 'dist/explorer/index.html', 'dist/persisted-operations.json'].filter(has),
  ).toHaveLength(3)
  expect(files.filter((path) => /(^|\/)\.env|\.(pem|key)$/.test(path))).toEqual([])
  expect(files.filter((path) => !path.startsWith('node_modules/') && /\.test\.tsx?$/.test(path))).toEqual([])
})

test('its packages are those of production alone', async () => {
  const { dependencies, devDependencies } = JSON.parse(await readFile(join(app, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const packages = new Set(await readdir(join(app, 'node_modules'), { recursive: true }))

  expect(Object.keys(dependencies).filter((name) => !packages.has(name))).toEqual([])
  // Those that come along as others' own: a package of production may need what is one of development here.
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>
  }
  const notNeeded = Object.keys(devDependencies).filter((name) => lock.packages[`node_modules/${name}`]?.dev)
  expect(notNeeded.length).toBeGreaterThan(20)
  expect(notNeeded.filter((name) => packages.has(name))).toEqual([])
  expect([...packages].filter((name) => /^node-(linux|darwin|win)/.test(name))).toEqual([])
})

test('it is small', () => {
  const [kibibytes] = execFileSync('du', ['-sk', '--apparent-size', app]).toString().split('\t')

  // Without Debian and Node, which the base image has.
  expect(Number(kibibytes)).toBeLessThan(150 * 1_024)
})

describe('run as in a container: an ordinary user, and nothing that it can write to but the data', () => {
  let simulators: Simulators
  beforeAll(async () => {
    simulators = await startWorldSimulators({ scale: 0.02, now: new Date().toISOString() })
  })
  afterAll(() => simulators.close())

  test('it gets ready, serves portal and graph, keeps its data, and ends with 0', async () => {
    const port = await findFreePort()
    const environment = { ...gatewayEnvironment(simulators), PORT: String(port), DATABASE_URL: 'file:data/gateway.db' }
    const [, ...words] = command
    const child = spawn(process.execPath, words, {
      cwd: app,
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      ...account,
    })
    const ended = once(child, 'close')
    const url = `http://127.0.0.1:${port}`
    await expect.poll(() => isHealthy(port)).toBe(true)
    const page = await fetch(`${url}/sign-in`)
    const client = createGraphClient(url, simulators)

    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Switchboard')])
    expect(await client.data('{ tickets(first: 1) { totalCount } }')).toHaveProperty('tickets')
    expect(await readdir(join(app, 'data'))).toContain('gateway.db')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})

/** What the image's HEALTHCHECK says. */
async function isHealthy(port: number): Promise<boolean> {
  const stages = readDockerfile(await readFile(join(root, 'Dockerfile'), 'utf8'))
  const text = stages.at(-1)?.instructions.find(({ name }) => name === 'HEALTHCHECK')?.text ?? ''
  const [, ...words] = JSON.parse(text.slice(text.indexOf('['))) as string[]
  return promisify(execFile)(process.execPath, words, { env: { PORT: String(port) } }).then(
    () => true,
    () => false,
  )
}
