import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { Keyv } from 'keyv'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { people, startGraph } from '../../support/embedded-graph.ts'
import { gatewayEnvironment, startWorld, type World } from '../../support/world.ts'
import { startDatabases } from '../database/databases.ts'

let world: World
let graph: Awaited<ReturnType<typeof startGraph>>
const principal = people.viewer

beforeAll(async () => {
  world = await startWorld({ scale: 0.1 })
  graph = await startGraph(world.simulators, {
    principalOf: (request) => (request.headers.get('x-user') === 'vera' ? principal : null),
  })
})
afterAll(async () => {
  await graph.close(0)
  await world.close()
})
beforeEach(() => world.clearRequests())

const address = 'https://tools.example/api/msp/graphql'
const post = (query: string, { headers, ...init }: { body?: string; headers?: Record<string, string> } = {}) =>
  new Request(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': 'vera', ...headers },
    body: JSON.stringify({ query }),
    ...init,
  })

const throwing = (): never => {
  throw new Error('no such header')
}

const codeOf = async (response: Response) =>
  ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code

describe('handler', () => {
  test('answers a POST wherever it is mounted', async () => {
    const response = await graph.handler(post('{ viewer { name } tickets(first: 1) { nodes { id } } }'))

    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('x-vendor-calls')).toMatch(/^[1-9]\d*$/)
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
    expect(response.headers.get('ratelimit')).toContain('operations')
    expect(response.headers.get('connection')).toBeNull()
    expect(await response.json()).toMatchObject({ data: { viewer: { name: 'Vera Viewer' } } })
  })

  test('answers the REST addresses, below whatever it is mounted at', async () => {
    const rest = (path: string, user = 'vera') =>
      graph.handler(new Request(`https://tools.example/msp${path}`, { headers: { 'x-user': user } }))
    const tickets = await rest('/api/autotask/tickets?limit=2')
    const refused = await rest('/api/autotask/tickets', 'nemo')
    const described = await rest('/api/openapi.json')

    expect(await tickets.json()).toMatchObject({ success: true, data: [{}, {}], freshness: { source: 'AUTOTASK' } })
    expect([refused.status, await refused.json()]).toMatchObject([401, { error: { code: 'UNAUTHENTICATED' } }])
    expect(await described.json()).toMatchObject({ openapi: '3.1.0', security: [{ bearer: [] }] })
  })

  test('answers a GET of a query, and no GET that a foreign page could send', async () => {
    const url = `${address}?query=${encodeURIComponent('{ viewer { name } }')}`
    const headers = { 'x-user': 'vera' }

    const asked = await graph.handler(new Request(url, { headers: { ...headers, 'apollo-require-preflight': '1' } }))
    const foreign = await graph.handler(new Request(url, { headers }))

    expect(await asked.json()).toEqual({ data: { viewer: { name: 'Vera Viewer' } } })
    expect(foreign.status).toBe(400)
  })

  test('sends what did not change once, compressed as the caller accepts it', async () => {
    const read = (headers: Record<string, string>) =>
      graph.handler(post('{ dealPipelines { id name stages { id label dealCount } } }', { headers }))
    await read({})
    const first = await read({ 'accept-encoding': 'gzip' })
    const etag = first.headers.get('etag') ?? ''
    const again = await read({ 'accept-encoding': 'gzip', 'if-none-match': etag })

    expect(first.headers.get('content-encoding')).toBe('gzip')
    expect(new Uint8Array(await first.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]))
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  test('serves the schema as SDL beside it', async () => {
    const response = await graph.handler(
      new Request('https://tools.example/api/msp/schema.graphql', { headers: { 'x-user': 'vera' } }),
    )
    expect(await response.text()).toContain('type Ticket {')
  })

  test.each<[string, () => Request, number, string]>([
    [
      'a caller that is unknown',
      () => post('{ viewer { name } }', { headers: { 'x-user': 'eve' } }),
      401,
      'UNAUTHENTICATED',
    ],
    ['no JSON', () => post('', { body: '{' }), 400, 'BAD_USER_INPUT'],
    ['another type', () => post('', { headers: { 'content-type': 'text/plain' } }), 415, 'BAD_USER_INPUT'],
    [
      'more than 1 MiB',
      () => post('', { body: JSON.stringify({ query: 'x'.repeat(1_100_000) }) }),
      413,
      'BAD_USER_INPUT',
    ],
    [
      'another method',
      () => new Request(address, { method: 'DELETE', headers: { 'x-user': 'vera' } }),
      405,
      'BAD_USER_INPUT',
    ],
  ])('refuses %s', async (_, request, status, code) => {
    const response = await graph.handler(request())

    expect([response.status, await codeOf(response)]).toEqual([status, code])
    expect(await world.requests()).toEqual([])
  })

  test('grants no foreign page anything unless its origin is allowed', async () => {
    const own = await startGraph(world.simulators, {
      principalOf: () => principal,
      world: { environment: { ALLOWED_ORIGINS: 'https://tools.example' } },
    })
    const preflight = (origin: string) =>
      own.handler(
        new Request(address, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }),
      )

    const [allowed, foreign] = [await preflight('https://tools.example'), await preflight('https://evil.example')]
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://tools.example'])
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([204, null])
    await own.close(0)
  })

  test.each<[string, () => never]>([
    [
      'throws',
      () => {
        throw new Error('no connection to ldap.internal')
      },
    ],
    ['returns nonsense', () => ({ id: 'x', name: 'X', roles: ['BOSS'] }) as never],
    ['returns a text', () => 'admin' as never],
  ])('tells callers nothing of a principal function that %s, and its owner all', async (_, principalOf) => {
    const own = await startGraph(world.simulators, { principalOf })

    const response = await own.handler(post('{ viewer { name } }'))
    const text = await response.text()

    expect(response.status).toBe(500)
    expect(text).toContain('INTERNAL_SERVER_ERROR')
    expect(text).not.toMatch(/ldap|BOSS|principal/)
    const told = own.log
      .filter(({ level }) => level === 'error')
      .map(({ fields }) => String((fields as { err: Error }).err))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/ldap.internal|This is no principal: /)
    expect(await world.requests()).toEqual([])
    await own.close(0)
  })

  test('knows callers by access tokens of the settings’ identity provider', async () => {
    const own = await startGraph(world.simulators)
    const bearer = (token: string) => post('{ viewer { roles } }', { headers: { authorization: `Bearer ${token}` } })

    const known = await own.handler(bearer(await world.token('operator', 'acme')))
    const unknown = await own.handler(bearer('nonsense'))

    expect(await known.json()).toEqual({ data: { viewer: { roles: ['VIEWER', 'OPERATOR'] } } })
    expect([unknown.status, unknown.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    await own.close(0)
  })

  test('says what is missing where there is no way to know callers', async () => {
    const settings = Object.fromEntries(
      Object.entries(gatewayEnvironment(world.simulators)).filter(([name]) => !/^(OIDC_|SESSION_)/.test(name)),
    )
    const own = await startGraph(world.simulators, { settings })

    const response = await own.handler(post('{ viewer { name } }'))

    expect(response.status).toBe(401)
    expect(await response.text()).toContain('give createGraph a principalOf')
    await own.close(0)
  })

  test('limits callers by the address that the program tells', async () => {
    const own = await startGraph(world.simulators, {
      principalOf: () => principal,
      addressOf: (request) => request.headers.get('x-real-ip'),
      world: { environment: { LIMIT_ADDRESS_OPERATIONS_PER_MINUTE: '1' } },
    })
    const from = async (ip: string) =>
      (await own.handler(post('{ viewer { name } }', { headers: { 'x-real-ip': ip } }))).status

    expect([await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.2')]).toEqual([200, 429, 200])
    await own.close(0)
  })

  test.each<[string, (request: Request) => never]>([
    ['throws', throwing],
    ['is asynchronous', (() => Promise.resolve('192.0.2.1')) as never],
    ['tells a name', () => 'proxy.internal' as never],
  ])('answers 500 where the function for addresses %s, and goes on', async (_, addressOf) => {
    const own = await startGraph(world.simulators, { principalOf: () => principal, addressOf })

    const answers = [await own.handler(post('{ viewer { name } }')), await own.handler(post('{ viewer { name } }'))]

    expect(answers.map(({ status }) => status)).toEqual([500, 500])
    expect(own.log.filter(({ level }) => level === 'error')).toHaveLength(2)
    expect(await world.requests()).toEqual([])
    await own.close(0)
  })

  test('reads no body of a caller that is unknown, and ends it', async () => {
    let read = 0
    let isCancelled = false
    const body = new ReadableStream({
      pull: (controller) => {
        read++
        controller.enqueue(new Uint8Array(1_000))
      },
      cancel: () => {
        isCancelled = true
      },
    })
    const headers = { 'content-type': 'application/json', 'x-user': 'eve' }
    const request = new Request(address, { method: 'POST', headers, body, duplex: 'half' })

    expect((await graph.handler(request)).status).toBe(401)
    // A stream takes one part ahead.
    expect([read <= 1, isCancelled]).toEqual([true, true])
  })

  test('ends the rest of a body that is too large', async () => {
    let isCancelled = false
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(32)),
      cancel: () => {
        isCancelled = true
      },
    })
    const headers = { 'content-type': 'application/json', 'x-user': 'vera' }
    const request = new Request(address, { method: 'POST', headers, body, duplex: 'half' })

    expect((await graph.handler(request)).status).toBe(413)
    await expect.poll(() => isCancelled).toBe(true)
  })

  test('answers behind Node’s own server, through an adapter', async () => {
    const server = createServer(createRequestListener(graph.handler))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
      const ask = (user: string) =>
        fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-user': user },
          body: JSON.stringify({ query: '{ viewer { name } }' }),
        })
      expect(await (await ask('vera')).json()).toEqual({ data: { viewer: { name: 'Vera Viewer' } } })
      expect((await ask('eve')).status).toBe(401)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  test('gives up what its caller no longer waits for', async () => {
    const control = new AbortController()
    const asking = graph.handler(new Request(post('{ viewer { name } }'), { signal: control.signal }))
    control.abort(new Error('gone'))

    await expect(asking).rejects.toThrow('gone')
  })

  test('answers 503 once the graph is closed', async () => {
    const own = await startGraph(world.simulators, { principalOf: () => principal })
    await own.close(0)

    expect((await own.handler(post('{ viewer { name } }'))).status).toBe(503)
  })
})

