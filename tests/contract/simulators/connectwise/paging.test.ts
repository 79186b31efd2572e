import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallWorld, startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeAll(async () => {
  connectWise = await startSmallConnectWise({
    generate: () => {
      const world = smallWorld()
      const model = world['acme']!.tickets[0]!
      world['acme']!.tickets = Array.from({ length: 1_100 }, (_, index) => ({ ...model, id: index + 1 }))
      return world
    },
  })
})
afterAll(() => connectWise.close())

const get = (query: string, headers?: Record<string, string>) =>
  connectWise.ask('GET', `service/tickets?${query}`, undefined, headers)
const idsOf = (body: { id: number }[]) => body.map(({ id }) => id)
const relations = (link: string | null) => [...(link ?? '').matchAll(/rel="(\w+)"/g)].map(([, rel]) => rel)

function linked(link: string | null, rel: string): string {
  return /<([^>]+)>/.exec(link?.split(', ').find((part) => part.endsWith(`rel="${rel}"`)) ?? '')?.[1] ?? ''
}

test('a page has 25 records unless asked otherwise, also when more ids were asked for', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => index + 1).join(',')
  expect((await get(`conditions=id in (${ids})`)).body).toHaveLength(25)
  expect((await get(`conditions=id in (${ids})&pageSize=40`)).body).toHaveLength(40)
})

test('a page has at most 1,000 records, whatever was asked', async () => {
  expect((await get('pageSize=5000')).body).toHaveLength(1_000)
})

test('pages follow one another by their links', async () => {
  const first = await get('pageSize=400&orderBy=id asc&fields=id')
  expect(relations(first.headers.get('link'))).toEqual(['next', 'last'])
  const second = await connectWise.ask('GET', linked(first.headers.get('link'), 'next'))
  expect(relations(second.headers.get('link'))).toEqual(['next', 'last', 'first', 'prev'])
  expect(second.body[0]).toEqual({ id: 401 })
  const last = await connectWise.ask('GET', linked(second.headers.get('link'), 'last'))
  expect(relations(last.headers.get('link'))).toEqual(['first', 'prev'])
  expect([last.body.length, last.body.at(-1)]).toEqual([300, { id: 1_100 }])
})

test('a page beyond the end is empty, and a single page has no link', async () => {
  expect((await get('page=99')).body).toEqual([])
  expect((await get('conditions=id=1')).headers.get('link')).toBeNull()
})

test('forward-only pages go by the last id and take no order', async () => {
  const forwardOnly = { 'pagination-type': 'forward-only' }
  const first = await get('pageSize=600&orderBy=id desc', forwardOnly)
  expect([first.body[0].id, first.body.at(-1).id, relations(first.headers.get('link'))]).toEqual([1, 600, ['next']])
  const next = linked(first.headers.get('link'), 'next')
  expect(new URL(next).searchParams.get('pageId')).toBe('600')
  const second = await connectWise.ask('GET', next, undefined, forwardOnly)
  expect([idsOf(second.body)[0], second.body.length, second.headers.get('link')]).toEqual([601, 500, null])
})

test('counts say how many pass', async () => {
  expect((await connectWise.ask('GET', 'service/tickets/count?conditions=id>1000')).body).toEqual({ count: 100 })
})

test('a search has its filter in the body and its page in the query string', async () => {
  const body = { conditions: 'id > 10 and id < 20', orderBy: 'id desc' }
  const found = await connectWise.ask('POST', 'service/tickets/search?pageSize=3&page=2&fields=id', body)
  expect([found.status, found.body]).toEqual([200, [{ id: 16 }, { id: 15 }, { id: 14 }]])
})

test('a search refuses a page in its body', async () => {
  const { status, body } = await connectWise.ask('POST', 'service/tickets/search', { conditions: 'id=1', page: 1 })
  expect([status, body]).toEqual([
    400,
    {
      code: 'ConnectWiseApi',
      message:
        "Could not find member 'page' on object of type 'FilterValues'. Path 'page', line 1, position 28.Check your accept header to make sure you are using the correct version.",
    },
  ])
})
