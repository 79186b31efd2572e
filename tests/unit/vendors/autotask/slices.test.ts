import { describe, expect, test } from 'vitest'
import { horizonOf, isInSlice, sliceFilter, slicesOf } from '../../../../server/vendors/autotask/slices.ts'
import { tickets } from '../../../../server/vendors/autotask/mapping.ts'
import { createRandom } from '../../../support/random.ts'

const utc = (text: string) => Date.parse(text)
const iso = (instant: number) => (Number.isFinite(instant) ? new Date(instant).toISOString() : instant)

const ticketAt = (createDate: string, completedDate: string | null = null) =>
  tickets.map({ id: 1, queueID: 1, createDate, completedDate })!

describe('the horizon', () => {
  test.each([
    ['2026-03-31T23:59:59.999Z', 1, '2026-02-01T00:00:00.000Z'],
    ['2026-05-31T12:00:00.000Z', 3, '2026-02-01T00:00:00.000Z'],
    ['2028-02-29T12:00:00.000Z', 12, '2027-02-01T00:00:00.000Z'],
    ['2028-03-31T00:00:00.000Z', 1, '2028-02-01T00:00:00.000Z'],
    ['2026-01-01T00:00:00.000Z', 1, '2025-12-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', 25, '2024-11-01T00:00:00.000Z'],
    ['2026-03-10T12:00:00.000Z', 0, '2026-03-01T00:00:00.000Z'],
  ])('of %s and %i months is %s', (now, months, horizon) => {
    expect(iso(horizonOf(utc(now), months))).toBe(horizon)
  })
})

describe('the slices', () => {
  test('at the end of March are open tickets, then months from the newest, then older tickets', () => {
    const slices = slicesOf(utc('2026-03-31T23:59:59.999Z'), 2)

    expect(slices.map(({ key, from, before, isExtra = false }) => [key, iso(from), iso(before), isExtra])).toEqual([
      ['open', -Infinity, Infinity, true],
      ['2026-03', '2026-03-01T00:00:00.000Z', Infinity, false],
      ['2026-02', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', false],
      ['2026-01', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', false],
      ['older', -Infinity, '2026-01-01T00:00:00.000Z', false],
    ])
  })

  test.each(['2028-02-29T00:00:00Z', '2028-02-29T23:59:59.999Z', '2028-03-01T00:00:00Z', '2027-12-31T23:59:59.999Z'])(
    'at %s have each month once',
    (now) => {
      const keys = slicesOf(utc(now), 25).map(({ key }) => key)

      expect([keys.length, new Set(keys).size]).toEqual([28, 28])
      expect(keys.at(1)).toBe(now.slice(0, 7))
    },
  )

  test('keep their keys and ranges within a month, but for the newest, which becomes one of many with the next', () => {
    const first = slicesOf(utc('2028-02-01T00:00:00Z'), 3)

    expect(slicesOf(utc('2028-02-29T23:59:59.999Z'), 3)).toEqual(first)
    const next = slicesOf(utc('2028-03-01T00:00:00Z'), 3)
    expect(next.slice(3, 5)).toEqual(first.slice(2, 4))
    expect(next[2]).toEqual({ ...first[1], before: utc('2028-03-01T00:00:00Z') })
  })

  test('have every ticket once, whenever it was created', () => {
    const random = createRandom(1)
    const wrong: unknown[] = []
    for (let draw = 0; draw < 500; draw += 1) {
      const now = utc('2024-01-01T00:00:00Z') + random.below(4 * 366) * 86_400_000 + random.below(86_400_000)
      const slices = slicesOf(now, random.below(30)).filter(({ isExtra }) => !isExtra)
      // Also the instants at which months begin, and after now.
      const createdAt = random.chance(0.5) ? horizonOf(now, random.below(40)) : now - random.below(2_000) * 86_400_000
      const ticket = ticketAt(new Date(createdAt + random.pick([-1, 0, 1])).toISOString())
      const own = slices.filter((slice) => isInSlice(slice, ticket))
      if (own.length !== 1) wrong.push({ now: iso(now), createdAt: iso(createdAt), own })
    }

    expect(wrong).toEqual([])
  })

  test('of open tickets have those that are not completed, of any age', () => {
    const open = slicesOf(utc('2026-03-10T00:00:00Z'), 2)[0]!

    expect(isInSlice(open, ticketAt('2001-01-01T00:00:00Z'))).toBe(true)
    expect(isInSlice(open, ticketAt('2026-03-09T00:00:00Z', '2026-03-10T00:00:00Z'))).toBe(false)
  })

  test('are asked for by creation, and older tickets by what makes them belong', () => {
    const now = utc('2026-03-10T00:00:00Z')
    const [open, march, february, , older] = slicesOf(now, 2).map((slice) => sliceFilter(slice, horizonOf(now, 2)))
    const createdFrom = (value: string) => ({ op: 'gte', field: 'createDate', value })
    const createdBefore = (value: string) => ({ op: 'lt', field: 'createDate', value })

    expect(open).toEqual([{ op: 'notExist', field: 'completedDate' }])
    expect(march).toEqual([createdFrom('2026-03-01T00:00:00.000Z')])
    expect(february).toEqual([createdFrom('2026-02-01T00:00:00.000Z'), createdBefore('2026-03-01T00:00:00.000Z')])
    const fields = ['completedDate', 'dueDateTime', 'lastActivityDate', 'lastTrackedModificationDateTime']
    expect(older).toEqual([
      createdBefore('2026-01-01T00:00:00.000Z'),
      {
        op: 'or',
        items: [
          { op: 'notExist', field: 'completedDate' },
          ...fields.map((field) => ({ op: 'gte', field, value: '2026-01-01T00:00:00.000Z' })),
        ],
      },
    ])
  })
})
