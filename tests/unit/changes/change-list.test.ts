import { afterEach, beforeEach, expect, test } from 'vitest'
import { listChanges } from '../../../server/changes/change-list.ts'
import { writeCursor } from '../../../server/paging/page.ts'
import { openStore, startAt, type Store } from './open-store.ts'
import { codeOf } from './start-changes.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
  for (const name of ['a', 'b', 'c']) {
    await store.insert(name)
    store.pass(1_000)
  }
})
afterEach(() => store.database.destroy())

const list = (first: number, after?: string | null) =>
  listChanges(store.records, { tenantIds: ['acme'] }, { first, after })

test('changes are listed newest first, page by page', async () => {
  const page = await list(2)
  expect(page.edges.map(({ node }) => node)).toEqual([await store.find('acme:c'), await store.find('acme:b')])
  expect(page.pageInfo).toEqual({
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: page.edges[0]?.cursor,
    endCursor: page.edges[1]?.cursor,
  })
  expect(await page.totalCount()).toBe(3)

  const rest = await list(2, page.pageInfo.endCursor)
  expect(rest.edges.map(({ node }) => node.id)).toEqual(['acme:a'])
  expect([rest.pageInfo.hasNextPage, rest.pageInfo.hasPreviousPage]).toEqual([false, true])
  expect(rest.edges[0]?.cursor).not.toBe(page.edges[0]?.cursor)
})

test('backwards they are listed in the same order, from the end or before one of them', async () => {
  const back = (last: number, before?: string | null) =>
    listChanges(store.records, { tenantIds: ['acme'] }, { first: 25, last, before })
  const whole = await list(3)
  const end = await back(2)

  expect(end.edges).toEqual(whole.edges.slice(1))
  expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const start = await back(2, end.pageInfo.startCursor)
  expect(start.edges).toEqual(whole.edges.slice(0, 1))
  expect(start.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
})

test('rows beside a page are told only where there are any', async () => {
  const newest = writeCursor({ value: startAt + 9_000, id: 'acme:z' }, order)
  const oldest = writeCursor({ value: 0, id: 'acme:a' }, order)

  expect((await list(3, newest)).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false })
  expect((await list(3, oldest)).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const before = async (cursor: string) =>
    (await listChanges(store.records, { tenantIds: ['acme'] }, { first: 25, last: 3, before: cursor })).pageInfo
  expect(await before(oldest)).toMatchObject({ hasNextPage: false, hasPreviousPage: false })
  expect(await before(newest)).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
})

test('a page that holds exactly the rest has none after it', async () => {
  expect((await list(3, null)).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false })
})

test('an empty page has no cursors', async () => {
  const page = await listChanges(store.records, { tenantIds: ['globex'] }, { first: 2 })

  expect(page.edges).toEqual([])
  expect(page.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null })
  expect(await page.totalCount()).toBe(0)
})

const order = { name: 'changes', direction: 'DESC', hasTextIds: true } as const

test.each([
  [0, undefined],
  [101, undefined],
  [2, 'nonsense'],
  [2, writeCursor({ value: startAt, id: 'acme:a' }, { ...order, name: 'deals' })],
  [2, writeCursor({ value: startAt, id: 'acme:a' }, { ...order, direction: 'ASC' })],
  [2, writeCursor({ value: null, id: 'acme:a' }, order)],
  [2, writeCursor({ value: -1, id: 'acme:a' }, order)],
  [2, writeCursor({ value: startAt, id: 7 }, order)],
  [2, writeCursor({ value: startAt, id: 'acme' }, order)],
  [2, writeCursor({ value: startAt, id: `${'x'.repeat(101)}:a` }, order)],
  [2, writeCursor({ value: startAt, id: `acme:${'x'.repeat(101)}` }, order)],
  [2, writeCursor({ value: startAt, id: 'acme:a b' }, order)],
  [2, writeCursor({ value: startAt, id: 'a c:a' }, order)],
])('neither a page of a size out of bounds nor a forged cursor is taken (%#)', async (first, after) => {
  expect(await codeOf(list(first, after))).toBe('BAD_USER_INPUT')
})

test.each(['acme:b', `${'x'.repeat(100)}:${'y'.repeat(100)}`, '-_:_-'])(
  'any position with the id of a change is taken: %s',
  async (id) => {
    const page = await list(3, writeCursor({ value: 0, id }, order))

    expect(page.edges).toEqual([])
  },
)
