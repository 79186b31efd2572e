import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startGateway, startWorld, type Gateway, type World } from '../../support/world.ts'
import { createRest, faultOf } from './rest-client.ts'

let world: World
let gateway: Gateway
let rest: ReturnType<typeof createRest>

beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
})
afterAll(() => world.close())

const tickets = '/api/autotask/tickets'
const acme = '/api/admin/tenant/acme/connectwise'

describe('input is refused by name', () => {
  beforeAll(() => {
    rest = createRest(world)
  })

  test.each([
    ['an unknown parameter', `${tickets}?page=2`, /"page".*start_date, end_date, status, limit, cursor/],
    ['a parameter of another address', '/api/hubspot/crm/summary?limit=2', /"limit".*none/],
    ['a name of Object', `${tickets}?__proto__=1&constructor=1`, /"__proto__", "constructor"/],
    ['a repeated parameter', `${tickets}?limit=1&limit=2`, /limit may be given only once/],
    ['a number that is none', `${tickets}?limit=ten`, /^limit: /],
    ['a fraction', `${tickets}?limit=1.5`, /^limit: /],
    ['an empty number', `${tickets}?limit=`, /^limit: /],
    ['too large a number', `${tickets}?limit=101`, /^limit: /],
    ['too small a number', `${tickets}?limit=0`, /^limit: /],
    ['more contacts than there may be', '/api/hubspot/contacts/recent?limit=101', /^limit: /],
    ['a day that does not exist', `${tickets}?start_date=2026-02-30&end_date=2026-03-01`, /^start_date must be a day/],
    ['a time without an offset', `${tickets}?start_date=2026-02-03T10:00:00`, /^start_date must be a day/],
    ['days the wrong way round', `${tickets}?start_date=2026-03-02&end_date=2026-03-01`, /start_date .* lies after/],
    ['too many days', '/api/autotask/activity?start_date=2024-01-01&end_date=2026-01-01', /400/],
    [
      'a status that there is not',
      `${tickets}?status=Nonsense`,
      /^status: there is no status "Nonsense"\. Allowed: open/,
    ],
    ['an id of a status that there is not', `${tickets}?status=987654`, /987654/],
    ['a cursor that is none', `${tickets}?cursor=x`, /cursor|after/],
    ['a month that there is not', '/api/autotask/report/monthly?month=13', /^month: /],
    ['a percent sign that means nothing', `${tickets}?status=%ff`, /UTF-8/],
  ])('%s: 400', async (_, path, message) => {
    const answer = await rest(path)

    expect(faultOf(answer)).toEqual([400, 'BAD_USER_INPUT'])
    expect(answer.body).toEqual({
      success: false,
      error: { code: 'BAD_USER_INPUT', message: expect.stringMatching(message), requestId: expect.any(String) },
      timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
    })
    expect(answer.headers.get('x-request-id')).toBe(answer.body.error?.requestId)
  })

  test.each([
    ['an unknown field', { text: 'x', author: 'me' }, /"author".*text, internal/],
    ['a missing field', {}, /^text: /],
    ['another type', { text: 5 }, /^text: /],
    ['a list', [], /JSON object/],
    ['no JSON', '{"text":', /JSON/],
    ['the prototype', '{"text":"x","__proto__":{}}', /"__proto__"/],
  ])('%s in a body: 400', async (_, body, message) => {
    const answer = await rest(`${acme}/tickets/1/notes`, { role: 'operator', method: 'POST', body })

    expect(faultOf(answer)).toEqual([400, 'BAD_USER_INPUT'])
    expect(answer.body.error?.message).toMatch(message)
  })

  test('a field below another is named with its path, and no value is repeated', async () => {
    const body = {
      baseUrl: 'x',
      companyId: 'x',
      publicKey: 7,
      privateKey: 'a secret of ours',
      clientId: 'x',
      defaultStatuses: [{ boardId: 1, statusId: 2, colour: 'red' }],
    }
    const answer = await rest(`${acme}/credentials`, { role: 'admin', method: 'POST', body })

    expect(answer.body.error?.message).toMatch(/publicKey: .*defaultStatuses\.0: unknown field "colour"/)
    expect(answer.text).not.toContain('a secret of ours')
  })

  test('a body that is too deep is too expensive, too large 413, and not JSON 415', async () => {
    const asking = { role: 'operator', method: 'POST' } as const
    const deep = `{"text":${'['.repeat(60)}${']'.repeat(60)}}`
    const path = `${acme}/tickets/1/notes`

    expect(faultOf(await rest(path, { ...asking, body: deep }))).toEqual([400, 'QUERY_TOO_EXPENSIVE'])
    expect(faultOf(await rest(path, { ...asking, body: { text: 'x'.repeat(1_100_000) } }))).toEqual([
      413,
      'BAD_USER_INPUT',
    ])
    expect(faultOf(await rest(path, { ...asking, body: 'text=x', headers: { 'content-type': 'text/plain' } }))).toEqual(
      [415, 'BAD_USER_INPUT'],
    )
  })

  test('a ticket number that is none: 400', async () => {
    expect(faultOf(await rest(`${acme}/tickets/12a`, { role: 'operator' }))).toEqual([400, 'BAD_USER_INPUT'])
    expect(faultOf(await rest(`${acme}/tickets/99999999999`, { role: 'operator' }))).toEqual([400, 'BAD_USER_INPUT'])
  })
})

