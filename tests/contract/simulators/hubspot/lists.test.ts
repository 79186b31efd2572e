import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSmallHubSpot, type Json, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
beforeAll(async () => {
  hubspot = await startSmallHubSpot()
})
afterAll(() => hubspot.close())

const idsOf = (answer: { body: { results: { id: string }[] } }) => answer.body.results.map(({ id }) => id)

describe('a list', () => {
  test('comes by ascending id, page by page, until there is no further page', async () => {
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 20; page++) {
      const answer = await hubspot.get(`/crm/v3/objects/deals?limit=50${after}`)
      seen.push(...idsOf(answer))
      if (!answer.body.paging) break
      after = `&after=${answer.body.paging.next.after}`
    }

    expect(seen).toEqual(hubspot.world().deals.map(({ id }) => id))
    expect(seen).toEqual(seen.toSorted((a, b) => Number(a) - Number(b)))
  })

  test('has 10 rows unless asked for more, and 100 at most', async () => {
    expect(idsOf(await hubspot.get('/crm/v3/objects/contacts')).length).toBe(10)
    expect(idsOf(await hubspot.get('/crm/v3/objects/contacts?limit=100')).length).toBe(100)
    expect((await hubspot.get('/crm/v3/objects/contacts?limit=101')).status).toBe(400)
  })

  test.each([
    '/crm/v3/objects/deals',
    '/crm/v3/objects/0-3',
    '/crm/objects/2026-03/deals',
    '/crm/objects/2026-09/0-3/',
    '/crm/v3/objects/deals/',
  ])('is at %s', async (path) => {
    expect((await hubspot.get(`${path}?limit=1`)).body.results[0].id).toBe(hubspot.world().deals[0]?.id)
  })

  test('leaves out what is in the recycle bin, or has nothing else', async () => {
    const { archived } = hubspot.world()
    const answer = await hubspot.get('/crm/v3/objects/contacts?archived=true&limit=100')

    expect(archived.contacts.length).toBeGreaterThan(0)
    expect(idsOf(answer)).toEqual(archived.contacts.map(({ id }) => id))
  })
})

describe('properties', () => {
  test('may be joined by commas, repeated, or both', async () => {
    const [first] = hubspot.world().deals
    const joined = await hubspot.get('/crm/v3/objects/deals?limit=1&properties=amount,dealname')
    const repeated = await hubspot.get('/crm/v3/objects/deals?limit=1&properties=amount&properties=dealname')

    expect(joined.body).toEqual(repeated.body)
    expect(joined.body.results[0].properties).toEqual({
      amount: first?.properties['amount'],
      createdate: first?.properties['createdate'],
      dealname: first?.properties['dealname'],
      hs_lastmodifieddate: first?.properties['hs_lastmodifieddate'],
      hs_object_id: first?.id,
    })
  })

  test('come sorted by name', async () => {
    const names = Object.keys((await hubspot.get('/crm/v3/objects/contacts?limit=1')).body.results[0].properties)

    expect(names).toEqual(['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'])
  })

  test('that do not exist are left out without a word, those that are not set are null', async () => {
    const { properties } = (await hubspot.get('/crm/v3/objects/deals?limit=1&properties=nonsense,hs_closed_amount'))
      .body.results[0]

    expect(properties).not.toHaveProperty('nonsense')
    expect(properties.hs_closed_amount).toBe(null)
  })

  test('are text or null, never a number', async () => {
    const all = 'amount,hs_is_closed,hs_deal_stage_probability,closedate,amount_in_home_currency'
    const { results } = (await hubspot.get(`/crm/v3/objects/deals?limit=100&properties=${all}`)).body
    const types = new Set(results.flatMap((deal: Json) => Object.values(deal.properties).map((value) => typeof value)))

    expect(types).toEqual(new Set(['object', 'string']))
  })
})

test('an associated company comes twice, with and without its label', async () => {
  const { results } = (await hubspot.get('/crm/v3/objects/contacts?limit=1&associations=companies')).body
  const ids = results[0].associations.companies.results.map(({ id }: { id: string }) => id)

  expect(new Set(ids).size).toBe(1)
  expect(ids.length).toBe(2)
})

test('a batch has what exists, with 207 when some do not', async () => {
  const [deal] = hubspot.world().deals
  const ask = (...ids: string[]) =>
    hubspot.post('/crm/v3/objects/deals/batch/read', { inputs: ids.map((id) => ({ id })), properties: ['dealname'] })
  const whole = await ask(deal!.id, deal!.id)
  const part = await ask('1', deal!.id)

  expect([whole.status, idsOf(whole)]).toEqual([200, [deal!.id]])
  expect([part.status, idsOf(part), part.body.numErrors]).toEqual([207, [deal!.id], 1])
  expect((await ask(...Array.from({ length: 101 }, (_, index) => String(index)))).status).toBe(400)
})

test('one record by its id: 404 says two things, an unknown address a page in HTML', async () => {
  const [deal] = hubspot.world().deals
  const answers = await Promise.all(['1', 'abc', deal!.id].map((id) => hubspot.get(`/crm/v3/objects/deals/${id}`)))
  const nowhere = await hubspot.get('/crm/v3/nowhere')

  expect(answers.map(({ status, body }) => [status, body.message ?? body.id])).toEqual([
    [404, 'resource not found'],
    [404, 'Object not found.  objectId are usually numeric.'],
    [200, deal!.id],
  ])
  expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/html;charset=utf-8'])
})

test('pipelines come in no order, with text where one expects numbers', async () => {
  const { results } = (await hubspot.get('/crm/v3/pipelines/deals')).body
  const orders = results.map(({ displayOrder }: { displayOrder: number }) => displayOrder)

  expect(orders).not.toEqual(orders.toSorted())
  expect(results[0].stages[0].metadata).toEqual({ isClosed: 'false', probability: '0.2' })
})
