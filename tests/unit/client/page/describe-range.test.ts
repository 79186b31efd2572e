import { expect, test } from 'vitest'
import { formatDays } from '../../../../client/format/dates.ts'
import { describeRange } from '../../../../client/page/describe-range.ts'

test.each([
  ['2026-11-22', '2026-11-22', 'Europe/Vienna', '1 day (Central European Time)'],
  ['2026-10-24', '2026-11-22', 'America/New_York', '30 days (Eastern Time)'],
  ['2026-01-01', '2026-12-31', 'UTC', '365 days (UTC)'],
])('from %s to %s in %s', (from, to, timeZone, words) => {
  expect(describeRange({ from, to, timeZone })).toBe(`${formatDays(from, to)} · ${words}`)
})
