import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beyondFigures } from '../../support/cache/ages.ts'
import { hubspotCallWords } from '../../support/hubspot-calls.ts'
import { salesPageDocument, websitePageDocument } from '../../support/sales-page-document.ts'
import {
  fixedWorld,
  startGateway,
  startWorld,
  type Gateway,
  type World,
  type WorldOptions,
} from '../../support/world.ts'

const listDocument = '{ deals(first: 1) { totalCount freshness { stale asOf } } }'
const dealsList = 'GET .*/objects/deals'
/** So that silence is over soon; elsewhere no busy machine may look like a vendor that does not answer. */
const impatient: WorldOptions = { timeouts: { hubspot: 3_000 } }

let world: World
let gateway: Gateway

beforeAll(async () => {
  world = await startWorld({ ...fixedWorld, scale: 0.2, limits: false })
})
afterAll(() => world.close())

// A gateway of its own for each test: one that has asked nothing yet.
beforeEach(async () => {
  await world.hubspot.clearFaults()
  await world.hubspot.clearRequests()
  gateway = await startGateway(world.simulators)
})
afterEach(() => gateway.close())

async function restart(options: WorldOptions) {
  await gateway.close()
  gateway = await startGateway(world.simulators, options)
}

/** The answer's one error, without what differs from run to run; the field it belongs to must be null. */
async function faultOf(document = listDocument) {
  const { body, status } = await gateway.query(document)
  const [error, ...others] = body.errors ?? []
  expect({ status, others, data: body.data }).toEqual({ status: 200, others: [], data: { deals: null } })
  const { requestId: _, ...extensions } = error!.extensions
  return { message: error?.message, path: error?.path, ...extensions }
}

const pages = async () => hubspotCallWords(await world.hubspot.requests()).filter((word) => word === 'deals').length

const fault = (code: string, message: string, more: object = {}) => ({
  code,
  message,
  path: ['deals'],
  vendor: 'HUBSPOT',
  affectedCount: 1,
  ...more,
})
const unavailable = fault('VENDOR_UNAVAILABLE', 'HubSpot is not working properly at the moment.')
const unreachable = fault('VENDOR_UNAVAILABLE', 'HubSpot could not be reached.')
const unreadable = fault('VENDOR_BAD_RESPONSE', 'HubSpot gave an answer that could not be read.')
const unauthorized = fault(
  'VENDOR_UNAUTHORIZED',
  'HubSpot refused the access token of this gateway. An administrator needs to check it (docs/hubspot.md).',
)
const limited = (retryAfterSeconds: number) =>
  fault('VENDOR_RATE_LIMITED', 'HubSpot is limiting requests of this account at the moment.', { retryAfterSeconds })