describe('what the embedding program brings', () => {
  test('a Keyv keeps what vendors have answered, for another graph too, and stays open', async () => {
    const values = new Map<string, unknown>()
    const cache = new Keyv({ store: values })
    const document = '{ recentContacts(first: 3) { id } }'
    const contactRequests = async () =>
      (await world.hubspot.requests()).filter(({ path }) => path.includes('contacts')).length
    await world.hubspot.clearRequests()
    const first = await startGraph(world.simulators, { cache })
    const { data } = await first.execute({ document, principal })
    const asked = await contactRequests()
    await expect.poll(() => values.size).toBeGreaterThan(0)
    await first.close(0)

    const second = await startGraph(world.simulators, { cache })
    expect((await second.execute({ document, principal })).data).toEqual(data)
    expect(asked).toBeGreaterThan(0)
    expect(await contactRequests()).toBe(asked)
    await second.close(0)
    await cache.set('own', 'value')
    expect(await cache.get('own')).toBe('value')
  })

  test('a Keyv that fails costs an answer nothing', async () => {
    const broken = new Keyv({
      store: {
        get: () => Promise.reject(new Error('away')),
        getMany: () => Promise.reject(new Error('away')),
        set: () => Promise.reject(new Error('away')),
        delete: () => Promise.reject(new Error('away')),
        clear: () => Promise.reject(new Error('away')),
        on: () => undefined,
      },
    })
    const own = await startGraph(world.simulators, { cache: broken })
    const { data, errors } = await own.execute({ document: '{ recentContacts(first: 3) { id } }', principal })

    expect(errors).toBeUndefined()
    expect((data as { recentContacts: unknown[] }).recentContacts).toHaveLength(3)
    await own.close(0)
  })

  test('a pool of PostgreSQL has the tables, and is left open', async () => {
    const databases = await startDatabases('postgres')
    const pool = new pg.Pool({ connectionString: await databases.create() })
    // As a program with a pool has to: a connection that the server ends would end it too.
    pool.on('error', () => undefined)
    try {
      // The settings' own URL, of a database that the graph does not know, is not looked at.
      const settings = { ...gatewayEnvironment(world.simulators), DATABASE_URL: 'mysql://elsewhere/app' }
      const own = await startGraph(world.simulators, { database: pool, settings })
      const add = 'mutation { createTenant(input: { id: "acme", name: "Acme" }) { tenant { id } } }'
      await own.execute({ document: add, principal: people.admin })
      await own.execute({ document: '{ recentContacts(first: 3) { id } }', principal })
      await own.close()

      const { rows } = await pool.query<{ id: string }>('select id from tenants')
      expect(rows).toEqual([{ id: 'acme' }])
      // As with a postgres:// of the settings, what vendors answered is there for other gateways.
      const cached = await pool.query<{ count: number }>('select count(*)::int as count from cache_entries')
      expect(cached.rows[0]?.count).toBeGreaterThan(0)
      const next = await startGraph(world.simulators, { database: pool })
      const { data } = await next.execute({ document: '{ tenants { id } }', principal: people.admin })
      expect(data).toEqual({ tenants: [{ id: 'acme' }] })
      await next.close()
    } finally {
      await pool.end()
      await databases.close()
    }
  })
})
