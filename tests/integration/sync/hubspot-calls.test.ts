import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countHubSpotCalls } from '../../support/hubspot-calls.ts'
import { createRandom } from '../../support/random.ts'
import { startWorld, type World } from '../../support/world.ts'

const salesDocument = `{
  crmSummary { companies deals totalDealValue { amount } }
  dealPipelines { totalDeals }
  deals(first: 20) { totalCount nodes { name } }
}`
const countsDocument = '{ crmSummary { companies deals } }'

let world: World
afterEach(() => world.close())

const refresh = () => world.data('mutation { refresh(input: { scope: SALES }) { refreshedAt } }')
const calls = async () => countHubSpotCalls(await world.hubspot.requests())

/** Calls for the records of one object type, whatever the endpoint. */
async function callsFor(type: 'deals' | 'companies'): Promise<number> {
  const counted = await calls()
  return (counted[type] ?? 0) + (counted[`search:${type}`] ?? 0)
}

test('the list of deals that the first question reads is also the initial load', async () => {
  world = await startWorld({ sync: true, limits: false, scale: 1 })
  const { deals } = await world.hubspot.state()

  expect(deals.length).toBeGreaterThan(200)
  expect((await calls())['deals']).toBe(Math.ceil(deals.length / 100))
})

describe('a usual account', () => {
  beforeEach(async () => {
    world = await startWorld({ sync: true, limits: false })
    // The first delta after the initial load reads the recycle bin.
    await world.advanceClock(61_000)
    await refresh()
    await world.data(salesDocument)
    await world.hubspot.clearRequests()
  })

  test('summary, board and list cost no call', async () => {
    const { headers } = await world.query(salesDocument)

    expect(headers.get('x-vendor-calls')).toBe('0')
    expect(await calls()).toEqual({})
  })

  test('a refresh after edits, arrivals and archived records is at most two calls per object type', async () => {
    const { deals, companies } = await world.hubspot.state()
    const [first, ...others] = createRandom(1).shuffle(deals).slice(0, 21)
    await world.hubspot.records('deals', {
      upsert: others.map(({ id }) => ({ id, properties: { dealname: 'Edited', amount: '5' } })),
    })
    await world.hubspot.records('deals', { delete: first!.id })
    await world.hubspot.records('companies', { upsert: { properties: { name: 'New' } } })
    await world.hubspot.records('companies', { delete: companies[0]!.id })
    await refresh()
    const { deals: found } = await world.data<{ deals: { totalCount: number } }>(
      '{ deals(filter: { text: "Edited" }) { totalCount } }',
    )

    expect(found.totalCount).toBe(20)
    expect(await callsFor('deals')).toBeLessThanOrEqual(2)
    expect(await callsFor('companies')).toBeLessThanOrEqual(2)
    expect(await calls()).toMatchObject({ pipelines: 1, account: 1 })
  })

  test('an hour in which nothing changes costs about one call a minute per object type', async () => {
    for (let minute = 0; minute < 60; minute++) {
      await world.advanceClock(60_000)
      await world.data(countsDocument)
      await expect.poll(() => callsFor('deals')).toBeGreaterThan(minute)
      await expect.poll(() => callsFor('companies')).toBeGreaterThan(minute)
    }

    expect(await callsFor('deals')).toBeLessThanOrEqual(62)
    expect(await callsFor('companies')).toBeLessThanOrEqual(62)
    const { pipelines = 0, account = 0 } = await calls()
    expect(pipelines).toBeLessThanOrEqual(3)
    expect(account).toBeLessThanOrEqual(3)
  })

  test('pipelines are read again within half an hour of questions', async () => {
    const { pipelines } = await world.hubspot.state()
    await world.hubspot.records('pipelines', { upsert: { id: pipelines[0]!.id, label: 'Another name' } })
    await world.advanceClock(31 * 60_000)
    const names = async () =>
      (await world.data<{ dealPipelines: { name: string }[] }>('{ dealPipelines { name } }')).dealPipelines.map(
        ({ name }) => name,
      )

    await expect.poll(names).toContain('Another name')
  })

  test('everything is listed again within a day of questions', async () => {
    await world.advanceClock(21 * 3_600_000)
    await world.data(countsDocument)
    const listed = async (type: string) =>
      (await world.hubspot.requests()).some(
        ({ path, query }) => path.endsWith(`/objects/${type}`) && !query.includes('archived=true'),
      )

    await expect.poll(() => listed('deals')).toBe(true)
    await expect.poll(() => listed('companies')).toBe(true)
  })

  test('nothing is asked while there is no question', async () => {
    await world.advanceClock(3_600_000)
    // A few looks for work later.
    await new Promise((resolve) => setTimeout(resolve, 2_500))

    expect(await calls()).toEqual({})
  })
})

test.each([
  ['counts on', undefined],
  ['stops counting', 10_000],
])('more than 10,000 deals modified in one millisecond are all seen by a search that %s there', async (_, cap) => {
  const hubspot = cap === undefined ? {} : { searchTotalCap: cap }
  world = await startWorld({ scale: 0.1, sync: true, limits: false, hubspot })
  const { deals } = await world.hubspot.state()
  const rows = Array.from({ length: 10_500 }, (_, index) => ({
    properties: { dealname: `Imported ${index}`, amount: '1', pipeline: 'default', dealstage: 'qualifiedtobuy' },
  }))
  await world.hubspot.records('deals', { upsert: rows })
  await world.advanceClock(1_000)
  await world.hubspot.records('deals', { upsert: { id: deals[0]!.id, properties: { dealname: 'Edited behind' } } })
  await world.hubspot.clearRequests()
  await refresh()
  const found = await world.data<Record<'all' | 'imported' | 'behind', { totalCount: number }>>(`{
    all: deals(first: 1) { totalCount }
    imported: deals(first: 1, filter: { text: "Imported" }) { totalCount }
    behind: deals(first: 1, filter: { text: "Edited behind" }) { totalCount }
  }`)

  expect(found).toEqual({
    all: { totalCount: deals.length + 10_500 },
    imported: { totalCount: 10_500 },
    behind: { totalCount: 1 },
  })
  // 200 a page, and a few looks around.
  expect(await callsFor('deals')).toBeLessThanOrEqual(10_500 / 200 + 6)

  // The import is not read again for as long as it stays the last change.
  await world.advanceClock(10 * 60_000)
  await refresh()
  await world.hubspot.clearRequests()
  await world.advanceClock(61_000)
  await refresh()
  expect(await callsFor('deals')).toBeLessThanOrEqual(2)

  await world.hubspot.records('deals', { delete: deals[0]!.id })
  await refresh()
  expect(await world.data('{ crmSummary { deals } }')).toEqual({ crmSummary: { deals: deals.length + 10_499 } })
})
