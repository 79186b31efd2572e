import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, startWorld, type Gateway, type World } from '../../support/world.ts'
import { audience, startLocalIssuer, type LocalIssuer } from '../../unit/auth/local-issuer.ts'
import { call, createRaw, faultOf, legacyCall, message, send, type RawAsk } from './raw.ts'

const publicUrl = 'https://portal.example.com'
const tools = 'https://tools.example.com'

let world: World
let issuer: LocalIssuer
/** Behind a public address, with tokens of an issuer whose key the test has. */
let published: Gateway
let ask: ReturnType<typeof createRaw>
let askPublished: ReturnType<typeof createRaw>

beforeAll(async () => {
  world = await startWorld({ scale: 0.05, environment: { LIMIT_OPERATIONS_PER_MINUTE: '60' } })
  issuer = await startLocalIssuer()
  published = await startGateway(world.simulators, {
    environment: {
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: audience,
      OIDC_CLIENT_ID: undefined,
      OIDC_CLIENT_SECRET: undefined,
      SESSION_KEYS: undefined,
      PUBLIC_URL: publicUrl,
      ALLOWED_ORIGINS: tools,
    },
  })
  ask = createRaw(world)
  askPublished = createRaw({ url: published.url, token: () => issuer.sign({ roles: ['Viewer'] }) })
})
afterAll(async () => {
  await published.close()
  await issuer[Symbol.asyncDispose]()
  await world.close()
})

const listing = message('tools/list')
const counting = call('count_tickets')

