import { describe, expect, test } from 'vitest'
import { listDays } from '../../../server/calendar/days.ts'
import { daysOfPreset, previousPeriod, previousYear, type Preset } from '../../../server/calendar/presets.ts'

describe('a preset', () => {
  test.each<[Preset, string, string]>([
    ['TODAY', '2026-03-18', '2026-03-18'],
    ['YESTERDAY', '2026-03-17', '2026-03-17'],
    ['THIS_WEEK', '2026-03-16', '2026-03-22'],
    ['LAST_WEEK', '2026-03-09', '2026-03-15'],
    ['THIS_MONTH', '2026-03-01', '2026-03-31'],
    ['LAST_MONTH', '2026-02-01', '2026-02-28'],
    ['THIS_QUARTER', '2026-01-01', '2026-03-31'],
    ['LAST_QUARTER', '2025-10-01', '2025-12-31'],
    ['THIS_YEAR', '2026-01-01', '2026-12-31'],
    ['LAST_7_DAYS', '2026-03-12', '2026-03-18'],
    ['LAST_30_DAYS', '2026-02-17', '2026-03-18'],
    ['LAST_90_DAYS', '2025-12-19', '2026-03-18'],
    ['LAST_365_DAYS', '2025-03-19', '2026-03-18'],
  ])('%s on a Wednesday is %s to %s', (preset, from, to) => {
    expect(daysOfPreset(preset, '2026-03-18')).toEqual({ from, to })
  })

  test.each<[string, Preset, string, string]>([
    ['a Sunday, the last day of its week', 'THIS_WEEK', '2026-03-16', '2026-03-22'],
    ['a Sunday, the last day of its week', 'LAST_WEEK', '2026-03-09', '2026-03-15'],
  ])('on %s: %s', (_, preset, from, to) => {
    expect(daysOfPreset(preset, '2026-03-22')).toEqual({ from, to })
  })

  test.each<[string, Preset, string, string]>([
    ['2026-03-16', 'THIS_WEEK', '2026-03-16', '2026-03-22'],
    ['2026-01-01', 'THIS_WEEK', '2025-12-29', '2026-01-04'],
    ['2026-01-31', 'LAST_MONTH', '2025-12-01', '2025-12-31'],
    ['2026-03-31', 'LAST_MONTH', '2026-02-01', '2026-02-28'],
    ['2028-03-31', 'LAST_MONTH', '2028-02-01', '2028-02-29'],
    ['2028-02-29', 'THIS_MONTH', '2028-02-01', '2028-02-29'],
    ['2026-05-31', 'LAST_QUARTER', '2026-01-01', '2026-03-31'],
    ['2026-12-31', 'THIS_QUARTER', '2026-10-01', '2026-12-31'],
    ['2026-05-31', 'THIS_YEAR', '2026-01-01', '2026-12-31'],
  ])('on %s: %s is %s to %s', (today, preset, from, to) => {
    expect(daysOfPreset(preset, today)).toEqual({ from, to })
  })

  test('of a number of days has that number', () => {
    for (const today of ['2026-03-01', '2028-02-29', '2028-03-01', '2026-11-01']) {
      for (const count of [7, 30, 90, 365] as const) {
        expect(listDays(daysOfPreset(`LAST_${count}_DAYS`, today)).length).toBe(count)
      }
    }
  })
})

describe('the period before', () => {
  test.each([
    ['a month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['January', '2026-01-01', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['a quarter', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31'],
    ['a year', '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
    ['a day', '2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['a week', '2026-03-16', '2026-03-22', '2026-03-09', '2026-03-15'],
    ['all but a day of a month', '2026-03-01', '2026-03-30', '2026-01-30', '2026-02-28'],
    ['two months', '2026-03-01', '2026-04-30', '2025-12-30', '2026-02-28'],
    ['a leap-year February', '2028-02-01', '2028-02-29', '2028-01-01', '2028-01-31'],
  ])('%s', (_, from, to, earlierFrom, earlierTo) => {
    expect(previousPeriod({ from, to })).toEqual({ from: earlierFrom, to: earlierTo })
  })
})

test('a year earlier the 29th of February is the 28th', () => {
  expect(previousYear({ from: '2028-02-29', to: '2028-03-01' })).toEqual({ from: '2027-02-28', to: '2027-03-01' })
  expect(previousYear({ from: '2029-02-28', to: '2029-03-01' })).toEqual({ from: '2028-02-28', to: '2028-03-01' })
})
