import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type Answer, type World } from '../../support/world.ts'

const viewer = '{ viewer { id } }'
const month = '{ tickets(range: { preset: THIS_MONTH }, first: 1) { totalCount } }'
const year = '{ tickets(range: { preset: LAST_365_DAYS }, first: 1) { nodes { id hoursLogged company { name } } } }'

let world: World

beforeAll(async () => {
  world = await startWorld({
    scale: 0.1,
    environment: {
      LIMIT_OPERATIONS_PER_MINUTE: '30',
      LIMIT_ADDRESS_OPERATIONS_PER_MINUTE: '40',
      LIMIT_ANSWER_BYTES_PER_MINUTE: '1048576',
      LIMIT_VENDOR_CALLS_PER_HOUR: '4',
      LIMIT_REFUSALS_PER_MINUTE: '10',
      LIMIT_REFRESH_SECONDS: '600',
      TRUSTED_PROXIES: '127.0.0.1',
    },
  })
})
afterAll(() => world.close())

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
const metric = async (limit: string) => {
  const text = await (await fetch(`${world.url}/metrics`)).text()
  return Number(new RegExp(`gateway_caller_limits_reached_total\\{limit="${limit}"\\} (\\d+)`).exec(text)?.[1] ?? 0)
}

/** What a refused caller gets, whichever limit it is. */
function expectRefusal({ status, headers, body }: Answer<unknown>, limit: string, message: RegExp): void {
  const retryAfter = Number(headers.get('retry-after'))
  expect(retryAfter).toBeGreaterThan(0)
  expect({ status, body }).toEqual({
    status: 429,
    body: {
      errors: [
        {
          message: expect.stringMatching(message),
          extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: retryAfter, requestId: expect.any(String) },
        },
      ],
    },
  })
  expect(headers.get('ratelimit')).toContain(`"${limit}";r=0;t=${retryAfter}`)
  expect(headers.get('ratelimit-policy')).toMatch(new RegExp(`"${limit}";q=\\d+;w=\\d+`))
}

describe('a caller', () => {
  test('who has sent as many operations as allowed is told when to try again; others go on', async () => {
    const ask = () => world.query(viewer, {}, { role: 'viewer', ...from('198.51.100.1') })
    const answers = await Promise.all(Array.from({ length: 29 }, ask))
    const last = await ask()
    expect([...answers, last].filter(({ status }) => status === 200)).toHaveLength(30)
    expect(last.headers.get('ratelimit')).toMatch(/^"operations";r=0;t=\d+, "vendor-calls";r=4;t=\d+$/)
    expect(last.headers.get('ratelimit-policy')).toBe('"operations";q=30;w=60, "vendor-calls";q=4;w=3600')

    expectRefusal(await ask(), 'operations', /^You have sent too many operations .* Try again in \d+ seconds?\.$/)
    expectRefusal(await ask(), 'operations', /^You have/)
    expect((await world.query(viewer, {}, { role: 'operator', ...from('198.51.100.1') })).status).toBe(200)
    expect(await metric('operations')).toBe(1)

    // They used up nothing of their address either, so what is left there is for the others.
    const others = await Promise.all(
      Array.from({ length: 12 }, () => world.query(viewer, {}, { role: 'operator', ...from('198.51.100.1') })),
    )
    expect(others.filter(({ status }) => status === 200)).toHaveLength(9)
    const refused = others.find(({ status }) => status === 429)
    if (!refused) throw new Error('Nothing was refused.')
    expectRefusal(refused, 'address-operations', /^Too many operations were sent from your address/)
    expect((await world.query(viewer, {}, { role: 'operator', ...from('198.51.100.2') })).status).toBe(200)
  })

  test('whose operations have made as many vendor calls as allowed is refused for the rest of the hour', async () => {
    const ask = (document: string) => world.query(document, {}, { role: 'admin', ...from('198.51.100.3') })
    const first = await ask(year)
    expect(Number(first.headers.get('x-vendor-calls'))).toBeGreaterThanOrEqual(4)
    expect(first.body.errors).toBeUndefined()

    expectRefusal(await ask(month), 'vendor-calls', /as many vendor calls as they may .* Try again in \d+ minutes\.$/)
    expect(await metric('vendor-calls')).toBe(1)
  })
})

describe('an address', () => {
  const bad = (address: string) => world.query(viewer, {}, { token: `${'x'.repeat(20)}.y.z`, ...from(address) })

  test('whose tokens were refused too often is refused without a look at them', async () => {
    const known = await world.token('operator')
    expect((await world.query(viewer, {}, { token: known, ...from('203.0.113.6') })).status).toBe(200)
    // Once accepted, a token works on, as does another address.
    const answers = []
    for (let n = 0; n < 12; n++) answers.push(await bad('203.0.113.7'))
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    const [refused] = answers.slice(-1)
    if (!refused) throw new Error('Nothing was refused.')
    expectRefusal(refused, 'refusals', /^Too many access tokens or sessions of your address were refused\./)
    expect((await world.query(viewer, {}, { token: known, ...from('203.0.113.7') })).status).toBe(200)
    expect((await bad('203.0.113.8')).status).toBe(401)

    // To who shows nothing, nothing is refused: that costs nothing.
    expect((await world.query(viewer, {}, { token: null, ...from('203.0.113.7') })).status).toBe(401)
    const malformed = { token: null, headers: { 'x-forwarded-for': '203.0.113.7', authorization: 'Bearer' } }
    expect((await world.query(viewer, {}, malformed)).status).toBe(429)
    expect(await metric('refusals')).toBe(1)
  })

  test('that guesses tokens at the schema is refused likewise', async () => {
    const ask = (authorization: string) =>
      fetch(`${world.url}/schema.graphql`, { headers: { authorization, 'x-forwarded-for': '203.0.113.10' } })
    const statuses = []
    for (let n = 0; n < 12; n++) statuses.push((await ask(`Bearer ${'x'.repeat(20)}.y.z`)).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    expect((await bad('203.0.113.10')).status).toBe(429)
  })

  test('is what a trusted proxy saw last, not what the caller claims', async () => {
    const answers = []
    for (let n = 0; n < 12; n++) answers.push(await bad(`192.0.2.${n}, 203.0.113.9`))
    expect(answers.map(({ status }) => status).slice(-2)).toEqual([429, 429])
  })
})

test('a scope is refreshed once, and those who ask again share it', async () => {
  const refresh = (scope: string) =>
    world.query<{ refresh: { refreshedAt: string } }>(
      `mutation { refresh(input: { scope: ${scope} }) { refreshedAt userErrors { message } } }`,
      {},
      { role: 'operator', ...from('198.51.100.9') },
    )
  const both = await Promise.all([refresh('SALES'), refresh('SALES')])
  await world.advanceClock(1_000)
  const later = await refresh('SALES')
  const instants = [...both, later].map(({ body }) => body.data?.refresh.refreshedAt)
  expect(new Set(instants).size).toBe(1)

  const whole = await refresh('ALL')
  expect(whole.body.data?.refresh.refreshedAt).not.toBe(instants[0])
  await world.advanceClock(1_000)
  expect((await refresh('WEBSITE')).body).toEqual(whole.body)
})
