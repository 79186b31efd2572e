import { createPublicKey } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Vendor } from '../../server/enums.gen.ts'
import { startGateway, startWorld, usualTimeZone, type Answer, type Gateway, type World } from '../support/world.ts'
import { fetchTokenWithoutRole } from '../support/token-without-role.ts'
import { audience, startLocalIssuer, type LocalIssuer } from '../unit/auth/local-issuer.ts'

/** The vendors in their order: these, and after them whatever else the schema has. */
const vendors = [...new Set(['AUTOTASK', 'HUBSPOT', 'CONNECTWISE', ...Object.values(Vendor)])]

const listDocument = '{ tickets(first: 1) { totalCount } }'

let world: World

beforeAll(async () => {
  world = await startWorld({
    scale: 0.1,
    environment: { ALLOWED_ORIGINS: 'https://tools.example,https://two.example' },
  })
})
afterAll(() => world.close())
beforeEach(() => world.clearRequests())

const codes = ({ body }: Answer<unknown>) =>
  body.errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code])

describe('signed out', () => {
  test.each<[string, Record<string, string>]>([
    ['without a header', {}],
    ['with an empty header', { authorization: '' }],
    ['with another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['with no token', { authorization: 'Bearer' }],
    ['with two tokens', { authorization: 'Bearer one two' }],
    ['with nonsense', { authorization: 'Bearer nonsense' }],
  ])('%s is 401, and nothing runs', async (_, headers) => {
    const answer = await world.query(listDocument, {}, { token: null, headers })
    const { data, errors } = answer.body

    expect({ status: answer.status, data, codes: errors?.map(({ extensions }) => extensions.code) }).toEqual({
      status: 401,
      data: undefined,
      codes: ['UNAUTHENTICATED'],
    })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.headers.get('x-request-id')).toBe(errors?.[0]?.extensions.requestId)
    expect(await world.requests()).toEqual([])
  })

  test('nothing of the question is looked at', async () => {
    for (const document of ['{ nope }', '{', '{ __schema { types { name } } }', 'mutation { refresh }']) {
      const { status, body } = await world.query(document, {}, { token: null })
      expect([document, status, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([
        document,
        401,
        ['UNAUTHENTICATED'],
      ])
    }
  })

  test('a question by GET is refused as well', async () => {
    const response = await fetch(`${world.url}/graphql?query=${encodeURIComponent('{ viewer { id } }')}`)

    expect(response.status).toBe(401)
    await response.body?.cancel()
  })
})

describe('a token', () => {
  let issuer: LocalIssuer
  let gateway: Gateway

  beforeEach(async () => {
    issuer = await startLocalIssuer()
    const environment = { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: audience }
    gateway = await startGateway(world.simulators, { environment })
  })
  afterEach(async () => {
    await gateway.close()
    await issuer[Symbol.asyncDispose]()
  })

  const seconds = (offset: number) => Math.floor(Date.now() / 1_000) + offset
  const withoutEnd: Record<string, unknown> = { exp: undefined }
  const ask = (token: string) => gateway.query(listDocument, {}, { token })

  test('of the issuer is accepted', async () => {
    const answer = await ask(await issuer.sign({ roles: ['Viewer'] }))

    expect([answer.status, codes(answer)]).toEqual([200, undefined])
  })

  const refusals: Record<string, () => Promise<string>> = {
    'that has expired': () => issuer.sign({ roles: ['Viewer'], exp: seconds(-30) }),
    'that is not yet valid': () => issuer.sign({ roles: ['Viewer'], nbf: seconds(60) }),
    'of another issuer': () => issuer.sign({ roles: ['Viewer'], iss: 'https://issuer.example' }),
    'for another audience': () => issuer.sign({ roles: ['Viewer'], aud: 'api://other' }),
    'of the identity simulator': () => world.token('admin'),
    'for nobody': () => issuer.sign({ roles: ['Viewer'], aud: [] }),
    'without an end': () => issuer.sign({ roles: ['Viewer'], ...withoutEnd }),
    'that is an ID token': () => issuer.sign({ roles: ['Viewer'], nonce: 'n' }, { typ: 'JWT' }),
    'without a signature': async () =>
      new UnsecuredJWT({ sub: 'x', iss: issuer.url, aud: audience, roles: ['Admin'] })
        .setIssuedAt()
        .setExpirationTime('1h')
        .encode(),
    'signed with the public key as a secret': () => {
      const key = createPublicKey({ key: { ...issuer.publicJwk() }, format: 'jwk' }).export({
        type: 'spki',
        format: 'pem',
      })
      return new SignJWT({ sub: 'x', iss: issuer.url, aud: audience, roles: ['Admin'] })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(Buffer.from(key))
    },
    'signed by somebody else': async () => {
      await using other = await startLocalIssuer()
      return other.sign({ roles: ['Admin'], iss: issuer.url })
    },
    'whose claims were changed': async () => {
      const [header, , signature] = (await issuer.sign({ roles: ['Viewer'] })).split('.')
      const claims = { sub: 'x', iss: issuer.url, aud: audience, iat: seconds(0), exp: seconds(60), roles: ['Admin'] }
      return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
    },
    'of more than 8 kB': () => issuer.sign({ roles: ['Viewer'], padding: 'x'.repeat(9_000) }),
  }

  test.each(Object.keys(refusals))('%s is refused', async (kind) => {
    const answer = await ask(await refusals[kind]!())

    expect([answer.status, answer.body.data, codes(answer)]).toEqual([401, undefined, [[undefined, 'UNAUTHENTICATED']]])
    expect(await world.requests()).toEqual([])
  })

  test('twice in one call is refused', async () => {
    const token = await issuer.sign({ roles: ['Viewer'] })
    const answer = await gateway.query(
      listDocument,
      {},
      { token: null, headers: { authorization: `Bearer ${token}, Bearer ${token}` } },
    )

    expect(answer.status).toBe(401)
  })

  test('whose issuer is away is neither good nor bad: 503, and when to come back', async () => {
    issuer.mode = 'away'
    const answer = await ask(await issuer.sign({ roles: ['Viewer'] }))

    expect([answer.status, answer.body.data, answer.headers.get('retry-after'), codes(answer)]).toEqual([
      503,
      undefined,
      '5',
      [[undefined, 'INTERNAL_SERVER_ERROR']],
    ])
    expect(await world.requests()).toEqual([])
  })

  test('of known keys still counts while the issuer is away', async () => {
    await ask(await issuer.sign({ roles: ['Viewer'] }))
    issuer.mode = 'away'
    const answer = await ask(await issuer.sign({ roles: ['Viewer'], sub: 'somebody-else' }))

    expect(answer.status).toBe(200)
  })
})

describe('somebody known', () => {
  test.each([
    ['viewer', undefined, ['VIEWER']],
    ['operator', undefined, ['VIEWER', 'OPERATOR']],
    ['operator', 'acme', ['VIEWER', 'OPERATOR']],
    ['admin', undefined, ['VIEWER', 'OPERATOR', 'ADMIN']],
  ] as const)('as %s (tenant %s) has the roles %o and may read', async (role, tenant, roles) => {
    const token = await world.token(role, tenant)
    const { body } = await world.query<{ viewer: object; tickets: object }>(
      '{ viewer { roles timeZone features } tickets(first: 1) { pageInfo { hasPreviousPage } } }',
      {},
      { token },
    )

    expect(body).toEqual({
      data: {
        viewer: { roles, timeZone: usualTimeZone, features: ['autotask_sales_activity'] },
        tickets: { pageInfo: { hasPreviousPage: false } },
      },
    })
  })

  test('without a role is refused field by field, and nothing is asked for them', async () => {
    const token = await fetchTokenWithoutRole(world.simulators)
    const answer = await world.query(
      `{
        viewer { name roles }
        vendorStatus { vendor }
        tickets { totalCount }
        ticket(id: "1") { id }
        activitySummary { totalTickets }
        dailyReport { id }
        monthlyReport { id }
        salesActivity { id }
      }`,
      {},
      { token },
    )
    const fields = ['tickets', 'ticket', 'activitySummary', 'dailyReport', 'monthlyReport', 'salesActivity']

    expect(answer.status).toBe(200)
    expect(answer.body.data).toEqual({
      viewer: { name: 'Kenji Watanabe', roles: [] },
      vendorStatus: vendors.map((vendor) => ({ vendor })),
      ...Object.fromEntries(fields.map((field) => [field, null])),
    })
    expect(codes(answer)).toEqual(fields.map((field) => [field, 'FORBIDDEN']))
    expect(answer.body.errors?.[0]?.message).toBe('This needs the role VIEWER. Ask an administrator to give it to you.')
    expect((await world.requests()).filter(({ path }) => /\/(Tickets|CompanyToDos)/.test(path))).toEqual([])

    const mutation = await world.query('mutation { refresh(input: { scope: ALL }) { refreshedAt } }', {}, { token })
    expect(mutation.body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
  })
})

describe('a gateway', () => {
  const without = {
    AUTOTASK_USERNAME: undefined,
    AUTOTASK_SECRET: undefined,
    AUTOTASK_INTEGRATION_CODE: undefined,
    AUTOTASK_ROC_BOARD_ID: undefined,
    HUBSPOT_API_KEY: undefined,
    HUBSPOT_HUB_ID: undefined,
  }

  test('without settings for a vendor says so in its fields, and works otherwise', async () => {
    const gateway = await startGateway(world.simulators, { environment: without })
    const answer = await gateway.query(`{
      viewer { name }
      vendorStatus { vendor state message checkedAt budget { used } }
      tickets { totalCount } ticket(id: "1") { id } activitySummary { totalTickets }
      dailyReport { id } monthlyReport { id } salesActivity { id }
    }`)
    const refresh = await gateway.query('mutation { refresh(input: { scope: ALL }) { userErrors { code } } }')
    await gateway.close()
    const fields = ['tickets', 'ticket', 'activitySummary', 'dailyReport', 'monthlyReport', 'salesActivity']

    expect(answer.body.data).toEqual({
      viewer: { name: 'Maya Fernandes' },
      vendorStatus: vendors.map((vendor) => ({
        vendor,
        state: 'NOT_CONFIGURED',
        message: null,
        checkedAt: null,
        budget: null,
      })),
      ...Object.fromEntries(fields.map((field) => [field, null])),
    })
    expect(codes(answer)).toEqual(fields.map((field) => [field, 'VENDOR_NOT_CONFIGURED']))
    expect(answer.body.errors?.map(({ extensions }) => extensions.vendor)).toEqual(fields.map(() => 'AUTOTASK'))
    expect(refresh.body).toEqual({ data: { refresh: { userErrors: [] } } })
  })

  test('tells at /api/health which vendors have settings', async () => {
    const gateway = await startGateway(world.simulators, { environment: without })
    const health = async (url: string) => (await fetch(`${url}/api/health`)).json()
    const [absent, present] = await Promise.all([health(gateway.url), health(world.url)])
    await gateway.close()

    const none = Object.fromEntries(vendors.map((vendor) => [vendor.toLowerCase(), 'not configured']))
    expect({ absent, present }).toEqual({
      absent: { status: 'healthy', checks: none },
      present: { status: 'healthy', checks: { ...none, autotask: 'configured', hubspot: 'configured' } },
    })
  })

  test('whose sales activity is switched off says so, and asks nothing', async () => {
    const off = await startWorld({ scale: 0.1 })
    await off.query(
      'mutation { setFeatureFlag(input: { key: "autotask_sales_activity", enabled: false }) { userErrors { message } } }',
      {},
      { role: 'admin' },
    )
    const answer = await off.query('{ viewer { features } salesActivity { appointments } }')
    const asked = await off.requests()
    await off.close()

    expect(answer.body.data).toEqual({ viewer: { features: [] }, salesActivity: null })
    expect(answer.body.errors?.map(({ message, path, extensions }) => [message, path, extensions.code])).toEqual([
      ['The feature autotask_sales_activity is switched off.', ['salesActivity'], 'FEATURE_DISABLED'],
    ])
    expect(asked).toEqual([])
  })

  test.each(['/health/live', '/health/ready', '/api/health', '/metrics'])('answers %s to anybody', async (path) => {
    const response = await fetch(world.url + path)

    expect([response.status, (await response.text()).length > 10]).toEqual([200, true])
  })
})

describe('a page of another origin', () => {
  const corsOf = (response: Response) =>
    Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-')))
  const call = async (init: RequestInit) => {
    const response = await fetch(`${world.url}/graphql`, init)
    await response.text()
    return response
  }
  const preflight = (origin: string) =>
    call({
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })

  test.each(['https://tools.example', 'https://two.example'])('that is allowed (%s) may call', async (origin) => {
    const asked = await preflight(origin)
    const answered = await world.query('{ viewer { id } }', {}, { headers: { origin } })

    expect([asked.status, corsOf(asked)]).toEqual([
      204,
      expect.objectContaining({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': expect.stringMatching(/authorization, content-type/),
      }),
    ])
    expect(answered.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answered.headers.get('access-control-expose-headers')).toBe(
      'x-request-id, x-vendor-calls, etag, retry-after, ratelimit, ratelimit-policy',
    )
    expect(answered.headers.get('vary')).toMatch(/Origin/)
  })

  test.each(['https://evil.example', 'https://tools.example.evil.example', 'http://tools.example', 'null'])(
    'that is foreign (%s) gets no CORS header at all',
    async (origin) => {
      const asked = await preflight(origin)
      const refused = await call({ method: 'POST', headers: { origin }, body: '{}' })

      expect([corsOf(asked), corsOf(refused)]).toEqual([{}, {}])
      expect(refused.headers.get('vary')).toMatch(/Origin/)
    },
  )

  test('that is allowed can read why it was refused', async () => {
    const refused = await call({ method: 'POST', headers: { origin: 'https://two.example' }, body: '{}' })

    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, 'https://two.example'])
  })
})