describe('signed out', () => {
  test('without a token, the answer says where to get one and which scopes to ask for', async () => {
    const answer = await ask(listing, { token: null })

    expect(faultOf(answer)).toEqual([401, 'UNAUTHENTICATED'])
    expect(answer.headers.get('www-authenticate')).toBe(
      `Bearer resource_metadata="${world.url}/.well-known/oauth-protected-resource/mcp", scope="openid profile email graph.use"`,
    )
    expect(answer.body).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: {
        code: -32_000,
        message: expect.stringContaining('Authorization: Bearer'),
        data: { code: 'UNAUTHENTICATED', requestId: answer.headers.get('x-request-id') },
      },
    })
  })

  test.each<[string, () => Promise<string> | string, string]>([
    ['for another audience', () => issuer.sign({ aud: 'another-api', roles: ['Admin'] }), 'audience'],
    ['of another resource', () => issuer.sign({ aud: `${publicUrl}/other`, roles: ['Admin'] }), 'audience'],
    ['that has expired', () => issuer.sign({ exp: Math.floor(Date.now() / 1_000) - 600, roles: ['Admin'] }), 'expired'],
    ['of another issuer', () => issuer.sign({ iss: 'https://other.test', roles: ['Admin'] }), 'issuer'],
    ['that is none', () => 'abc.def.ghi', 'JWT'],
  ])('a token %s is refused, and why', async (_, make, reason) => {
    for (const asked of [listing, counting]) {
      const answer = await askPublished(asked, { token: await make() })

      expect(faultOf(answer)).toEqual([401, 'UNAUTHENTICATED'])
      expect(answer.headers.get('www-authenticate')).toMatch(
        new RegExp(
          `^Bearer error="invalid_token", error_description="[^"]*${reason}[^"]*", resource_metadata="${publicUrl}/\\.well-known/oauth-protected-resource/mcp"$`,
        ),
      )
    }
  })

  test('a token for /mcp itself is good there, and at /graphql it is not', async () => {
    const token = await issuer.sign({ aud: `${publicUrl}/mcp`, roles: ['Viewer'] })

    expect((await askPublished(listing, { token })).status).toBe(200)
    expect((await published.query('{ viewer { name } }', {}, { token })).status).toBe(401)
  })

  test('neither a cookie nor a token in the address is a way in', async () => {
    const cookie = await ask(listing, {
      token: null,
      headers: { cookie: '__Host-session=x; session=x', 'x-portal': '1' },
    })
    const query = await fetch(`${world.url}/mcp?access_token=${await world.token('viewer')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(listing),
    })

    expect([cookie.status, query.status]).toEqual([401, 401])
  })
})

describe('roles', () => {
  const namesOf = async (role: RawAsk['role']) =>
    (await ask(listing, role && { role })).body.result?.tools?.map(({ name }) => name)

  test('decide which tools are listed, always in the same order', async () => {
    const [viewer, again, operator, admin] = await Promise.all([
      namesOf('viewer'),
      namesOf('viewer'),
      namesOf('operator'),
      namesOf('admin'),
    ])

    expect(viewer).toEqual([
      'count_tickets',
      'find_tickets',
      'get_ticket',
      'service_desk_summary',
      'backlog',
      'hours_logged',
      'monthly_report',
      'sales_pipeline',
      'find_deals',
      'recent_contacts',
      'website_summary',
    ])
    expect(again).toEqual(viewer)
    expect(operator).toEqual([...viewer!, 'find_connectwise_tickets', 'log_change'])
    expect(admin).toEqual(operator)
  })

  test.each([
    ['log_change', call('log_change', { ticketId: 1, note: 'x' })],
    ['log_change, of a revision with sessions', legacyCall('log_change', { ticketId: 1, note: 'x' })],
    ['find_connectwise_tickets, whatever its arguments', call('find_connectwise_tickets', { nonsense: true })],
  ])('a tool of another role is refused: %s', async (_, asked) => {
    const answer = await ask(asked)

    expect([...faultOf(answer), answer.body.id]).toEqual([403, 'FORBIDDEN', 7])
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer error="insufficient_scope", error_description="The tool \w+ needs the role OPERATOR, which an administrator assigns\.", resource_metadata="[^"]+"$/,
    )
    expect(answer.body.error?.message).toMatch(/OPERATOR/)
  })

  test('a person without a role sees no tools', async () => {
    const token = await issuer.sign({ roles: ['Something else'] })
    const answer = await askPublished(listing, { token })

    expect([answer.status, answer.body.result?.tools]).toEqual([200, []])
    expect(faultOf(await askPublished(counting, { token }))).toEqual([403, 'FORBIDDEN'])
  })
})

describe('names and pages by which it is called', () => {
  const through = async (host: string, origin?: string) => {
    const { status } = await askPublished(listing, { headers: { host, ...(origin !== undefined && { origin }) } })
    return status
  }

  test('the public name and those of this machine are its own, others are refused', async () => {
    expect(await through('portal.example.com')).toBe(200)
    expect(await through('PORTAL.example.com')).toBe(200)
    expect(await through('localhost:8000')).toBe(200)
    expect(await through('127.0.0.1')).toBe(200)
    expect(await through('[::1]:8000')).toBe(200)
    expect(await through('evil.example')).toBe(403)
    expect(await through('portal.example.com.evil.example')).toBe(403)
    expect(await through('127.0.0.1.evil.example')).toBe(403)
    expect(await through('localhost.evil.example:8000')).toBe(403)
  })

  test('pages of its own and of ALLOWED_ORIGINS may call, others are refused, whatever name they made up', async () => {
    expect(await through('portal.example.com', publicUrl)).toBe(200)
    expect(await through('portal.example.com', tools)).toBe(200)
    expect(await through('localhost:8000', 'http://localhost:8000')).toBe(200)
    expect(await through('portal.example.com', 'https://evil.example')).toBe(403)
    expect(await through('localhost:8000', 'http://localhost:3000')).toBe(403)
    expect(await through('evil.example', 'http://evil.example')).toBe(403)
    expect(await through('portal.example.com', 'null')).toBe(403)
  })

  test('nothing is read or executed for them, a token is not looked at, and the answer says what is wrong', async () => {
    const answer = await askPublished(counting, { token: null, headers: { host: 'evil.example' } })

    expect(faultOf(answer)).toEqual([403, 'FORBIDDEN'])
    expect(answer.body.error?.message).toMatch(/Host.*PUBLIC_URL/)
    expect(answer.headers.get('www-authenticate')).toBeNull()
  })

  test('a preflight is granted to ALLOWED_ORIGINS', async () => {
    const preflight = async (origin: string) => {
      const { status, headers } = await fetch(`${published.url}/mcp`, { method: 'OPTIONS', headers: { origin } })
      return [status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-headers')]
    }

    expect(await preflight(tools)).toEqual([204, tools, expect.stringContaining('mcp-protocol-version')])
    expect((await preflight('https://evil.example'))[0]).toBe(403)
    const refused = await askPublished(listing, { token: null, headers: { origin: tools } })
    expect(refused.headers.get('access-control-expose-headers')).toMatch(/, www-authenticate$/)
  })
})

describe('/.well-known/oauth-protected-resource/mcp', () => {
  const path = '/.well-known/oauth-protected-resource/mcp'
  const read = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    send(`${url}${path}`, { method, headers, text: '' })

  test('says without a token who issues tokens for which resource', async () => {
    const answer = await read(published.url, { host: 'portal.example.com' })

    expect([answer.status, answer.headers.get('content-type'), JSON.parse(answer.text)]).toEqual([
      200,
      'application/json; charset=utf-8',
      {
        resource: `${publicUrl}/mcp`,
        authorization_servers: [issuer.url],
        bearer_methods_supported: ['header'],
        resource_name: 'MSP graph',
      },
    ])
  })

  test('names the scopes that the portal asks for, but for being offline; and the name by which it was asked', async () => {
    const { text } = await read(world.url)

    expect(JSON.parse(text)).toMatchObject({
      resource: `${world.url}/mcp`,
      authorization_servers: [world.simulators.identity.url],
      scopes_supported: ['openid', 'profile', 'email', 'graph.use'],
    })
  })

  test('is not given for names that are not its own, nor otherwise than by GET', async () => {
    expect((await read(world.url, { host: 'evil.example' })).status).toBe(403)
    expect((await read(world.url, {}, 'DELETE')).status).toBe(405)
  })
})

describe('limits and audit', () => {
  test('who sends too much is refused before the message is read, and told when to come again', async () => {
    const environment = { LIMIT_OPERATIONS_PER_MINUTE: '5', LIMIT_REFUSALS_PER_MINUTE: '3' }
    const gateway = await startGateway(world.simulators, { environment })
    try {
      const flood = createRaw(gateway)
      const answers = []
      for (let count = 0; count < 7; count++) answers.push(await flood(count % 2 === 0 ? listing : counting))
      const last = await flood(listing, { text: 'nonsense' })

      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429])
      expect(faultOf(last)).toEqual([429, 'TOO_MANY_REQUESTS'])
      expect(Number(last.headers.get('retry-after'))).toBe(last.body.error?.data?.retryAfterSeconds)
      expect(answers[0]!.headers.get('ratelimit')).toMatch(/"operations";r=4/)
      // Of all ways in together.
      expect((await gateway.query('{ viewer { name } }')).status).toBe(429)

      const statuses = []
      for (let count = 0; count < 5; count++) statuses.push((await flood(listing, { token: 'abc' })).status)
      expect(statuses).toEqual([401, 401, 401, 429, 429])
    } finally {
      await gateway.close()
    }
  })

  test('calls are recorded as operations of their caller, refused ones too; lists are not', async () => {
    const gateway = await startGateway(world.simulators)
    try {
      const recorded = createRaw(gateway)
      await recorded(listing)
      await recorded(counting, { headers: { 'x-request-id': 'counted' } })
      await recorded(call('log_change', { ticketId: 1 }), { headers: { 'x-request-id': 'forbidden' } })
      await recorded(call('count_tickets', { colour: 'red' }), { headers: { 'x-request-id': 'misspelt' } })
      await recorded(listing, { headers: { 'x-request-id': 'unreadable' }, text: 'no JSON' })
      await recorded(counting, { token: 'abc', headers: { 'x-request-id': 'signed-out' } })
      const records = async () => {
        const { body } = await gateway.query<{ auditLog: { nodes: { requestId: string | null }[] } }>(
          '{ auditLog(first: 50) { nodes { requestId kind outcome code operation actor { name } } } }',
          {},
          { role: 'admin' },
        )
        return body.data?.auditLog.nodes.filter(({ requestId }) => /^[a-z-]+$/.test(requestId ?? '')) ?? []
      }

      await expect.poll(async () => (await records()).length).toBe(5)
      expect(Object.fromEntries((await records()).map((record) => [record.requestId, record]))).toMatchObject({
        counted: { kind: 'read', outcome: 'ok', operation: 'CountTickets', actor: { name: expect.any(String) } },
        forbidden: { kind: 'refusal', outcome: 'refused', code: 'FORBIDDEN', operation: 'AgentLogChange' },
        misspelt: { outcome: 'refused', code: 'BAD_USER_INPUT', operation: 'CountTickets' },
        unreadable: { outcome: 'refused', code: 'BAD_USER_INPUT', operation: null },
        'signed-out': { kind: 'refusal', outcome: 'refused', code: 'UNAUTHENTICATED', actor: null },
      })
    } finally {
      await gateway.close()
    }
  })
})
