import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { crmDocument } from '../../support/crm-document.ts'
import { expectedCrmSummary } from '../../support/oracle/hubspot/crm.ts'
import { expectedDealPipelines } from '../../support/oracle/hubspot/pipelines.ts'
import { expectedFormStats, expectedWebsiteAnalytics } from '../../support/oracle/hubspot/website.ts'
import { startWorld, type World } from '../../support/world.ts'

const timeZone = 'America/New_York'
const march = { from: '2026-03-01', to: '2026-03-31' }

let world: World

beforeAll(async () => {
  world = await startWorld({ timeZone, limits: false })
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.hubspot.clearFaults()
  // Beyond what any answer may be served past its time.
  await world.advanceClock(8 * 24 * 3_600_000)
})

const noCount = 'HubSpot’s analytics gave a number that is no count (a whole number from 0 to 2,147,483,647).'

test.each([3_000_000_000, 2 ** 31, 10.5, -1, 'many', 1e300, [7], true])(
  'a count of the analytics of %j is an error of that figure, and of no other',
  async (odd) => {
    await world.hubspot.fault({
      match: 'analytics/v2/reports/totals/',
      body: { offset: 0, total: 1, totals: { rawViews: odd, visits: 7 }, breakdowns: [] },
      times: -1,
    })
    await world.hubspot.fault({
      match: 'analytics/v2/reports/sources/',
      body: { offset: 0, total: 1, totals: { visits: odd, timePerSession: 5 }, breakdowns: [] },
      times: -1,
    })
    const { body } = await world.query(
      `query ($range: DateRangeInput) {
        websiteAnalytics(range: $range) { pageViews sessions averageSessionSeconds totalContacts formSubmissions }
      }`,
      { range: march },
    )
    const expected = expectedWebsiteAnalytics(await world.hubspot.state(), { ...march, timeZone })

    expect(body.data).toEqual({
      websiteAnalytics: {
        pageViews: null,
        sessions: 7,
        averageSessionSeconds: null,
        totalContacts: expected.totalContacts,
        formSubmissions: expected.formSubmissions,
      },
    })
    expect(body.errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
      [noCount, 'VENDOR_BAD_RESPONSE'],
    ])
  },
)

test.each(['long', -1, [5], {}])('a length of visits of %j is an error of that figure', async (odd) => {
  await world.hubspot.fault({
    match: 'analytics/v2/reports/sources/',
    body: { offset: 0, total: 1, totals: { visits: 7, timePerSession: odd }, breakdowns: [] },
    times: -1,
  })
  const { body } = await world.query('{ websiteAnalytics { averageSessionSeconds sessions } }')

  expect(body.data).toMatchObject({ websiteAnalytics: { averageSessionSeconds: null } })
  expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['VENDOR_BAD_RESPONSE'])
})

test('numbers that count as text, and those that are left out, are what they say', async () => {
  await world.hubspot.fault({
    match: 'analytics/v2/reports/(totals|sources)/',
    body: { offset: 0, total: 1, totals: { rawViews: '12', visits: null }, breakdowns: [] },
    times: -1,
  })

  expect(await world.data('{ websiteAnalytics { pageViews sessions averageSessionSeconds } }')).toEqual({
    websiteAnalytics: { pageViews: 12, sessions: 0, averageSessionSeconds: null },
  })
})

test('a report of forms whose offset is ignored costs two calls, and forms it does not name are unknown, not zero', async () => {
  const state = await world.hubspot.state()
  const [named, ...others] = expectedFormStats(state, { ...march, timeZone })
  await world.hubspot.fault({
    match: 'analytics/v2/reports/forms/',
    body: { offset: 0, total: 999, totals: {}, breakdowns: [{ breakdown: named!.id, submissions: 4, formViews: 8 }] },
    times: -1,
  })
  await world.hubspot.clearRequests()
  const { body } = await world.query<{ formStats: { id: string }[] }>(
    `query ($range: DateRangeInput) {
      formStats(range: $range) { id submissions views conversionRate }
      websiteAnalytics(range: $range) { formSubmissions }
    }`,
    { range: march },
  )
  const calls = (await world.hubspot.requests()).filter(({ path }) => path.includes('reports/forms'))

  expect(calls.length).toBe(2)
  expect(body.data?.formStats[0]).toEqual({ id: named!.id, submissions: 4, views: 8, conversionRate: 0.5 })
  expect(body.data?.formStats.slice(1)).toEqual(
    expect.arrayContaining(others.map(({ id }) => ({ id, submissions: null, views: null, conversionRate: null }))),
  )
  expect(body.data).toMatchObject({ websiteAnalytics: { formSubmissions: null } })
  expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['VENDOR_BAD_RESPONSE', 'VENDOR_BAD_RESPONSE'])
})

test('an account that does not say its time zone has all its money', async () => {
  const state = await world.hubspot.state()
  const { timeZone: _, ...account } = state.account
  await world.hubspot.fault({ match: 'account-info/v3/details', body: account, times: -1 })

  expect(await world.data(crmDocument)).toEqual({
    crmSummary: expectedCrmSummary(state),
    dealPipelines: expectedDealPipelines(state),
  })
})

test.each([
  ['counts seats first', [{ name: 'seats', usageLimit: 5, currentUsage: 5 }], { limit: 250_000, used: 10 }, 'OK'],
  ['has a limit of nothing', [], null, 'OK'],
])('the budget of the day is that of calls where the usage %s', async (_, before, budget, expectedState) => {
  const calls = { name: 'private-apps-api-calls-daily', usageLimit: budget ? 250_000 : 0, currentUsage: 10 }
  await world.hubspot.fault({ match: 'api-usage/daily', body: { results: [...before, calls] }, times: -1 })
  const { vendorStatus } = await world.data<{ vendorStatus: { vendor: string }[] }>(
    '{ vendorStatus { vendor state message budget { limit used } } }',
  )

  expect(vendorStatus.find(({ vendor }) => vendor === 'HUBSPOT')).toEqual({
    vendor: 'HUBSPOT',
    state: expectedState,
    message: null,
    budget,
  })
})

test.each([
  ['pageViews', 900],
  ['formSubmissions', 900],
  ['totalContacts', 300],
  ['pageViews newContacts', 300],
  ['', 300],
])('figures of %j say for how long the part that is asked for anew first counts as fresh', async (figures, seconds) => {
  const { websiteAnalytics } = await world.data<{ websiteAnalytics: object }>(
    `{ websiteAnalytics { ${figures} freshness { maxAgeSeconds stale } } }`,
  )

  expect(websiteAnalytics).toMatchObject({ freshness: { maxAgeSeconds: seconds, stale: false } })
})
