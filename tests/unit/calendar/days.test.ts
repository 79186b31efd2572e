import { describe, expect, test } from 'vitest'
import { addDays, countDays, dayOf, instantsOf, isDay, listDays, startOfDay } from '../../../server/calendar/days.ts'

const utc = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z')

describe('the start of a day', () => {
  test.each([
    ['2026-03-18', 'UTC', '2026-03-18T00:00:00Z'],
    ['2026-03-18', 'America/New_York', '2026-03-18T04:00:00Z'],
    ['2026-01-18', 'America/New_York', '2026-01-18T05:00:00Z'],
    ['2026-03-18', 'Asia/Kolkata', '2026-03-17T18:30:00Z'],
    ['2026-03-18', 'Asia/Kathmandu', '2026-03-17T18:15:00Z'],
    ['2026-03-18', 'Pacific/Kiritimati', '2026-03-17T10:00:00Z'],
    // No midnight: the clocks jump from 0:00 to 1:00.
    ['2024-09-08', 'America/Santiago', '2024-09-08T04:00:00Z'],
    ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00Z'],
    ['2024-03-31', 'Asia/Beirut', '2024-03-30T22:00:00Z'],
    ['2026-03-08', 'America/Havana', '2026-03-08T05:00:00Z'],
    // Two midnights: the first counts.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
  ])('%s in %s is %s', (day, timeZone, start) => {
    expect(utc(startOfDay(day, timeZone))).toBe(start)
  })

  test.each([
    'America/New_York',
    'Europe/Berlin',
    'Asia/Kolkata',
    'America/Santiago',
    'Africa/Cairo',
    'Asia/Beirut',
    'America/Havana',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'UTC',
  ])('belongs to it in %s, and the millisecond before does not, on every day of four years', (timeZone) => {
    const wrong = listDays({ from: '2024-01-01', to: '2027-12-31' }).filter((day) => {
      const start = startOfDay(day, timeZone)
      return dayOf(start, timeZone) !== day || dayOf(start - 1, timeZone) !== addDays(day, -1)
    })

    expect(wrong).toEqual([])
  })
})

describe('a range of days as instants', () => {
  test.each([
    ['a usual day in New York', '2026-03-18', '2026-03-18', 'America/New_York', 24],
    ['the short day in New York', '2026-03-08', '2026-03-08', 'America/New_York', 23],
    ['the long day in New York', '2026-11-01', '2026-11-01', 'America/New_York', 25],
    ['the short day in Berlin', '2026-03-29', '2026-03-29', 'Europe/Berlin', 23],
    ['the long day in Berlin', '2026-10-25', '2026-10-25', 'Europe/Berlin', 25],
    ['the day half an hour shorter on Lord Howe', '2026-10-04', '2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['a leap-year February', '2028-02-01', '2028-02-29', 'Asia/Kolkata', 29 * 24],
    ['a year in New York', '2026-01-01', '2026-12-31', 'America/New_York', 365 * 24],
  ])('%s is as long as it is', (_, from, to, timeZone, hours) => {
    const range = instantsOf({ from, to }, timeZone)

    expect((range.before - range.from) / 3_600_000).toBe(hours)
  })

  test('ends where the next begins', () => {
    const zone = 'America/New_York'

    expect(instantsOf({ from: '2026-03-01', to: '2026-03-31' }, zone).before).toBe(
      instantsOf({ from: '2026-04-01', to: '2026-04-30' }, zone).from,
    )
  })
})

describe('days', () => {
  test.each([
    ['2026-03-18', true],
    ['2028-02-29', true],
    ['2000-02-29', true],
    ['2027-02-29', false],
    ['1900-02-29', false],
    ['2026-02-30', false],
    ['2026-00-10', false],
    ['2026-13-01', false],
    ['2026-3-18', false],
    ['2026-03-18T00:00:00Z', false],
    ['2026-03-18T00:00:00.000Z', false],
    ['+012026-03-18', false],
    ['2026-03', false],
    ['20260318', false],
    [' 2026-03-18', false],
    ['', false],
  ])('%s exists: %s', (text, exists) => {
    expect(isDay(text)).toBe(exists)
  })

  test('are counted and listed with both ends', () => {
    expect(countDays({ from: '2026-02-27', to: '2026-03-02' })).toBe(4)
    expect(listDays({ from: '2028-02-28', to: '2028-03-01' })).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
    expect(listDays({ from: '2026-03-08', to: '2026-03-08' })).toEqual(['2026-03-08'])
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  })

  test('of an instant depend on the zone', () => {
    const instant = Date.parse('2026-03-01T04:30:00Z')

    expect(['UTC', 'America/New_York', 'Asia/Kolkata'].map((zone) => dayOf(instant, zone))).toEqual([
      '2026-03-01',
      '2026-02-28',
      '2026-03-01',
    ])
  })
})
