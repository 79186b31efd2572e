import { describe, expect, test } from 'vitest'
import { checkPage, takePage, type Order, type Page, type PageRequest } from '../../../server/paging/page.ts'
import { createRandom } from '../../support/random.ts'

interface Row {
  id: number
  value: number | string | null
}

const order = (direction: 'ASC' | 'DESC', name = 'VALUE'): Order<Row> => ({
  name,
  direction,
  valueOf: (row) => row.value,
  idOf: (row) => row.id,
})

const rows: Row[] = [
  { id: 1, value: 5 },
  { id: 2, value: null },
  { id: 3, value: 7 },
  { id: 4, value: 5 },
  { id: 5, value: null },
  { id: 6, value: 0 },
]

function walk(all: readonly Row[], direction: 'ASC' | 'DESC', first: number): number[] {
  const ids: number[] = []
  let after: string | null = null
  for (;;) {
    const page: Page<Row> = takePage(all, order(direction), { first, after })
    ids.push(...page.edges.map(({ node }) => node.id))
    if (!page.pageInfo.hasNextPage) return ids
    after = page.pageInfo.endCursor
  }
}

/** As `walk`, from the end; the ids in the order of the list. */
function walkBack(all: readonly Row[], direction: 'ASC' | 'DESC', last: number): number[] {
  const ids: number[] = []
  let before: string | null = null
  for (;;) {
    const page: Page<Row> = takePage(all, order(direction), { first: 25, last, before })
    ids.unshift(...page.edges.map(({ node }) => node.id))
    if (!page.pageInfo.hasPreviousPage) return ids
    before = page.pageInfo.startCursor
  }
}

describe('a page', () => {
  test('is a part of the whole and says where it stands', () => {
    const first = takePage(rows, order('ASC'), { first: 2 })
    const second = takePage(rows, order('ASC'), { first: 2, after: first.pageInfo.endCursor })

    expect(first.edges.map(({ node }) => node.id)).toEqual([6, 1])
    expect(second.edges.map(({ node }) => node.id)).toEqual([4, 3])
    expect([first, second].map(({ pageInfo, totalCount }) => ({ ...pageInfo, totalCount }))).toEqual([
      {
        hasNextPage: true,
        hasPreviousPage: false,
        startCursor: first.edges[0]?.cursor,
        endCursor: first.edges[1]?.cursor,
        totalCount: 6,
      },
      {
        hasNextPage: true,
        hasPreviousPage: true,
        startCursor: second.edges[0]?.cursor,
        endCursor: second.edges[1]?.cursor,
        totalCount: 6,
      },
    ])
  })

  test('before a row is the one that led there, and says where it stands', () => {
    const first = takePage(rows, order('ASC'), { first: 2 })
    const second = takePage(rows, order('ASC'), { first: 2, after: first.pageInfo.endCursor })
    const back = takePage(rows, order('ASC'), { first: 25, last: 2, before: second.pageInfo.startCursor })

    expect(back).toEqual(first)
    expect(takePage(rows, order('ASC'), { first: 25, last: 4 }).edges.map(({ node }) => node.id)).toEqual([4, 3, 2, 5])
    expect(takePage(rows, order('ASC'), { first: 25, last: 4 }).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
    })
  })

  test('of nothing has no cursors', () => {
    expect(takePage([], order('ASC'), { first: 1 })).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    })
  })

  test('that is the last says so, also when it is just full', () => {
    expect([5, 6, 7].map((first) => takePage(rows, order('ASC'), { first }).pageInfo.hasNextPage)).toEqual([
      true,
      false,
      false,
    ])
  })
})

test('nothing stands last either way, and equal values go by id', () => {
  expect([walk(rows, 'ASC', 100), walk(rows, 'DESC', 100)]).toEqual([
    [6, 1, 4, 3, 2, 5],
    [3, 4, 1, 6, 5, 2],
  ])
})

test('any size of page walks through the same rows, none lost and none doubled', () => {
  const random = createRandom(7)
  for (let run = 0; run < 100; run++) {
    const all = Array.from({ length: random.below(40) }, (_, id) => ({
      id,
      value: random.chance(0.2) ? null : random.below(6),
    }))
    const direction = random.pick(['ASC', 'DESC'] as const)
    expect(walk(random.shuffle(all), direction, 1 + random.below(9))).toEqual(walk(all, direction, 100))
    expect(walkBack(random.shuffle(all), direction, 1 + random.below(9))).toEqual(walk(all, direction, 100))
    expect(walk(all, direction, 3).toSorted((a, b) => a - b)).toEqual(all.map(({ id }) => id))
  }
})

