import { Client } from '@hubspot/api-client'
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSmallHubSpot, type Json, type SmallHubSpot } from './small-hubspot.ts'

// HubSpot's own client, over the generated world: every call the gateway makes.
let hubspot: SmallHubSpot
let client: Client

const connect = (accessToken: string, retries?: number) =>
  new Client({
    accessToken,
    basePath: hubspot.url,
    ...(retries === undefined ? {} : { numberOfApiCallRetries: retries }),
  })

beforeAll(async () => {
  hubspot = await startSmallHubSpot({ limits: true })
  client = connect(hubspot.token)
})
afterAll(() => hubspot.close())

const rest = () => hubspot.clock.advance(10_001)
const json = async (method: string, path: string, qs: Record<string, string>) =>
  (await (await client.apiRequest({ method, path, qs })).json()) as Json

test('lists deals page by page', async () => {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await client.crm.deals.basicApi.getPage(
      100,
      after,
      ['amount', 'dealstage'],
      undefined,
      undefined,
      false,
    )
    ids.push(...page.results.map(({ id }) => id))
    after = page.paging?.next?.after
  } while (after)

  expect(ids).toEqual(hubspot.world().deals.map(({ id }) => id))
})

test('lists owners page by page, and those that have left apart', async () => {
  const { owners } = hubspot.world()
  const first = await client.crm.owners.ownersApi.getPage(undefined, undefined, 2)
  const rest = await client.crm.owners.ownersApi.getPage(undefined, first.paging?.next?.after)
  const gone = await client.crm.owners.ownersApi.getPage(undefined, undefined, undefined, true)
  const email = owners[1]!.email
  const found = await client.crm.owners.ownersApi.getPage(email)

  expect([...first.results, ...rest.results].map(({ id }) => id)).toEqual(
    owners.filter(({ archived }) => !archived).map(({ id }) => id),
  )
  expect(gone.results.map(({ id, archived }) => [id, archived])).toEqual([[owners.at(-1)!.id, true]])
  expect(found.results.map((owner) => owner.email)).toEqual([email])
})

test('lists contacts with their companies', async () => {
  const page = await client.crm.contacts.basicApi.getPage(3, undefined, ['firstname'], undefined, ['companies'], false)

  expect(page.results[0]?.associations?.['companies']?.results.length).toBe(2)
  expect(page.results[0]?.createdAt).toEqual(new Date(hubspot.world().contacts[0]!.createdAt))
})

test('counts by search', async () => {
  rest()
  const [contacts, companies, deals] = [
    await client.crm.contacts.searchApi.doSearch({ limit: 1 }),
    await client.crm.companies.searchApi.doSearch({ limit: 1 }),
    await client.crm.deals.searchApi.doSearch({ limit: 1 }),
  ]
  const world = hubspot.world()

  expect([contacts.total, companies.total, deals.total]).toEqual([
    world.contacts.length,
    world.companies.length,
    world.deals.length,
  ])
})

test('finds the newest contacts and those created since', async () => {
  rest()
  const since = Date.parse('2026-03-01T05:00:00Z')
  const found = await client.crm.contacts.searchApi.doSearch({
    filterGroups: [
      { filters: [{ propertyName: 'createdate', operator: FilterOperatorEnum.Gte, value: String(since) }] },
    ],
    sorts: [{ propertyName: 'createdate', direction: 'DESCENDING' }] as never,
    properties: ['email'],
    limit: 100,
  })
  const dates = found.results.map(({ properties }) => Date.parse(properties['createdate'] ?? ''))

  expect(found.total).toBe(
    hubspot.world().contacts.filter(({ properties }) => Date.parse(properties['createdate'] ?? '') >= since).length,
  )
  expect(dates).toEqual(dates.toSorted((a, b) => b - a))
})

test('reads a batch, and tells what is missing', async () => {
  const { deals } = hubspot.world()
  const batch = await client.crm.deals.batchApi.read({
    inputs: [{ id: deals[0]!.id }, { id: '1' }],
    properties: ['amount'],
    propertiesWithHistory: [],
  })

  expect(batch.results.map(({ id }) => id)).toEqual([deals[0]!.id])
  expect(batch).toMatchObject({ status: 'COMPLETE', numErrors: 1 })
})

test('lists pipelines and forms', async () => {
  const pipelines = await client.crm.pipelines.pipelinesApi.getAll('deals')
  // Its own forms client cannot read a list of several kinds back (its union of kinds has no type): the wire is asked.
  const forms = await json('GET', '/marketing/v3/forms/', { formTypes: 'all', limit: '100' })

  expect(pipelines.results.map(({ id }) => id)).toEqual(hubspot.world().pipelines.map(({ id }) => id))
  expect(forms.results.length).toBe(hubspot.world().forms.filter(({ archived }) => !archived).length)
})

test('asks for reports, submissions, the account and what it has used', async () => {
  const [form] = hubspot.world().forms
  const report = await json('GET', '/analytics/v2/reports/totals/total', { start: '20260301', end: '20260318' })
  const submissions = await json('GET', `/form-integrations/v1/submissions/forms/${form!.id}`, { limit: '50' })
  const account = await json('GET', '/account-info/v3/details', {})
  const usage = await json('GET', '/account-info/v3/api-usage/daily/private-apps', {})

  expect(report.totals.visits).toBeGreaterThan(0)
  expect(submissions.results.length).toBe(50)
  expect(account).toEqual(hubspot.world().account)
  expect(usage.results[0].currentUsage).toBeGreaterThan(0)
})

test('gets a token for a visitor', async () => {
  const { token } = await client.conversations.visitorIdentification.generateApi.generateToken({
    email: 'ann@msp.example',
  })

  expect(token.split('.').length).toBe(3)
})

describe('its errors', () => {
  test('read as its own', async () => {
    const stranger = connect('pat-na1-somebody-else')
    const refused = stranger.crm.deals.basicApi.getPage(1)

    await expect(refused).rejects.toMatchObject({ code: 401, body: { category: 'INVALID_AUTHENTICATION' } })
    await expect(client.crm.deals.basicApi.getById('1')).rejects.toMatchObject({ code: 404 })
  })

  test('a search too many is waited out by its own rule', async () => {
    const patient = connect(hubspot.token, 3)
    rest()
    const begun = Date.now()
    for (let asked = 0; asked < 6; asked++) await patient.crm.deals.searchApi.doSearch({ limit: 1 })

    expect(Date.now() - begun).toBeGreaterThan(900)
  })
})
