import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

// The browser's locale is the person's own; here it is one we can write down, whatever the machine's is.
vi.hoisted(() => {
  const { NumberFormat, DateTimeFormat, RelativeTimeFormat } = Intl
  Object.assign(Intl, {
    NumberFormat: function (_: unknown, options?: Intl.NumberFormatOptions) {
      return new NumberFormat('en-GB', options)
    },
    DateTimeFormat: function (_: unknown, options?: Intl.DateTimeFormatOptions) {
      return new DateTimeFormat('en-GB', options)
    },
    RelativeTimeFormat: function (_: unknown, options?: Intl.RelativeTimeFormatOptions) {
      return new RelativeTimeFormat('en-GB', options)
    },
  })
})

import {
  countDays,
  formatAge,
  formatDay,
  formatDays,
  formatFullInstant,
  formatInstant,
  formatShortDay,
  formatTime,
  zoneName,
} from '../../../../client/format/dates.ts'
import {
  formatCount,
  formatDecimalHours,
  formatElapsed,
  formatPercent,
  formatWork,
} from '../../../../client/format/numbers.ts'

/** Which spaces stand between the parts is the business of the locale's data. */
const plain = (text: string) => text.replaceAll(/\s*–\s*/g, '–').replaceAll(/\s/g, ' ')

describe('durations', () => {
  test.each([
    [0, '0 min', '0 min'],
    [1 / 3, '20 min', '20 min'],
    [0.99, '59 min', '59 min'],
    [0.995, '1 h', '1 h'],
    [1, '1 h', '1 h'],
    [3 + 1 / 3, '3 h 20 min', '3 h 20 min'],
    [2.999, '3 h', '3 h'],
    [71.99, '71 h 59 min', '71 h 59 min'],
    [72, '3 d', '72 h'],
    [99.5, '4 d 4 h', '99 h 30 min'],
    [100.4, '4 d 4 h', '100 h'],
    [124.2, '5 d 4 h', '124 h'],
    [47_999.7, '2,000 d', '48,000 h'],
  ])('%d hours are %j elapsed and %j of work', (hours, elapsed, work) => {
    expect([formatElapsed(hours), formatWork(hours)]).toEqual([elapsed, work])
  })
})

describe('numbers', () => {
  test('have separators, and no more digits than say something', () => {
    expect([
      formatCount(0),
      formatCount(1_234_567),
      formatPercent(0),
      formatPercent(0.005),
      formatPercent(1),
      formatDecimalHours(1),
      formatDecimalHours(2.25),
      formatDecimalHours(1_234.56),
    ]).toEqual(['0', '1,234,567', '0%', '1%', '100%', '1', '2.3', '1,234.6'])
  })
})

test.each([
  ['America/New_York', 'Eastern Time'],
  ['Europe/Vienna', 'Central European Time'],
  ['Asia/Kolkata', 'India Standard Time'],
  ['UTC', 'UTC'],
])('the zone %s is called %s', (zone, name) => {
  expect(zoneName(zone)).toBe(name)
})

describe('days', () => {
  test('are the same in every zone', () => {
    const before = process.env['TZ']
    const shown = ['Pacific/Kiritimati', 'UTC', 'Pacific/Pago_Pago'].map((zone) => {
      process.env['TZ'] = zone
      return [formatDay('2026-11-05'), formatShortDay('2026-11-05'), formatDays('2026-11-05', '2026-11-05')].map(plain)
    })
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before

    const expected = ['Thu, 5 Nov 2026', '5 Nov', '5 Nov 2026']
    expect(shown).toEqual([expected, expected, expected])
  })

  test.each([
    ['2026-10-24', '2026-11-22', '24 Oct–22 Nov 2026'],
    ['2026-11-02', '2026-11-08', '2–8 Nov 2026'],
    ['2025-12-29', '2026-01-04', '29 Dec 2025–4 Jan 2026'],
  ])('from %s to %s are %j', (from, to, text) => {
    expect(plain(formatDays(from, to))).toBe(text)
  })

  test.each([
    ['2026-11-05', '2026-11-05', 1],
    ['2026-02-28', '2026-03-01', 2],
    ['2028-02-28', '2028-03-01', 3],
    // New York's clocks change within both: a day of 23 hours and one of 25 count as days.
    ['2026-03-07', '2026-03-09', 3],
    ['2026-10-31', '2026-11-02', 3],
    ['2026-01-01', '2026-12-31', 365],
  ])('from %s to %s are %i', (from, to, count) => {
    expect(countDays(from, to)).toBe(count)
  })
})

describe('instants', () => {
  beforeAll(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-22T12:00:00Z'), toFake: ['Date'] })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  test.each([
    ['2026-11-05T19:03:00Z', 'America/New_York', '5 Nov, 14:03'],
    ['2026-11-05T19:03:00Z', 'Asia/Kolkata', '6 Nov, 0:33'],
    // The hour that comes twice, and the one that does not come at all.
    ['2026-11-01T05:30:00Z', 'America/New_York', '1 Nov, 1:30'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '1 Nov, 1:30'],
    ['2026-03-08T06:59:00Z', 'America/New_York', '8 Mar, 1:59'],
    ['2026-03-08T07:00:00Z', 'America/New_York', '8 Mar, 3:00'],
    ['2025-11-05T19:03:00Z', 'America/New_York', '5 Nov 2025, 14:03'],
    // The year is that of the day that is shown.
    ['2026-01-01T03:00:00Z', 'America/New_York', '31 Dec 2025, 22:00'],
    ['2025-12-31T20:00:00Z', 'Asia/Tokyo', '1 Jan, 5:00'],
  ])('%s in %s is %j', (instant, zone, text) => {
    expect(plain(formatInstant(instant, zone))).toBe(text)
  })

  test('tell the two hours of one name apart where everything is said', () => {
    expect(
      ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'].map((instant) => [
        formatTime(instant, 'America/New_York'),
        plain(formatFullInstant(instant, 'America/New_York')),
      ]),
    ).toEqual([
      ['1:30', expect.stringMatching(/^Sunday,? 1 November 2026 at 01:30:00 (EDT|GMT-4)$/)],
      ['1:30', expect.stringMatching(/^Sunday,? 1 November 2026 at 01:30:00 (EST|GMT-5)$/)],
    ])
  })
})

test.each([
  [-30, 'just now'],
  [0, 'just now'],
  [44, 'just now'],
  [45, '1 minute ago'],
  [120, '2 minutes ago'],
  [5_399, '90 minutes ago'],
  [5_400, '2 hours ago'],
  [129_599, '36 hours ago'],
  [129_600, '2 days ago'],
  [864_000, '10 days ago'],
])('%i seconds ago is %j', (seconds, text) => {
  expect(plain(formatAge(seconds))).toBe(text)
})
