import { describe, expect, test } from 'vitest'
import {
  changedEntries,
  changedTickets,
  changeOf,
  nextCursor,
} from '../../../../server/vendors/autotask/change-marks.ts'
import { tickets } from '../../../../server/vendors/autotask/mapping.ts'

const now = Date.UTC(2026, 2, 10, 12)

describe('the next cursor', () => {
  test.each<[name: string, known: number | undefined, seen: (number | null)[], next: number]>([
    ['is the latest change seen', now - 500, [now - 300, now - 100, now - 200], now - 100],
    ['stays where nothing is seen', now - 500, [], now - 500],
    ['stays where only older changes are seen', now - 500, [now - 900, now - 800], now - 500],
    ['stays where rows have no mark', now - 500, [null, null], now - 500],
    ['may be now', now - 500, [now], now],
    ['is not moved by marks in the future', now - 500, [now + 1, now + 9_000, now - 400], now - 400],
    ['stays where all marks are in the future', now - 500, [now + 1], now - 500],
    ['goes back to now where it was ahead, after the clock was set back', now + 9_000, [], now],
    ['without one before begins with what is seen', undefined, [now - 5], now - 5],
    ['without one before and without rows is the beginning', undefined, [], 0],
  ])('%s', (_name, known, seen, next) => {
    expect(nextCursor(known, seen, now)).toBe(next)
  })

  test('of 200,000 changes at once is the latest', () => {
    const seen = Array.from({ length: 200_000 }, (_, index) => now - 200_000 + index)

    expect(nextCursor(0, seen, now)).toBe(now - 1)
  })
})

describe('changes', () => {
  test('are read from two minutes before the cursor on, by either mark of a ticket', () => {
    const value = '2026-03-10T11:58:00.000Z'

    expect(changedTickets(now)).toEqual({
      op: 'or',
      items: [
        { op: 'gte', field: 'lastActivityDate', value },
        { op: 'gte', field: 'lastTrackedModificationDateTime', value },
      ],
    })
    expect(changedEntries(now)).toEqual([
      { op: 'exist', field: 'ticketID' },
      { op: 'gte', field: 'lastModifiedDateTime', value },
    ])
  })

  test('are all there are where there is no cursor', () => {
    expect(changedEntries(undefined)[1]).toEqual({
      op: 'gte',
      field: 'lastModifiedDateTime',
      value: '1969-12-31T23:58:00.000Z',
    })
  })

  test('of a ticket are as late as the later of its marks', () => {
    const changedAt = (lastActivityDate: string | null, lastTrackedModificationDateTime: string | null) => {
      const createDate = '2026-01-01T00:00:00Z'
      return changeOf(
        tickets.map({ id: 1, queueID: 1, createDate, lastActivityDate, lastTrackedModificationDateTime })!,
      )
    }
    const [early, late] = ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z']

    expect([changedAt(early, late), changedAt(late, early), changedAt(null, early), changedAt(null, null)]).toEqual([
      Date.parse(late),
      Date.parse(late),
      Date.parse(early),
      0,
    ])
  })
})
