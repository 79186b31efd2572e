import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallWorld, startSmallAutotask } from './small-autotask.ts'

let autotask: Awaited<ReturnType<typeof startSmallAutotask>>
beforeAll(async () => {
  autotask = await startSmallAutotask()
})
afterAll(() => autotask.close())

const everything = [{ op: 'gte', field: 'id', value: 0 }]
const query = (filter: unknown, more: object = {}, entity = 'Tickets') =>
  autotask.ask('POST', `${entity}/query`, { filter, ...more })
async function ids(filter: unknown, entity = 'Tickets'): Promise<number[]> {
  const { status, body } = await query(filter, {}, entity)
  expect(status).toBe(200)
  return body.items.map((item: { id: number }) => item.id)
}

describe('a filter', () => {
  test.each<[string, number[], object]>([
    ['eq', [2, 4], { op: 'eq', field: 'status', value: 1 }],
    ['eq with a numeric string', [2, 4], { op: 'eq', field: 'status', value: '1' }],
    ['eq in any case of text', [1], { op: 'eq', field: 'title', value: 'FIRST' }],
    ['eq of 0', [2], { op: 'eq', field: 'companyID', value: 0 }],
    ['eq of "true"', [4], { op: 'eq', field: 'serviceLevelAgreementHasBeenMet', value: 'true' }],
    ['eq of null meets nothing', [], { op: 'eq', field: 'assignedResourceID', value: null }],
    ['noteq leaves null out', [5], { op: 'noteq', field: 'assignedResourceID', value: 30 }],
    ['gt', [4, 5], { op: 'gt', field: 'id', value: 3 }],
    ['gte', [3, 4, 5], { op: 'gte', field: 'id', value: 3 }],
    ['lt', [1, 2], { op: 'lt', field: 'id', value: 3 }],
    ['lte', [1, 2, 3], { op: 'lte', field: 'id', value: 3 }],
    ['beginsWith', [3], { op: 'beginsWith', field: 'title', value: 'third' }],
    ['endsWith', [2, 3], { op: 'endsWith', field: 'title', value: 'Printer' }],
    ['contains', [2, 3], { op: 'contains', field: 'title', value: 'print' }],
    ['contains takes % literally', [], { op: 'contains', field: 'title', value: 'pr%er' }],
    ['exist', [3, 5], { op: 'exist', field: 'assignedResourceID' }],
    ['notExist', [1, 2, 4], { op: 'notExist', field: 'assignedResourceID' }],
    ['in', [1, 4], { op: 'in', field: 'id', value: [4, '1', 4, 99] }],
    ['notIn leaves null out', [5], { op: 'notIn', field: 'assignedResourceID', value: [30] }],
    ['a date with zone', [3, 4, 5], { op: 'gte', field: 'createDate', value: '2026-02-10T05:00:00-05:00' }],
    ['a date without zone is UTC', [3, 4, 5], { op: 'gte', field: 'createDate', value: '2026-02-10T10:00:00' }],
    ['a date alone is midnight UTC', [1, 2], { op: 'lt', field: 'createDate', value: '2026-02-10' }],
    ['fractions of seconds', [2], { op: 'eq', field: 'createDate', value: '2026-02-05T10:00:00.500Z' }],
    ['a date that is not there', [2, 3, 4, 5], { op: 'notExist', field: 'completedDate' }],
    ['keys, operators and fields in any case', [2, 3], { OP: 'ENDSWITH', Field: 'TITLE', Value: 'printer' }],
    ['an unknown operator is dropped', [1, 2, 3, 4, 5], { op: 'ne', field: 'status', value: 1 }],
    ['a user-defined field', [4], { op: 'contains', field: 'site CODE', value: 'nyc', udf: true }],
  ])('takes %s', async (_name, expected, clause) => {
    expect(await ids([clause])).toEqual(expected)
  })

  test('joins the top level by AND and nests groups', async () => {
    expect(
      await ids([
        { op: 'eq', field: 'queueID', value: 29683354 },
        {
          op: 'or',
          items: [
            { op: 'eq', field: 'status', value: 5 },
            {
              op: 'and',
              items: [
                { op: 'eq', field: 'status', value: 1 },
                { op: 'gt', field: 'id', value: 2 },
              ],
            },
          ],
        },
      ]),
    ).toEqual([1, 4])
  })

  test('drops an unknown operator out of its group only', async () => {
    const items = [
      { op: 'noteExist', field: 'status' },
      { op: 'eq', field: 'id', value: 2 },
    ]
    expect(await ids([{ op: 'or', items }])).toEqual([2])
  })

  test('finds company 0 and knows booleans from integers', async () => {
    expect(await ids(everything, 'Companies')).toEqual([0, 175])
    expect(await ids([{ op: 'eq', field: 'isActive', value: true }], 'Companies')).toEqual([0])
    expect(await ids([{ op: 'eq', field: 'isActive', value: 1 }], 'Contacts')).toEqual([41])
  })

  test.each<[string, string, string, unknown]>([
    [
      'an unknown field',
      'Tickets',
      'Unable to find colour in the Ticket Entity.',
      { op: 'eq', field: 'colour', value: 1 },
    ],
    [
      'a field of another entity',
      'TimeEntries',
      'Unable to find projectID in the TimeEntry Entity.',
      { op: 'eq', field: 'projectID', value: 1 },
    ],
    [
      'a field that is not queryable',
      'Tickets',
      'creatorType is not a queryable field of the Ticket Entity.',
      { op: 'eq', field: 'creatorType', value: 1 },
    ],
    [
      'null for a boolean',
      'Companies',
      'String was not recognized as a valid Boolean.',
      { op: 'eq', field: 'isActive', value: null },
    ],
    [
      'text for a number',
      'Tickets',
      'Input string was not in a correct format.',
      { op: 'eq', field: 'status', value: 'New' },
    ],
    [
      'text for a date',
      'Tickets',
      'String was not recognized as a valid DateTime.',
      { op: 'gt', field: 'createDate', value: 'yesterday' },
    ],
    [
      'an unknown user-defined field',
      'Tickets',
      'Unable to find Floor in the Ticket Entity.',
      { op: 'eq', field: 'Floor', value: '1', udf: true },
    ],
  ])('with %s is a 500', async (_name, entity, error, clause) => {
    expect(await query([clause], {}, entity)).toEqual({ status: 500, body: { errors: [error] } })
  })

  test.each([undefined, {}, { filter: [] }, { filter: null }])('is required: %j', async (body) => {
    expect(await autotask.ask('POST', 'Tickets/query', body)).toEqual({
      status: 500,
      body: { errors: [expect.stringMatching(/Parameter name: filters$/)] },
    })
  })

  test('takes 500 OR conditions, values of `in` included, and no more', async () => {
    const values = Array.from({ length: 500 }, (_, n) => n + 2)
    expect(await ids([{ op: 'in', field: 'id', value: values }])).toEqual([2, 3, 4, 5])
    expect(await query([{ op: 'in', field: 'id', value: [...values, 1] }])).toEqual({
      status: 500,
      body: { errors: ["Invalid query syntax. Queries are limited to 500 or fewer 'OR' conditions."] },
    })
  })
})