const burst = {
  status: 'error',
  message: 'You have reached your ten_secondly_rolling limit.',
  errorType: 'RATE_LIMIT',
  policyName: 'TEN_SECONDLY_ROLLING',
}
const daily = {
  status: 'error',
  message: 'You have reached your daily limit.',
  errorType: 'RATE_LIMIT',
  policyName: 'DAILY',
}
const secondly = { status: 'error', message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' }

describe('a failure of HubSpot is one error with its code', () => {
  test.each<[string, object, object, number]>([
    ['500', { status: 500, body: { status: 'error', message: 'internal error' } }, unavailable, 3],
    ['502 as a page', { status: 502, html: true }, unavailable, 3],
    ['524 as a page', { status: 524, html: true }, unavailable, 3],
    ['a cut connection', { reset: true }, unreachable, 3],
    ['half an answer', { truncate: true }, unreachable, 3],
    ['a hang', { hang: true }, fault('VENDOR_TIMEOUT', 'HubSpot did not answer within 3 seconds.'), 1],
    ['401', { status: 401, body: { category: 'INVALID_AUTHENTICATION' } }, unauthorized, 1],
    ['530', { status: 530, html: true }, unauthorized, 1],
    ['400', { status: 400, body: { category: 'VALIDATION_ERROR' } }, unreadable, 1],
    ['404 as a page', { status: 404, html: true }, unreadable, 1],
    ['a page with 200', { status: 200, html: true }, unreadable, 1],
    ['an answer without rows', { status: 200, body: {} }, unreadable, 1],
    ['a burst limit', { status: 429, body: burst }, limited(10), 3],
    ['a limit that says how long', { status: 429, body: burst, headers: { 'retry-after': '40' } }, limited(40), 1],
  ])('%s', async (_, wish, expected, asked) => {
    if ('hang' in wish) await restart(impatient)
    await world.hubspot.fault({ match: dealsList, times: -1, ...wish })

    expect(await faultOf()).toEqual(expected)
    expect(await pages()).toBe(asked)
  })

  test.each<[string, object]>([
    ['500', { status: 500 }],
    ['502 as a page', { status: 502, html: true }],
    ['423', { status: 423 }],
    ['477 with a short wait', { status: 477, headers: { 'retry-after': '1' } }],
    ['a cut connection', { reset: true }],
    ['a burst limit', { status: 429, body: burst }],
  ])('once is none: %s is met with a repeat', async (_, wish) => {
    await world.hubspot.fault({ match: dealsList, times: 1, ...wish })

    expect((await gateway.query(listDocument)).body.errors).toBe(undefined)
    expect(await pages()).toBe(2)
  })

  test('a search is a read, whatever its verb: it is repeated', async () => {
    await world.hubspot.fault({ match: 'POST .*/companies/search', times: 1, status: 429, body: secondly })

    expect(await gateway.data('{ crmSummary { companies } }')).toEqual({
      crmSummary: { companies: expect.any(Number) },
    })
    expect(hubspotCallWords(await world.hubspot.requests())).toEqual(['search:companies', 'search:companies'])
  })
})

describe('a part that fails', () => {
  test('costs no other part', async () => {
    await world.hubspot.fault({ match: 'POST .*/companies/search', times: -1, status: 500 })
    await world.hubspot.fault({ match: dealsList, times: -1, status: 401, body: {} })
    const { body } = await gateway.query(
      '{ recentContacts(first: 1) { id } deals { totalCount } tickets { totalCount } }',
    )

    expect(body.data).toEqual({
      recentContacts: [{ id: expect.any(String) }],
      deals: null,
      tickets: { totalCount: expect.any(Number) },
    })
    expect(body.errors?.map(({ path }) => path)).toEqual([['deals']])
  })

  test('is one error per root field, also where many calls fail alike', async () => {
    await world.hubspot.fault({ match: '.*', times: -1, status: 401, body: {} })
    const { body } = await gateway.query(websitePageDocument)

    expect(body.errors?.map(({ path, extensions }) => [path?.[0], extensions.code, extensions.affectedCount])).toEqual([
      ['websiteAnalytics', 'VENDOR_UNAUTHORIZED', 7],
      ['formStats', 'VENDOR_UNAUTHORIZED', 1],
    ])
  })

  test('is served old, and says so', async () => {
    const fresh = await gateway.data<{ deals: object }>(listDocument)
    await world.hubspot.fault({ match: '.*', times: -1, status: 503 })
    await world.advanceClock(beyondFigures)
    const { body } = await gateway.query<{ deals: { freshness: object } }>(listDocument)

    expect(body.errors).toBe(undefined)
    expect(body.data?.deals).toMatchObject({ ...fresh.deals, freshness: { stale: true } })
  })
})

describe('a token without the scope of analytics', () => {
  const refusal = {
    status: 403,
    body: { status: 'error', message: "EXTERNAL auth request is missing required 'business-intelligence' scope." },
  }

  test('leaves the figures of the CRM and the forms, and names the scope once', async () => {
    await world.hubspot.fault({ match: 'GET /analytics/', times: -1, ...refusal })
    const { body } = await gateway.query<{ websiteAnalytics: object; formStats: object[] }>(websitePageDocument)

    expect(body.data?.websiteAnalytics).toMatchObject({
      pageViews: null,
      sessions: null,
      formSubmissions: null,
      averageSessionSeconds: null,
      totalContacts: expect.any(Number),
      newContacts: expect.any(Number),
      freshness: { stale: false },
    })
    expect(body.data?.formStats[0]).toMatchObject({
      name: expect.any(String),
      submissions: null,
      views: null,
      conversionRate: null,
    })
    expect(body.errors?.map(({ path, message, extensions }) => [path?.[0], extensions.code, message])).toEqual(
      ['websiteAnalytics', 'formStats'].map((field) => [
        field,
        'VENDOR_FORBIDDEN',
        'The access token of this gateway may not read website analytics in HubSpot: it needs the scope business-intelligence, and the account a plan that has it (docs/hubspot.md).',
      ]),
    )
  })

  test('and one without deals names that', async () => {
    await world.hubspot.fault({
      match: dealsList,
      times: -1,
      status: 403,
      body: {
        category: 'MISSING_SCOPES',
        errors: [{ context: { requiredGranularScopes: ['deals-read', 'crm.objects.deals.read'] } }],
      },
    })

    expect(await faultOf()).toMatchObject({
      code: 'VENDOR_FORBIDDEN',
      message:
        'The access token of this gateway may not read deals in HubSpot: it needs the scope crm.objects.deals.read, and the account a plan that has it (docs/hubspot.md).',
    })
  })

  test('of visitors shows the chat without a name, and asks for one no more', async () => {
    await world.hubspot.fault({ match: 'POST .*/tokens/create', times: -1, status: 403, body: {} })
    const ask = () => gateway.query('{ chatWidget { hubId scriptUrl identificationEmail identificationToken } }')
    const [first, second] = [await ask(), await ask()]

    expect(first.body).toEqual({
      data: {
        chatWidget: {
          hubId: expect.stringMatching(/^\d+$/),
          scriptUrl: expect.stringMatching(/\/\d+\.js$/),
          identificationEmail: null,
          identificationToken: null,
        },
      },
    })
    expect(second.body).toEqual(first.body)
    expect(hubspotCallWords(await world.hubspot.requests()).filter((word) => word === 'visitor').length).toBe(1)
  })
})

describe('a day that is used up', () => {
  test('keeps all calls in until the account’s midnight', async () => {
    // The account is known: its zone says when the day ends. 15:00 UTC is 11:00 in New York, 13 hours before.
    await gateway.data('{ chatWidget { scriptUrl } }')
    await world.hubspot.fault({ match: dealsList, times: 1, status: 429, body: daily })
    const first = await faultOf()
    await world.hubspot.clearRequests()
    const { body } = await gateway.query(salesPageDocument)
    const whileUsedUp = await world.hubspot.requests()
    await world.advanceClock((first.retryAfterSeconds ?? 0) * 1_000 - 60_000)
    await gateway.query('{ recentContacts(first: 1) { id } }', {}, { token: await world.token('viewer') })
    const justBefore = await world.hubspot.requests()

    expect(first).toMatchObject({ code: 'VENDOR_RATE_LIMITED', retryAfterSeconds: expect.any(Number) })
    expect(first.retryAfterSeconds).toBeGreaterThan(12 * 3_600)
    expect(first.retryAfterSeconds).toBeLessThanOrEqual(13 * 3_600)
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(
      Array(body.errors?.length).fill('VENDOR_RATE_LIMITED'),
    )
    expect(whileUsedUp).toEqual([])
    expect(justBefore).toEqual([])
  })
})

describe('without settings', () => {
  test('every field of HubSpot says so, and the service desk is untouched', async () => {
    await restart({
      environment: { HUBSPOT_API_KEY: undefined, HUBSPOT_HUB_ID: undefined, HUBSPOT_BASE_URL: undefined },
    })
    const { body } = await gateway.query(`{
      crmSummary { contacts } recentContacts { id } dealPipelines { id } deals { totalCount } dealsProgress { read }
      websiteAnalytics { pageViews } formStats { id } chatWidget { hubId } tickets { totalCount }
    }`)
    const { tickets, ...others } = body.data ?? {}

    expect(tickets).toEqual({ totalCount: expect.any(Number) })
    expect(Object.values(others)).toEqual(Array.from({ length: 8 }, () => null))
    expect(body.errors?.map(({ extensions }) => [extensions.code, extensions.vendor])).toEqual(
      Object.keys(others).map(() => ['VENDOR_NOT_CONFIGURED', 'HUBSPOT']),
    )
    expect(await world.hubspot.requests()).toEqual([])
  })
})

describe('the status', () => {
  const statusOf = async () => {
    const { vendorStatus } = await gateway.data<{ vendorStatus: { vendor: string }[] }>(
      '{ vendorStatus { vendor state message checkedAt budget { limit used windowSeconds resetsAt } } }',
    )
    return vendorStatus.find(({ vendor }) => vendor === 'HUBSPOT')
  }

  test('has the count of the day, and is looked at once', async () => {
    const [first] = [await statusOf(), await statusOf()]

    expect(first).toMatchObject({
      state: 'OK',
      message: null,
      budget: { limit: 625_000, windowSeconds: 86_400, used: expect.any(Number), resetsAt: '2026-03-19T04:00:00Z' },
    })
    expect(hubspotCallWords(await world.hubspot.requests())).toEqual(['usage'])
  })

  test('does without a count that the key may not see', async () => {
    await world.hubspot.fault({ match: 'GET .*/api-usage', times: -1, status: 403, body: {} })

    expect(await statusOf()).toMatchObject({ state: 'OK', budget: null })
  })

  test.each<[string, object]>([
    ['UNAUTHORIZED', { status: 401, body: {} }],
    ['UNREACHABLE', { reset: true }],
    ['LIMITED', { status: 429, body: daily }],
  ])('is %s', async (state, wish) => {
    await world.hubspot.fault({ match: '.*', times: -1, ...wish })

    expect(await statusOf()).toMatchObject({ state, message: expect.any(String), budget: null })
  })
})