test('rows that come and go between two pages neither double nor hide others', () => {
  const { pageInfo } = takePage(rows, order('ASC'), { first: 3 })
  const changed = [...rows.filter(({ id }) => id !== 4 && id !== 6), { id: 9, value: 1 }, { id: 10, value: 6 }]

  expect(
    takePage(changed, order('ASC'), { first: 10, after: pageInfo.endCursor }).edges.map(({ node }) => node.id),
  ).toEqual([10, 3, 2, 5])
})

test('the rows themselves stay in their order', () => {
  const frozen = Object.freeze([...rows])

  expect(takePage(frozen, order('DESC'), { first: 1 }).totalCount).toBe(6)
})

describe('BAD_USER_INPUT', () => {
  test.each([0, -1, 101, 100_000])('for %i rows', (first) => {
    expect(() => takePage(rows, order('ASC'), { first })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: `first must be from 1 to 100; it is ${first}.` }),
    )
  })

  const cursor = takePage(rows, order('ASC'), { first: 1 }).pageInfo.endCursor
  test.each([
    ['another direction', order('DESC')],
    ['another order', order('ASC', 'OTHER')],
  ])('for a cursor of %s', (_, other) => {
    const refusal = expect.objectContaining({
      code: 'BAD_USER_INPUT',
      message: 'after is a cursor of the same list in another order: start again without it.',
    })
    expect(() => takePage(rows, other, { first: 1, after: cursor })).toThrow(refusal)
    expect(() => checkPage({ first: 1, after: cursor }, other)).toThrow(refusal)
  })

  test.each(['', 'x', 'W10', Buffer.from('[1,2,3,4]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'for the cursor %j',
    (after) => {
      const refusal = expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: 'after is not a cursor of this list: take endCursor, or the cursor of an edge.',
      })
      expect(() => takePage(rows, order('ASC'), { first: 1, after })).toThrow(refusal)
      expect(() => checkPage({ first: 1, after }, order('ASC'))).toThrow(refusal)
    },
  )

  const written = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const refusal = expect.objectContaining({
    code: 'BAD_USER_INPUT',
    message: 'after is not a cursor of this list: take endCursor, or the cursor of an edge.',
  })
  const numbered = order('ASC')
  test.each([
    ['a fraction', 1.5, 1],
    ['a number beyond all instants', 1e300, 1],
    ['a text where numbers are ordered', 'abc', 1],
    ['a list', [1], 1],
    ['true', true, 1],
    ['an id that is text', 1, '1'],
    ['an id that is a fraction', 1, 1.5],
    ['an id that is negative', 1, -1],
    ['an id beyond all numbers', 1, 1e300],
  ])('for a cursor made by hand with %s', (_, value, id) => {
    const after = written(numbered.name, 'ASC', value, id)

    expect(() => takePage(rows, numbered, { first: 1, after })).toThrow(refusal)
    expect(() => checkPage({ first: 1, after }, numbered)).toThrow(refusal)
  })

  test('for a number in a cursor where texts are ordered, and an id that is none', () => {
    const named = { name: 'NAME', direction: 'ASC', hasTextIds: true, values: 'text' } as const

    expect(() => checkPage({ first: 1, after: written('NAME', 'ASC', 1, 'a') }, named)).toThrow(refusal)
    expect(() => checkPage({ first: 1, after: written('NAME', 'ASC', 'a', 1) }, named)).toThrow(refusal)
    expect(() => checkPage({ first: 1, after: written('NAME', 'ASC', 'a', '') }, named)).toThrow(refusal)
    expect(checkPage({ first: 1, after: written('NAME', 'ASC', 'a', 'b') }, named)).toEqual({
      size: 1,
      isBackward: false,
      position: { value: 'a', id: 'b' },
    })
  })

  test('for nothing when there is no cursor', () => {
    for (const none of [null, undefined]) {
      const start = { size: 1, isBackward: false, position: null }
      expect(checkPage({ first: 1, after: none, last: none, before: none }, order('ASC'))).toEqual(start)
    }
  })

  test.each<[Omit<PageRequest, 'first'>, string]>([
    [{ last: 0 }, 'last must be from 1 to 100; it is 0.'],
    [{ last: 101 }, 'last must be from 1 to 100; it is 101.'],
    [{ before: cursor }, 'before needs last: how many rows before that cursor.'],
    [{ last: 1, after: cursor }, 'last counts from the end, or from before: leave out after, or take first.'],
    [{ last: 1, before: 'x' }, 'before is not a cursor of this list: take startCursor, or the cursor of an edge.'],
  ])('for %j', (page, message) => {
    expect(() => takePage(rows, order('ASC'), { first: 1, ...page })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message }),
    )
  })

  test('for a cursor of another order given as before', () => {
    expect(() => checkPage({ first: 1, last: 1, before: cursor }, order('DESC'))).toThrow(
      'before is a cursor of the same list in another order: start again without it.',
    )
  })
})
