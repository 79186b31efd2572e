import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSmallAutotask } from './small-autotask.ts'

let autotask: Awaited<ReturnType<typeof startSmallAutotask>>
beforeAll(async () => {
  autotask = await startSmallAutotask()
})
afterAll(() => autotask.close())

const model = { MaxRecords: 2, IncludeFields: ['id'], Filter: [{ op: 'noteq', field: 'id', value: 3 }] }
const idsOf = (body: { items: { id: number }[] }) => body.items.map(({ id }) => id)
const firstPage = () => autotask.ask('POST', 'Tickets/query', model)

test('a POSTed query is read on by POSTing the same body to the next address', async () => {
  const first = await firstPage()
  const token = '%7b%22pageSize%22%3a2%2c%22previousIds%22%3a%5b1%5d%2c%22nextIds%22%3a%5b4%5d%7d'
  expect(first.body).toEqual({
    items: [
      { id: 1, userDefinedFields: [] },
      { id: 2, userDefinedFields: [] },
    ],
    pageDetails: {
      count: 2,
      requestCount: 2,
      prevPageUrl: null,
      nextPageUrl: `${autotask.url}/ATServicesRest/V1.0/Tickets/query/next?paging=${token}`,
    },
  })
  const second = await autotask.ask('POST', first.body.pageDetails.nextPageUrl, model)
  expect(idsOf(second.body)).toEqual([4, 5])
  expect(second.body.pageDetails).toEqual({
    count: 2,
    requestCount: 2,
    prevPageUrl: expect.stringContaining('/V1.0/Tickets/query/previous?paging='),
    nextPageUrl: null,
  })
  const back = await autotask.ask('POST', second.body.pageDetails.prevPageUrl, model)
  expect(back.body).toEqual(first.body)
})

test('a POSTed query refuses GET and an empty POST on its next address', async () => {
  const { nextPageUrl } = (await firstPage()).body.pageDetails
  expect(await autotask.ask('GET', nextPageUrl)).toEqual({
    status: 405,
    body: { Message: "The requested resource does not support http method 'GET'." },
  })
  expect(await autotask.ask('POST', nextPageUrl)).toEqual({
    status: 500,
    body: { errors: [expect.stringMatching(/Parameter name: filters$/)] },
  })
})

test('a query by GET is read on by GET, its filter in the address', async () => {
  const search = encodeURIComponent(JSON.stringify(model))
  const first = await autotask.ask('GET', `Tickets/query?search=${search}`)
  expect(idsOf(first.body)).toEqual([1, 2])
  expect(first.body.pageDetails.nextPageUrl).toContain('&search=%7b%22MaxRecords%22')
  const second = await autotask.ask('GET', first.body.pageDetails.nextPageUrl)
  expect([idsOf(second.body), second.body.pageDetails.nextPageUrl]).toEqual([[4, 5], null])
  expect((await autotask.ask('GET', second.body.pageDetails.prevPageUrl)).body).toEqual(first.body)
})

test('a page starts where the last one ended although records go in between', async () => {
  const { nextPageUrl } = (await firstPage()).body.pageDetails
  await autotask.control('POST', 'records', { collection: 'Tickets', delete: 1 })
  expect(idsOf((await autotask.ask('POST', nextPageUrl, model)).body)).toEqual([4, 5])
  await autotask.control('POST', 'reset')
})

test.each([0, 501, -1, 1.5, 'many'])('MaxRecords %s is a 500', async (MaxRecords) => {
  expect(await autotask.ask('POST', 'Tickets/query', { ...model, MaxRecords })).toEqual({
    status: 500,
    body: { errors: ['maxCountOfRecordsToReturn must be between 1 and 500'] },
  })
})

test('a malformed paging parameter is a 500', async () => {
  expect(await autotask.ask('POST', 'Tickets/query/next?paging=%7b%7d', model)).toEqual({
    status: 500,
    body: { errors: ['The paging parameter is not valid.'] },
  })
})