describe('who may ask', () => {
  beforeAll(() => {
    rest = createRest(world)
  })

  test('signed out: 401, also where the input is wrong', async () => {
    for (const path of [tickets, `${tickets}?page=2`]) {
      const response = await fetch(`${world.url}${path}`)
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
      expect(await response.json()).toMatchObject({ success: false, error: { code: 'UNAUTHENTICATED' } })
    }
  })

  test('a role that is missing: 403', async () => {
    for (const path of ['/enabled', '/tickets/search?q=phone', '/tickets/1']) {
      expect(faultOf(await rest(`${acme}${path}`))).toEqual([403, 'FORBIDDEN'])
    }
    expect(faultOf(await rest(`${acme}/credentials`, { role: 'operator' }))).toEqual([403, 'FORBIDDEN'])
    expect(faultOf(await rest(`${acme}/tickets/1/notes`, { method: 'POST', body: { text: 'x' } }))).toEqual([
      403,
      'FORBIDDEN',
    ])
  })

  test('a feature that is off: 403', async () => {
    const set = (enabled: boolean) =>
      world.query(
        `mutation { setFeatureFlag(input: { key: "connectwise_integration", tenantId: "globex", enabled: ${enabled} }) { userErrors { code } } }`,
        {},
        { role: 'admin' },
      )
    await set(false)
    const globex = '/api/admin/tenant/globex/connectwise'

    expect(faultOf(await rest(`${globex}/tickets/1`, { role: 'admin' }))).toEqual([403, 'FEATURE_DISABLED'])
    const write = { role: 'admin', method: 'POST', body: { text: 'x' } } as const
    expect(faultOf(await rest(`${globex}/tickets/1/notes`, write))).toEqual([403, 'FEATURE_DISABLED'])
    expect((await rest(`${globex}/enabled`, { role: 'admin' })).body.data).toEqual({ enabled: false })
    await set(true)
  })

  test('what does not exist: 404', async () => {
    const admin = { role: 'admin' } as const
    const nowhere = '/api/admin/tenant/nope/connectwise'
    const found = await Promise.all([
      rest('/api/autotask/nothing'),
      rest('/api/nothing'),
      rest('/api/hubspot/deals/pipeline?pipeline=nope'),
      rest(`${nowhere}/enabled`, admin),
      rest(`${nowhere}/credentials`, admin),
      rest(`${nowhere}/tickets/search?q=phone`, admin),
      rest('/api/admin/tenant/initech/connectwise/credentials', admin),
      rest(`${acme}/tickets/2000000000`, admin),
    ])

    expect(found.map(faultOf)).toEqual(found.map(() => [404, 'NOT_FOUND']))
  })

  test('another method: 405, with those that there are', async () => {
    const answers = await Promise.all([
      rest(tickets, { method: 'POST', body: {} }),
      rest(`${acme}/credentials`, { method: 'PUT', body: {} }),
      rest(`${acme}/tickets/1/status`, { method: 'GET' }),
      rest('/api/openapi.json', { method: 'DELETE' }),
    ])

    expect(answers.map(({ status, headers }) => [status, headers.get('allow')])).toEqual([
      [405, 'GET'],
      [405, 'GET, POST'],
      [405, 'PATCH'],
      [405, 'GET'],
    ])
  })

  test('/api/health is as before', async () => {
    const response = await fetch(`${world.url}/api/health`)

    expect(await response.json()).toMatchObject({ status: 'healthy' })
  })
})

