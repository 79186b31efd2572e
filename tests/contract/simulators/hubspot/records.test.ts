import { afterEach, describe, expect, test } from 'vitest'
import { start, startSmallHubSpot, type Json, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
afterEach(() => hubspot.close())

const search = async (type: string) => (await hubspot.post(`/crm/v3/objects/${type}/search`, { limit: 1 })).body.total

describe('a person in HubSpot’s own screen', () => {
  test('makes a record with an id of its own', async () => {
    hubspot = await startSmallHubSpot()
    const before = hubspot.world().contacts.length
    const { body } = await hubspot.records({ collection: 'contacts', upsert: { properties: { firstname: 'New' } } })
    const made = hubspot.world().contacts.find(({ id }) => id === body.upserted[0].id)

    expect(hubspot.world().contacts.length).toBe(before + 1)
    expect(Date.parse(made?.createdAt ?? '')).toBeGreaterThanOrEqual(start - 1_000)
    expect(made?.properties).toMatchObject({ firstname: 'New', hs_object_id: made?.id })
  })

  test('changes one property and leaves the others', async () => {
    hubspot = await startSmallHubSpot()
    const [deal] = hubspot.world().deals
    await hubspot.records({ collection: 'deals', upsert: { id: deal!.id, properties: { amount: '7.5' } } })
    const after = hubspot.world().deals[0]!

    expect(after.properties).toMatchObject({ amount: '7.5', dealname: deal!.properties['dealname'] })
    expect(Date.parse(after.updatedAt)).toBeGreaterThanOrEqual(start - 1_000)
  })

  test('wins a deal by moving it', async () => {
    hubspot = await startSmallHubSpot()
    const [deal] = hubspot.world().deals
    const properties = { pipeline: 'default', dealstage: 'closedwon' }
    await hubspot.records({ collection: 'deals', upsert: { id: deal!.id, properties } })

    expect(hubspot.world().deals[0]?.properties).toMatchObject({ hs_is_closed: 'true', hs_is_closed_won: 'true' })
  })

  test('puts a record into the recycle bin', async () => {
    hubspot = await startSmallHubSpot()
    const [deal] = hubspot.world().deals
    await hubspot.records({ collection: 'deals', delete: deal!.id })

    expect(hubspot.world().deals.some(({ id }) => id === deal!.id)).toBe(false)
    expect(hubspot.world().archived.deals.some(({ id }) => id === deal!.id)).toBe(true)
  })

  test('finds what is in the recycle bin in a list of its own, page by page', async () => {
    hubspot = await startSmallHubSpot()
    const alreadyGone = hubspot.world().archived.deals.map(({ id }) => id)
    const deleted = hubspot.world().deals.flatMap(({ id }, index) => (index % 9 === 0 ? [id] : []))
    // Not in the order of their ids.
    await hubspot.records({ collection: 'deals', delete: deleted.toReversed() })
    const listed: Json[] = []
    for (let after: string | undefined = '0'; after !== undefined;) {
      const { body } = await hubspot.get(`/crm/v3/objects/deals?archived=true&limit=3&after=${after}`)
      listed.push(...body.results)
      after = body.paging?.next.after
    }

    expect(listed.map(({ id }) => id)).toEqual([...alreadyGone, ...deleted].toSorted((a, b) => Number(a) - Number(b)))
    for (const { id, archived, archivedAt } of listed) {
      expect(archived).toBe(true)
      if (deleted.includes(id)) expect(Date.parse(archivedAt)).toBeGreaterThanOrEqual(start - 1_000)
    }
    expect(await search('deals')).toBe(hubspot.world().deals.length)
  })

  test('deletes a pipeline and changes the account', async () => {
    hubspot = await startSmallHubSpot()
    await hubspot.records({ collection: 'pipelines', delete: '94110276' })
    await hubspot.records({ collection: 'account', upsert: { companyCurrency: 'EUR' } })

    expect(hubspot.world().pipelines.map(({ id }) => id)).not.toContain('94110276')
    expect((await hubspot.get('/account-info/2026-03/details')).body.companyCurrency).toBe('EUR')
  })

  test.each([
    { collection: 'nonsense', upsert: {} },
    { collection: 'deals', delete: '1' },
    { collection: 'deals', upsert: { properties: { amount: 5 } } },
    { collection: 'deals', upsert: { id: 'abc' } },
  ])('cannot do %j', async (change) => {
    hubspot = await startSmallHubSpot()
    const before = structuredClone(hubspot.world())

    expect((await hubspot.records(change)).status).toBe(400)
    expect(hubspot.world()).toEqual(before)
  })
})

test('search learns of a change only after its lag, a list at once', async () => {
  hubspot = await startSmallHubSpot({ searchLagMs: 10_000 })
  const before = await search('companies')
  await hubspot.records({ collection: 'companies', upsert: { properties: { name: 'New Ltd' } } })
  const [company] = hubspot.world().companies
  await hubspot.records({ collection: 'companies', upsert: { id: company!.id, properties: { name: 'Renamed' } } })
  const listed = await hubspot.get('/crm/v3/objects/companies?limit=1&properties=name')
  const found = await hubspot.post('/crm/v3/objects/companies/search', {
    filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'EQ', value: company!.id }] }],
    properties: ['name'],
  })

  expect(await search('companies')).toBe(before)
  expect(listed.body.results[0].properties.name).toBe('Renamed')
  expect(found.body.results[0].properties.name).toBe(company!.properties['name'])
  hubspot.clock.advance(10_001)
  expect(await search('companies')).toBe(before + 1)
})

test('search finds a deleted record until its lag is over, a list does not', async () => {
  hubspot = await startSmallHubSpot({ searchLagMs: 10_000 })
  const before = await search('deals')
  const { id } = hubspot.world().deals[0]!
  await hubspot.records({ collection: 'deals', delete: id })

  expect(await search('deals')).toBe(before)
  expect((await hubspot.get('/crm/v3/objects/deals?limit=1')).body.results[0].id).not.toBe(id)
  hubspot.clock.advance(10_001)
  expect(await search('deals')).toBe(before - 1)
})

test('a reset brings back the records of the seed', async () => {
  hubspot = await startSmallHubSpot()
  const before = structuredClone(hubspot.world())
  await hubspot.records({ collection: 'contacts', delete: before.contacts[0]!.id })
  await hubspot.post('/__sim/reset', {})

  expect(hubspot.world()).toEqual(before)
})
