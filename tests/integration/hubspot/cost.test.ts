import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { countHubSpotCalls, hubspotCallWords, mostSearchesInASecond } from '../../support/hubspot-calls.ts'
import { quickSalesDocument, salesPageDocument, websitePageDocument } from '../../support/sales-page-document.ts'
import { fixedWorld, startGateway, startWorld, type Gateway, type World } from '../../support/world.ts'

describe('a usual account', () => {
  let world: World
  let gateway: Gateway

  beforeAll(async () => {
    world = await startWorld({ scale: 1, limits: false })
  })
  afterAll(() => world.close())
  beforeEach(async () => {
    await world.hubspot.clearRequests()
    gateway = await startGateway(world.simulators)
  })
  afterEach(() => gateway.close())

  const calls = async () => countHubSpotCalls(await world.hubspot.requests())

  test('costs the Sales page six calls and one per 100 deals, and none once it is known', async () => {
    await gateway.data(salesPageDocument)
    const cold = await calls()
    await world.hubspot.clearRequests()
    await gateway.data(salesPageDocument)

    expect(cold).toEqual({
      account: 1,
      pipelines: 1,
      deals: 3,
      'search:contacts': 2,
      'search:companies': 1,
      'search:deals': 1,
    })
    expect(await calls()).toEqual({})
  })

  test('has its deals paged once for summary, board, list and fifty people', async () => {
    await Promise.all(
      [
        '{ crmSummary { deals } }',
        '{ dealPipelines { totalDeals } }',
        '{ deals(first: 1) { totalCount } }',
        ...Array.from({ length: 50 }, () => '{ crmSummary { openDealValue { amount } } }'),
      ].map((document) => gateway.data(document)),
    )

    expect(await calls()).toMatchObject({ deals: 3, pipelines: 1, account: 1 })
  })

  test('does not have its deals read for counts of contacts and companies', async () => {
    await gateway.data(quickSalesDocument)

    expect(await calls()).toEqual({ 'search:contacts': 2, 'search:companies': 1 })
  })

  test('has one question of recent contacts for everybody, however many they want', async () => {
    const lists = await Promise.all(
      [1, 7, 100].map((first) =>
        gateway.data<{ recentContacts: object[] }>(`{ recentContacts(first: ${first}) { id } }`),
      ),
    )

    expect(lists.map(({ recentContacts }) => recentContacts.length)).toEqual([1, 7, 100])
    expect(hubspotCallWords(await world.hubspot.requests())).toEqual(['search:contacts'])
  })

  test.each([0, 101, -1])('is not asked for %i recent contacts', async (first) => {
    const { body } = await gateway.query(`{ recentContacts(first: ${first}) { id } }`)

    expect(body.errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual([
      [`first must be from 1 to 100; it is ${first}.`, 'BAD_USER_INPUT'],
    ])
    expect(await calls()).toEqual({})
  })

  test('costs the Website page six calls, and none once it is known', async () => {
    await gateway.data(websitePageDocument)
    const cold = await calls()
    await world.hubspot.clearRequests()
    await gateway.data(websitePageDocument)

    expect(cold).toEqual({ 'report:totals': 1, 'report:sources': 1, 'report:forms': 1, forms: 1, 'search:contacts': 2 })
    expect(await calls()).toEqual({})
  })

  test('is asked again for what is refreshed, and for nothing else', async () => {
    const refresh = (scope: string) => gateway.data(`mutation { refresh(input: { scope: ${scope} }) { refreshedAt } }`)
    await Promise.all([gateway.data(salesPageDocument), gateway.data(websitePageDocument)])
    await refresh('SERVICE_DESK')
    await world.hubspot.clearRequests()
    await Promise.all([gateway.data(salesPageDocument), gateway.data(websitePageDocument)])
    const unasked = await calls()
    await refresh('WEBSITE')
    await gateway.data(websitePageDocument)
    const website = await calls()
    await world.hubspot.clearRequests()
    await refresh('SALES')
    await gateway.data(salesPageDocument)
    const sales = await calls()

    expect(unasked).toEqual({})
    expect(website).toMatchObject({ 'report:totals': 1, forms: 1 })
    expect(Object.keys(website)).not.toContain('deals')
    expect(sales).toMatchObject({ deals: 3, pipelines: 1 })
  })

  test('gives one token per person for hours', async () => {
    const widget = () => gateway.data<{ chatWidget: Record<string, string> }>('{ chatWidget { identificationToken } }')
    const [one, other] = [await widget(), await widget()]
    await world.advanceClock(11 * 3_600_000)
    // The sign-in of the first caller is over by then, so a gateway that knows the clock is asked by somebody new.
    expect(one).toEqual(other)
    expect(await calls()).toEqual({ visitor: 1 })
  })
})

describe('an account with its limits', () => {
  test('never sees more than four searches in a second, repeats included', async () => {
    const world = await startWorld({ ...fixedWorld, scale: 0.2, latencyMs: 20 })
    try {
      await world.hubspot.fault({ match: 'POST .*/search', status: 500, times: 4, body: { status: 'error' } })
      const months = ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03']
      await Promise.all([
        world.query(salesPageDocument),
        ...months.map((month) =>
          world.query(
            `{ websiteAnalytics(range: { from: "${month}-01", to: "${month}-17" }) { newContacts totalContacts } }`,
          ),
        ),
      ])
      const requests = await world.hubspot.requests()
      const searches = requests.filter(({ path }) => path.endsWith('/search'))

      expect(searches.length).toBeGreaterThanOrEqual(16)
      expect(mostSearchesInASecond(requests)).toBeLessThanOrEqual(4)
      expect(requests.filter(({ status }) => status === 429)).toEqual([])
    } finally {
      await world.close()
    }
  })
})

describe('3,000 deals at 150 ms a call', () => {
  let world: World

  beforeAll(async () => {
    world = await startWorld({ scale: 10.4, latencyMs: 150 })
  })
  afterAll(() => world.close())

  const calls = async () => countHubSpotCalls(await world.hubspot.requests())

  // How long that takes is measured by `npm run bench -- sales-page`.
  test('show what needs no deals while those are read, and how far the rest is', async () => {
    const all = world.data<{ crmSummary: { deals: number } }>(salesPageDocument)
    await world.data(quickSalesDocument)
    const dealsAskedFor = (await calls())['deals'] ?? 0
    const seen: { read: number; total: number | null; isDone: boolean }[] = []
    while (!(await Promise.race([all.then(() => true), sleep(20, false)]))) {
      const { dealsProgress } = await world.data<{ dealsProgress: (typeof seen)[number] }>(
        '{ dealsProgress { read total isDone } }',
      )
      seen.push(dealsProgress)
    }
    const { crmSummary } = await all
    const after = await world.data<{ dealsProgress: object }>('{ dealsProgress { read total isDone } }')
    const reads = seen.map(({ read }) => read)

    expect(crmSummary.deals).toBeGreaterThanOrEqual(3_000)
    expect(dealsAskedFor).toBeLessThan(crmSummary.deals / 100)
    expect(new Set(reads).size).toBeGreaterThan(5)
    expect(reads).toEqual(reads.toSorted((a, b) => a - b))
    expect(seen.some(({ read, total, isDone }) => !isDone && total === crmSummary.deals && read < total)).toBe(true)
    expect(after.dealsProgress).toEqual({ read: crmSummary.deals, total: crmSummary.deals, isDone: true })
    const requests = await world.hubspot.requests()
    expect(requests.length).toBeLessThanOrEqual(6 + Math.ceil(crmSummary.deals / 100))
    expect(mostSearchesInASecond(requests)).toBeLessThanOrEqual(4)
  })
})
