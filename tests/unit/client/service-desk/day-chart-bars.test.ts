import { describe, expect, test } from 'vitest'
import { axisTicks, describeMarks, mostDays, nameOf, toMarks } from '../../../../client/service-desk/day-chart-bars.ts'

/** So many days from a Thursday on, each with one ticket created and two completed. */
const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    date: new Date(Date.parse(`${first}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10),
    created: 1,
    completed: 2,
  }))

describe('marks', () => {
  test('stand for a day each, up to a quarter', () => {
    const days = daysFrom('2026-01-01', mostDays)
    expect(toMarks(days)).toEqual(days.map(({ date, ...counts }) => ({ from: date, to: date, ...counts })))
  })

  test('stand for a calendar week each beyond, cut at both ends', () => {
    const marks = toMarks(daysFrom('2026-01-01', mostDays + 1))
    expect([marks.length, ...marks.slice(0, 2), marks.at(-1)]).toEqual([
      14,
      { from: '2026-01-01', to: '2026-01-04', created: 4, completed: 8 },
      { from: '2026-01-05', to: '2026-01-11', created: 7, completed: 14 },
      { from: '2026-03-30', to: '2026-04-04', created: 6, completed: 12 },
    ])
  })

  test('lose no day and no ticket of the longest range', () => {
    const days = daysFrom('2025-10-19', 400)
    const marks = toMarks(days)
    const sum = (name: 'created' | 'completed') => marks.reduce((total, mark) => total + mark[name], 0)
    const covered = marks.flatMap(({ from, to }) => days.filter(({ date }) => from <= date && date <= to))
    expect({ created: sum('created'), completed: sum('completed'), covered }).toEqual({
      created: 400,
      completed: 800,
      covered: days,
    })
  })

  test('of no days are none', () => {
    expect(toMarks([])).toEqual([])
  })

  test('are named by their days', () => {
    const counts = { created: 0, completed: 0 }
    expect(nameOf({ from: '2026-11-05', to: '2026-11-05', ...counts })).toMatch(/Thu.*2026/)
    expect(nameOf({ from: '2026-11-02', to: '2026-11-08', ...counts })).toMatch(/2\D+8\D+2026/)
  })
})

describe('the axis', () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [9, [0, 5, 10]],
    [40, [0, 10, 20, 30, 40]],
    [41, [0, 20, 40, 60]],
    [99, [0, 25, 50, 75, 100]],
    [100, [0, 25, 50, 75, 100]],
    [101, [0, 50, 100, 150]],
    [19_999, [0, 5_000, 10_000, 15_000, 20_000]],
    [20_001, [0, 10_000, 20_000, 30_000]],
  ])('up to %i is %j', (largest, ticks) => {
    expect(axisTicks(largest)).toEqual(ticks)
  })

  test('has two to five values and reaches the largest, whatever that is', () => {
    const wrong = Array.from({ length: 40_001 }, (_, largest) => [largest, axisTicks(largest)] as const).filter(
      ([largest, ticks]) => ticks.length < 2 || ticks.length > 5 || (ticks.at(-1) ?? 0) < largest,
    )
    expect(wrong).toEqual([])
  })
})

describe('the sentence of the chart', () => {
  const day = (date: string, created: number, completed: number) => ({ from: date, to: date, created, completed })

  test.each([
    ['no day', [], 'Nothing was created or completed in this period.'],
    ['quiet days', [day('2026-11-02', 0, 0)], 'Nothing was created or completed in this period.'],
    ['days that only completed', [day('2026-11-02', 0, 3)], '0 created, 3 completed.'],
    [
      'a busy day, the first of two alike',
      [day('2026-11-02', 1, 0), day('2026-11-03', 1_200, 2), day('2026-11-04', 1_200, 0)],
      `2,401 created, 2 completed; most were created on ${nameOf(day('2026-11-03', 0, 0))} (1,200).`,
    ],
  ])('of %s', (_, marks, sentence) => {
    expect(describeMarks(marks)).toBe(sentence)
  })
})