describe('trouble', () => {
  // A gateway of its own for each test: one that has asked nothing yet.
  beforeEach(async () => {
    await world.clearFaults()
    await world.hubspot.clearFaults()
    gateway = await startGateway(world.simulators, { timeouts: { autotask: 1_500 } })
    rest = createRest(gateway)
    return () => gateway.close()
  })

  const query = 'POST .*/Tickets/query'

  test.each([
    ['a refusal of our credentials', { status: 401, body: '' }, 502, 'VENDOR_UNAUTHORIZED'],
    ['a missing right', { status: 403, body: '' }, 502, 'VENDOR_FORBIDDEN'],
    ['nonsense', { status: 200, body: 'no JSON' }, 502, 'VENDOR_BAD_RESPONSE'],
    ['a fault of the vendor', { status: 503, body: '' }, 503, 'VENDOR_UNAVAILABLE'],
    ['silence', { hang: true }, 504, 'VENDOR_TIMEOUT'],
  ])('%s', async (_, fault, status, code) => {
    await world.fault({ match: query, times: -1, ...fault })
    const answer = await rest(tickets)

    expect(faultOf(answer)).toEqual([status, code])
    expect(answer.body.error).toMatchObject({ vendor: 'AUTOTASK', message: expect.stringContaining('Autotask') })
    expect(Number(answer.headers.get('x-vendor-calls'))).toBeGreaterThan(0)
  })

  test('a limit of the vendor says when to come again, as a number and in the header', async () => {
    await world.hubspot.fault({ match: '.*', times: -1, status: 429, headers: { 'retry-after': '90' } })
    const answer = await rest('/api/hubspot/contacts/recent')
    const { retryAfterSeconds } = answer.body.error ?? {}

    expect(faultOf(answer)).toEqual([503, 'VENDOR_RATE_LIMITED'])
    expect(answer.headers.get('retry-after')).toBe(retryAfterSeconds === undefined ? null : String(retryAfterSeconds))
  })

  test('a part that failed is null and named; an answer of nothing but failures is a failure', async () => {
    await world.hubspot.fault({ match: '.*/forms.*', times: -1, status: 503, body: '' })
    const partly = await rest('/api/hubspot/stats')

    expect([partly.status, partly.body.data]).toMatchObject([200, { forms: null, crm: expect.any(Object) }])
    expect(partly.body.errors).toContainEqual({
      part: 'forms',
      code: 'VENDOR_UNAVAILABLE',
      message: expect.any(String),
    })
    await gateway.close()
    gateway = await startGateway(world.simulators, {
      environment: {
        HUBSPOT_API_KEY: undefined,
        HUBSPOT_HUB_ID: undefined,
        HUBSPOT_BASE_URL: undefined,
        HUBSPOT_API_VERSION: undefined,
      },
    })
    rest = createRest(gateway)
    expect(faultOf(await rest('/api/hubspot/stats'))).toEqual([503, 'VENDOR_NOT_CONFIGURED'])
  })

  test('hours that cannot be read are null, and named in the words of the address', async () => {
    await world.fault({ match: 'POST .*/TimeEntries/query', times: -1, status: 403, body: '' })
    const answer = await rest('/api/autotask/activity')

    expect([answer.status, answer.body.data]).toMatchObject([200, { total_hours_logged: null }])
    expect(answer.body.errors).toContainEqual(
      expect.objectContaining({ part: 'total_hours_logged', code: 'VENDOR_FORBIDDEN' }),
    )
  })

  test('too many requests: 429 with Retry-After', async () => {
    await gateway.close()
    gateway = await startGateway(world.simulators, { environment: { LIMIT_OPERATIONS_PER_MINUTE: '10' } })
    rest = createRest(gateway)
    const answers = []
    for (let count = 0; count < 12; count++) answers.push(await rest('/api/hubspot/crm/summary'))
    const last = answers.at(-1)!

    expect(faultOf(last)).toEqual([429, 'TOO_MANY_REQUESTS'])
    expect(Number(last.headers.get('retry-after'))).toBe(last.body.error?.retryAfterSeconds)
    expect(answers[0]!.headers.get('ratelimit')).toMatch(/;r=\d+/)
  })
})
