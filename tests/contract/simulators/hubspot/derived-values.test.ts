import { afterEach, expect, test } from 'vitest'
import { startSmallHubSpot, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
afterEach(() => hubspot.close())

const dealOf = (id: string) => hubspot.world().deals.find((deal) => deal.id === id)
const euros = () =>
  hubspot.world().deals.find(({ properties }) => properties['deal_currency_code'] === 'EUR' && properties['amount'])!

test('a deal’s worth in the account’s currency follows its amount', async () => {
  hubspot = await startSmallHubSpot()
  const { id } = euros()
  await hubspot.records({ collection: 'deals', upsert: { id, properties: { amount: '1000' } } })

  expect(dealOf(id)?.properties['amount_in_home_currency']).toBe('1084.2')
  await hubspot.records({ collection: 'deals', upsert: { id, properties: { deal_currency_code: 'USD' } } })
  expect(dealOf(id)?.properties['amount_in_home_currency']).toBe('1000')
  await hubspot.records({ collection: 'deals', upsert: { id, properties: { amount: '' } } })
  expect(dealOf(id)?.properties['amount_in_home_currency']).toBeNull()
})

test('a worth that is given with the amount stays, one that is only sent back does not', async () => {
  hubspot = await startSmallHubSpot()
  const { id, properties } = euros()
  const sentBack = { ...properties, amount: '1000' }
  await hubspot.records({ collection: 'deals', upsert: { id, properties: sentBack } })
  expect(dealOf(id)?.properties['amount_in_home_currency']).toBe('1084.2')

  const given = { amount: '1000', amount_in_home_currency: '7' }
  await hubspot.records({ collection: 'deals', upsert: { id, properties: given } })
  expect(dealOf(id)?.properties['amount_in_home_currency']).toBe('7')
})

test('a deal whose stage is deleted is won no longer', async () => {
  hubspot = await startSmallHubSpot()
  const won = hubspot.world().deals.find(({ properties }) => properties['dealstage'] === 'closedwon')!
  const stages = hubspot.world().pipelines.find(({ id }) => id === 'default')!.stages
  const rest = stages.filter(({ id }) => id !== 'closedwon')
  await hubspot.records({ collection: 'pipelines', upsert: { id: 'default', stages: rest } })

  expect(dealOf(won.id)?.properties).toMatchObject({
    hs_is_closed: 'false',
    hs_is_closed_won: 'false',
    hs_deal_stage_probability: null,
  })
})

test('a record that is written again has left the recycle bin, with what it had', async () => {
  hubspot = await startSmallHubSpot()
  const contact = hubspot.world().contacts[5]!
  await hubspot.records({ collection: 'contacts', delete: contact.id })
  const archived = await hubspot.get(`/crm/v3/objects/contacts/${contact.id}?archived=true`)
  expect([archived.status, archived.body.archived]).toEqual([200, true])

  await hubspot.records({ collection: 'contacts', upsert: { id: contact.id, properties: { firstname: 'Back' } } })
  expect(hubspot.world().archived.contacts.some(({ id }) => id === contact.id)).toBe(false)
  const back = hubspot.world().contacts.find(({ id }) => id === contact.id)
  expect(back).toMatchObject({ archived: false, createdAt: contact.createdAt })
  expect(back?.properties).toEqual({
    ...contact.properties,
    firstname: 'Back',
    lastmodifieddate: expect.any(String),
  })
  expect((await hubspot.get(`/crm/v3/objects/contacts/${contact.id}?archived=true`)).status).toBe(404)
})