describe('the answer', () => {
  test('holds every field of the entity in ascending order of id, whatever is said about order', async () => {
    const { body } = await query(everything, { sort: '-id', page: 2 })
    expect(body.items.map((item: { id: number }) => item.id)).toEqual([1, 2, 3, 4, 5])
    expect(Object.keys(body.items[0])).toHaveLength(76)
    expect(body.items[0]).toMatchObject({
      id: 1,
      apiVendorID: null,
      completedDate: '2026-02-02T09:30:00Z',
      userDefinedFields: [],
    })
    expect(body.pageDetails).toEqual({ count: 5, requestCount: 500, prevPageUrl: null, nextPageUrl: null })
  })

  test('has no user-defined fields where the entity has none', async () => {
    const { body } = await query(everything, {}, 'TimeEntries')
    expect(body.items[0]).not.toHaveProperty('userDefinedFields')
    expect(Object.keys(body.items[0])).toHaveLength(31)
  })

  test('holds only the fields asked for, in the order of the entity, with id', async () => {
    const { body } = await query([{ op: 'eq', field: 'id', value: 4 }], {
      IncludeFields: ['TITLE', 'companyID', 'site code'],
    })
    expect(JSON.stringify(body.items)).toBe(
      '[{"id":4,"companyID":175,"title":"Fourth","userDefinedFields":[{"name":"Site code","value":"NYC-1"}]}]',
    )
  })

  test.each([
    ['companyName', 'Contacts', 'Contact'],
    ['userDefinedFields', 'Companies', 'Company'],
  ])('is a 500 when asked for %s of %s', async (field, entity, singular) => {
    expect(await query(everything, { includeFields: [field] }, entity)).toEqual({
      status: 500,
      body: { errors: [`Unable to find ${field} in the ${singular} Entity.`] },
    })
  })

  test('counts', async () => {
    const filter = [{ op: 'eq', field: 'status', value: 1 }]
    const search = encodeURIComponent(JSON.stringify({ filter }))
    const counted = { status: 200, body: { queryCount: 2 } }
    expect(await autotask.ask('POST', 'Tickets/query/count', { filter })).toEqual(counted)
    expect(await autotask.ask('GET', `/atservicesrest/v1.0/tickets/query/count?search=${search}`)).toEqual(counted)
  })
})

describe('a record by its id', () => {
  test('is found or null', async () => {
    expect(await autotask.ask('GET', 'Companies/0')).toMatchObject({
      status: 200,
      body: { item: { companyName: 'ROC' } },
    })
    expect(await autotask.ask('GET', 'Tickets/99')).toEqual({ status: 200, body: { item: null } })
  })

  test('can be a 404 instead, where a test wants that', async () => {
    const other = await startSmallAutotask({ missingItemStatus: 404 })
    expect((await other.ask('GET', 'Tickets/99')).status).toBe(404)
    await other.close()
  })
})

test.each([
  ['Contacts', [41]],
  ['notes', [61]],
  ['ToDos', [51]],
])('the %s of a company are all there', async (child, expected) => {
  const { body } = await autotask.ask('GET', `Companies/175/${child}`)
  expect(body.items.map((item: { id: number }) => item.id)).toEqual(expected)
  expect(body.pageDetails).toEqual({ count: 1, requestCount: 500, prevPageUrl: null, nextPageUrl: null })
})

test('the state of the simulator is its records as the wire shows them', async () => {
  const { body: state } = await autotask.control('GET', 'state')
  const { body: page } = await query(everything)
  expect(state.Tickets).toEqual(page.items)
  expect(state.picklists).toEqual(smallWorld().picklists)
  expect([state.rocQueueID, state.Resources]).toEqual([29683354, []])
})
