import { describe, expect, test } from 'vitest'
import { checkDay, resolveDateRange, type DateRangeInput } from '../../../server/calendar/date-range.ts'

const now = Date.parse('2026-03-01T04:30:00Z')
const resolve = (input?: DateRangeInput | null, timeZone = 'UTC') => resolveDateRange(input, now, timeZone)

test('nothing means this month, which depends on the zone', () => {
  const inNewYork = { from: '2026-02-01', to: '2026-02-28', timeZone: 'America/New_York' }
  const inUtc = { from: '2026-03-01', to: '2026-03-31', timeZone: 'UTC' }

  expect([undefined, null, {}, { from: null, to: null, preset: null }].map((input) => resolve(input))).toEqual([
    inUtc,
    inUtc,
    inUtc,
    inUtc,
  ])
  expect(resolve({}, 'America/New_York')).toEqual(inNewYork)
})

test('days are taken as they are, a preset counts from today', () => {
  expect(resolve({ from: '2026-01-05', to: '2026-01-05' })).toEqual({
    from: '2026-01-05',
    to: '2026-01-05',
    timeZone: 'UTC',
  })
  expect(resolve({ preset: 'YESTERDAY' }, 'America/New_York')).toEqual({
    from: '2026-02-27',
    to: '2026-02-27',
    timeZone: 'America/New_York',
  })
})

test('a range may have 400 days', () => {
  const range = { from: '2025-01-01', to: '2026-02-04' }

  expect(resolve(range)).toEqual({ ...range, timeZone: 'UTC' })
})

test.each(['1970-01-01', '2026-03-01', '2999-12-31'])('%s is a day of the supported years', (day) => {
  expect(checkDay('day', day)).toBe(day)
})

describe('BAD_USER_INPUT', () => {
  test.each<[DateRangeInput, string]>([
    [{ from: '2026-01-02', to: '2026-01-01' }, 'range.from (2026-01-02) lies after range.to (2026-01-01).'],
    [{ from: '2026-01-02' }, 'range.to is missing: a range takes both days, or a preset.'],
    [{ to: '2026-01-02' }, 'range.from is missing: a range takes both days, or a preset.'],
    [{ to: '2026-01-02', preset: 'TODAY' }, 'range takes either from and to, or a preset, not both.'],
    [{ from: '2025-01-01', to: '2026-02-05' }, 'range spans 401 days; at most 400 are allowed.'],
    [
      { from: '1969-12-31', to: '1970-01-01' },
      'range.from must lie between 1970-01-01 and 2999-12-31; it is 1969-12-31.',
    ],
    [
      { from: '2999-12-31', to: '3000-01-01' },
      'range.to must lie between 1970-01-01 and 2999-12-31; it is 3000-01-01.',
    ],
  ])('%j', (input, message) => {
    expect(() => resolve(input)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message }))
  })
})
