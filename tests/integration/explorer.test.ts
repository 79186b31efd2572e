import { globSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gatewayEnvironment, startWorld, type RoleName, type World } from '../support/world.ts'
import type * as appModule from '../../server/app.ts'
import { readConfig, type Config } from '../../server/config/config.ts'

// As Node runs it, not through Vite (see tests/support/world.ts).
const { createApp } = createRequire(import.meta.url)('../../server/app.ts') as typeof appModule

const page = '<!doctype html><title>Explorer</title><script type="module" src="/explorer/assets/main-1.js"></script>'

let build: string
let world: World
beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), 'explorer-build-'))
  await mkdir(join(build, 'explorer/assets'), { recursive: true })
  await writeFile(join(build, 'explorer/index.html'), page)
  await writeFile(join(build, 'explorer/assets/main-1.js'), 'export {}')
  world = await startWorld({ tenants: true, demoToken: 'admin', buildFolder: build })
})
afterAll(async () => {
  await world.close()
  await rm(build, { recursive: true })
})

interface Reply {
  status: number | undefined
  headers: IncomingMessage['headers']
  body: string
}

/** As a browser under this name, which `fetch` could not choose. */
async function open(gateway: { url: string }, path: string, headers: Record<string, string> = {}): Promise<Reply> {
  const { port } = new URL(gateway.url)
  const call = request({ host: '127.0.0.1', port, path, headers: { accept: 'text/html', ...headers } })
  const [response] = (await once(call.end(), 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

/** Another gateway over the same vendors, with a token for its explorer if it may give one. */
async function withGateway<Result>(
  config: Partial<Config>,
  use: (gateway: { url: string }) => Promise<Result>,
  buildFolder = build,
): Promise<Result> {
  const usual = readConfig({ ...gatewayEnvironment(world.simulators), LOG_LEVEL: 'silent' })
  const app = await createApp({ config: { ...usual, ...config }, buildFolder, sandboxToken: async () => 'a-token' })
  try {
    return await use({ url: `http://127.0.0.1:${await app.listen()}` })
  } finally {
    await app.close(0)
  }
}

// Settings for production would be refused, because these vendors are on this machine.
const production = { environment: 'production' } as const

describe('the page', () => {
  test('is served with a policy by which scripts and connections are the gateway’s alone', async () => {
    const { status, headers, body } = await open(world, '/explorer')
    const policy = headers['content-security-policy']

    expect([status, body, headers['cache-control']]).toEqual([200, page, 'no-store'])
    expect(policy).toContain(`default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'`)
    expect(policy).toContain(`connect-src 'self';`)
    expect(policy).not.toMatch(/unsafe-eval|https?:/)
  })

  test('has files that browsers keep, under the policy of all other answers', async () => {
    const { status, headers } = await open(world, '/explorer/assets/main-1.js')

    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect(headers['content-security-policy']).not.toContain('unsafe')
  })

  test.each(['/explorer/index.html', '/explorer/assets/none.js', '/explorer/..%2fpackage.json'])(
    'has nothing at %s',
    async (path) => {
      const { status, headers } = await open(world, path)

      expect([status, headers['content-type']]).toEqual([404, 'application/json; charset=utf-8'])
    },
  )

  test('is asked for with GET', async () => {
    const response = await fetch(`${world.url}/explorer`, { method: 'POST' })

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('that was not built says what builds it', async () => {
    const { status, body } = await withGateway({}, (gateway) => open(gateway, '/explorer'), '/nowhere')

    expect([status, body]).toEqual([404, expect.stringContaining('npm run build')])
  })
})

describe('is there if the setting says so:', () => {
  test.each([
    ['off in production', { ...production, explorer: false }, 404],
    ['on in production', { ...production, explorer: true }, 200],
    ['off in development', { explorer: false }, 404],
  ])('%s', async (_, config, expected) => {
    const statuses = await withGateway(config, async (gateway) => [
      (await open(gateway, '/explorer')).status,
      (await open(gateway, '/explorer/settings.json')).status,
      (await open(gateway, '/explorer/assets/main-1.js')).status,
    ])

    expect(statuses).toEqual([expected, expected, expected])
  })
})

describe('the token of the demo', () => {
  const settings = async (gateway: { url: string }, headers: Record<string, string> = {}) => {
    const reply = await open(gateway, '/explorer/settings.json', headers)
    return { ...reply, ...(JSON.parse(reply.body) as { introspection: string; token: string | null }) }
  }

  test('is offered to a browser on this machine, and works', async () => {
    const { token, introspection, headers } = await settings(world, { host: 'localhost' })
    const { body } = await world.query('{ viewer { roles } }', {}, { token })

    expect([introspection, headers['cache-control']]).toEqual(['bearer', 'no-store'])
    expect(body.data).toEqual({ viewer: { roles: ['VIEWER', 'OPERATOR', 'ADMIN'] } })
  })

  test.each([
    ['a page whose own name was made to point here', { host: 'evil.example' }],
    ['a browser behind a proxy', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }],
  ])('%s gets none', async (_, headers) => {
    expect((await settings(world, headers)).token).toBeNull()
  })

  test('is in no page of production, and INTROSPECTION=off is told', async () => {
    const config = { ...production, explorer: true, introspection: 'off' } as const
    const { token, introspection } = await withGateway(config, (gateway) => settings(gateway, { host: 'localhost' }))

    expect([token, introspection]).toEqual([null, 'off'])
  })
})

describe('the sample', () => {
  const folder = fileURLToPath(new URL('../../explorer/samples/', import.meta.url))

  test.each(globSync('*.graphql', { cwd: folder }).sort())('%s has an answer for its role', async (name) => {
    const document = readFileSync(folder + name, 'utf8')
    const role = (/\((OPERATOR|ADMIN)\)\n/.exec(document)?.[1]?.toLowerCase() ?? 'viewer') as RoleName
    const { status, body } = await world.query(document, {}, { role })

    expect([status, body.errors]).toEqual([200, undefined])
    expect(emptyParts(body.data)).toEqual([])
  })
})

/** Fields that have neither a value nor a row: a sample that shows nothing is none. */
function emptyParts(data: Record<string, unknown> | null | undefined): string[] {
  return Object.entries(data ?? { data: null }).flatMap(([name, value]) => {
    const rows = Array.isArray(value) ? value : null
    return value === null || rows?.length === 0 ? [name] : []
  })
}
