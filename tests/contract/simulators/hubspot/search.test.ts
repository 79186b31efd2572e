import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CrmRecord } from '../../../../simulators/hubspot/world.ts'
import { start, startSmallHubSpot, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
beforeAll(async () => {
  hubspot = await startSmallHubSpot({ scale: 1 })
})
afterAll(() => hubspot.close())

const search = (body: unknown, type = 'contacts') => hubspot.post(`/crm/v3/objects/${type}/search`, body)
const filtered = (filter: object, type?: string) => search({ filterGroups: [{ filters: [filter] }], limit: 200 }, type)
const count = (of: (record: CrmRecord) => boolean, type: 'contacts' | 'deals' = 'contacts') =>
  hubspot.world()[type].filter(of).length
const created = ({ properties }: CrmRecord) => Date.parse(properties['createdate'] ?? '')

test('an empty question is answered: ten of all, the oldest first', async () => {
  const { status, body } = await search({})
  const dates = body.results.map(({ properties }: CrmRecord) => Date.parse(properties['createdate'] ?? ''))

  expect([status, body.total, body.results.length]).toEqual([200, hubspot.world().contacts.length, 10])
  expect(dates).toEqual(dates.toSorted())
})

test('the newest first, page by page, an offset as cursor and none on the last page', async () => {
  const sorts = [{ propertyName: 'createdate', direction: 'DESCENDING' }]
  const seen: string[] = []
  let after: string | undefined
  do {
    const { body } = await search({ sorts, limit: 200, ...(after && { after }) })
    seen.push(...body.results.map(({ id }: CrmRecord) => id))
    after = body.paging?.next.after
  } while (after)

  expect(new Set(seen)).toEqual(new Set(hubspot.world().contacts.map(({ id }) => id)))
  expect(seen.length).toBe(hubspot.world().contacts.length)
})

const since = start - 30 * 86_400_000

describe.each([String(since), new Date(since).toISOString()])('the instant %s', (value) => {
  test.each([
    ['GTE', (at: number) => at >= since],
    ['GT', (at: number) => at > since],
    ['LT', (at: number) => at < since],
    ['LTE', (at: number) => at <= since],
  ])('and %s', async (operator, holds) => {
    const { body } = await filtered({ propertyName: 'createdate', operator, value })

    expect(body.total).toBe(count((record) => holds(created(record))))
  })
})

test('between two instants, both included', async () => {
  const highValue = String(start)
  const { body } = await filtered({ propertyName: 'createdate', operator: 'BETWEEN', value: String(since), highValue })

  expect(body.total).toBe(count((record) => created(record) >= since && created(record) <= start))
})

test('whether something is set: blank is not', async () => {
  const has = await filtered({ propertyName: 'firstname', operator: 'HAS_PROPERTY' })
  const hasNot = await filtered({ propertyName: 'firstname', operator: 'NOT_HAS_PROPERTY' })

  expect(hasNot.body.total).toBe(count(({ properties }) => !properties['firstname']))
  expect(has.body.total + hasNot.body.total).toBe(hubspot.world().contacts.length)
})

test('text in any case, numbers as numbers', async () => {
  const stage = await filtered({ propertyName: 'dealstage', operator: 'EQ', value: 'CLOSEDWON' }, 'deals')
  const large = await filtered({ propertyName: 'amount', operator: 'GT', value: '9000' }, 'deals')

  expect(stage.body.total).toBe(count(({ properties }) => properties['dealstage'] === 'closedwon', 'deals'))
  expect(large.body.total).toBe(count(({ properties }) => Number(properties['amount']) > 9_000, 'deals'))
})

test('any of the groups, all filters of a group', async () => {
  const stage = (value: string) => ({ propertyName: 'dealstage', operator: 'EQ', value })
  const pipeline = { propertyName: 'pipeline', operator: 'EQ', value: 'default' }
  const { body } = await search(
    { filterGroups: [{ filters: [stage('closedwon'), pipeline] }, { filters: [stage('173204414')] }], limit: 1 },
    'deals',
  )

  expect(body.total).toBe(
    count(({ properties }) => ['closedwon', '173204414'].includes(properties['dealstage'] ?? ''), 'deals'),
  )
})

describe('refused with 400', () => {
  test.each<[string, unknown]>([
    ['more than 200 a page', { limit: 201 }],
    ['a page of none', { limit: 0 }],
    ['beyond the window of 10,000', { limit: 100, after: '9901' }],
    ['two sorts', { sorts: ['createdate', 'email'] }],
    ['a filter without its parts', { filterGroups: [{ filters: [{ value: '1' }] }] }],
    ['an unknown operator', { filterGroups: [{ filters: [{ propertyName: 'email', operator: 'LIKE', value: 'x' }] }] }],
    ['an unknown property', { filterGroups: [{ filters: [{ propertyName: 'nope', operator: 'EQ', value: 'x' }] }] }],
    ['no JSON', '{"limit":'],
    ['more than 3,000 characters', { query: 'x'.repeat(3_000) }],
    ['six groups', { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
  ])('%s', async (_, body) => {
    const answer = await search(body)

    expect([answer.status, answer.body.status]).toEqual([400, 'error'])
  })

  test('the words for a filter without its parts are the real ones', async () => {
    const { body } = await search({ filterGroups: [{ filters: [{ value: '1' }] }] })

    expect(body.message).toContain(
      'Cannot build Filter, some of required attributes are not set [propertyName, operator]',
    )
  })
})

test('the window ends at 10,000 and not before', async () => {
  expect((await search({ limit: 100, after: '9900' })).status).toBe(200)
})
