import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../support/world.ts'
import { writeBuildFolder } from '../sign-in/build-folder.ts'
import { portalCall, startSignInWorld } from '../sign-in/sign-in-world.ts'
import { createRest } from './rest-client.ts'

const portal = 'https://pages.test'

describe('over HTTP', () => {
  let world: World
  let rest: ReturnType<typeof createRest>

  beforeAll(async () => {
    world = await startWorld({ scale: 0.05, environment: { ALLOWED_ORIGINS: portal } })
    rest = createRest(world)
  })
  afterAll(() => world.close())

  test('an answer has a tag over all but its timestamp, and is 304 for who has it', async () => {
    const path = '/api/autotask/tickets?limit=5'
    const first = await rest(path)
    await world.advanceClock(1_000)
    const second = await rest(path)
    const etag = first.headers.get('etag') ?? ''
    const known = await rest(path, { headers: { 'if-none-match': etag } })
    const other = await rest(path, { headers: { 'if-none-match': '"other"' } })

    expect(etag).toMatch(/^W\/"[\w-]{22}"$/)
    expect(second.headers.get('etag')).toBe(etag)
    expect(second.body.timestamp).not.toBe(first.body.timestamp)
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', etag])
    expect(other.status).toBe(200)
    expect((await rest('/api/autotask/tickets?limit=6')).headers.get('etag')).not.toBe(etag)
    expect(first.headers.get('cache-control')).toBe('no-store')
  })

  test('a stored response is used again, for each parameter by itself', async () => {
    const synced = await startWorld({ scale: 0.05, sync: true })
    try {
      const ask = createRest(synced)
      const first = await ask('/api/autotask/activity')
      const second = await ask('/api/autotask/activity')
      const { stored } = await countStored(synced.url)

      expect(second.body.data).toEqual(first.body.data)
      expect(second.headers.get('x-vendor-calls')).toBe('0')
      expect(stored).toBeGreaterThan(0)
    } finally {
      await synced.close()
    }
  })

  test('headers of limits, of vendor calls and of the request are as at /graphql', async () => {
    const { headers } = await rest('/api/hubspot/crm/summary', { headers: { 'x-request-id': 'my-id' } })

    expect(headers.get('x-request-id')).toBe('my-id')
    expect(headers.get('x-vendor-calls')).toMatch(/^\d+$/)
    expect(headers.get('ratelimit')).not.toBeNull()
    expect(headers.get('ratelimit-policy')).not.toBeNull()
  })

  test('a long answer is compressed for who takes that', async () => {
    const { headers, body } = await rest('/api/autotask/tickets?limit=100', { headers: { 'accept-encoding': 'br' } })

    expect(headers.get('content-encoding')).toBe('br')
    expect(body.success).toBe(true)
  })

  test('CORS: origins that are allowed, with PATCH and the headers of REST, which /graphql does not have', async () => {
    const preflight = async (path: string, origin: string) => {
      const response = await fetch(`${world.url}${path}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PATCH' },
      })
      const names = ['access-control-allow-origin', 'access-control-allow-methods', 'access-control-allow-headers']
      return [response.status, ...names.map((name) => response.headers.get(name))]
    }

    expect(await preflight('/api/autotask/tickets', portal)).toEqual([
      204,
      portal,
      'GET, POST, PATCH',
      'authorization, content-type, idempotency-key, if-none-match, x-request-id',
    ])
    expect(await preflight('/api/autotask/tickets', 'https://other.test')).toEqual([204, null, null, null])
    expect((await preflight('/graphql', portal))[2]).toBe('GET, POST')
    expect(
      (await rest('/api/autotask/activity', { headers: { origin: portal } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBe(portal)
  })
})

async function countStored(url: string) {
  const text = await (await fetch(`${url}/metrics`)).text()
  const stored = /^gateway_responses_total\{result="stored"\} (\d+)/m.exec(text)?.[1]
  return { stored: Number(stored ?? 0) }
}

test('a session of the portal may use it in production, from the portal’s own pages alone', async () => {
  const build = await writeBuildFolder()
  const world = await startSignInWorld({
    buildFolder: build.path,
    config: { environment: 'production', publicUrl: 'https://portal.test' },
  })
  try {
    const browser = world.newBrowser()
    await world.signIn(browser, 'maya')
    const ask = async (headers: Record<string, string>, path = '/api/autotask/activity') => {
      const { status, text } = await browser.ask(`https://portal.test${path}`, { headers })
      const body = JSON.parse(text) as { error?: { code: string; message: string } }
      return [status, body.error?.code]
    }
    const own = { 'x-portal': '1', accept: 'application/json' }

    // There is no vendor in this world: that it is asked for shows that the operation was run.
    expect(await ask(own)).toEqual([503, 'VENDOR_NOT_CONFIGURED'])
    expect(await ask({ accept: 'application/json' })).toEqual([403, 'FORBIDDEN'])
    expect(await ask({ ...own, 'sec-fetch-site': 'cross-site' })).toEqual([403, 'FORBIDDEN'])
    const free = await world.ask(browser, portalCall, { query: '{ viewer { email } }' })
    expect(free.status).toBe(400)
  } finally {
    await world.close()
    await build[Symbol.asyncDispose]()
  }
})
