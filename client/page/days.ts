import { countDays } from '../format/dates.ts'
import type { DateRangePreset } from '../graphql/types.gen.ts'

/** The days a page is about: by name, which moves along with the calendar, or from one day to another. */
export type Days = DateRangePreset | { readonly from: string; readonly to: string }

export const rangePresets: Readonly<Record<DateRangePreset, string>> = {
  TODAY: 'Today',
  YESTERDAY: 'Yesterday',
  THIS_WEEK: 'This week',
  LAST_WEEK: 'Last week',
  LAST_7_DAYS: 'Last 7 days',
  THIS_MONTH: 'This month',
  LAST_MONTH: 'Last month',
  LAST_30_DAYS: 'Last 30 days',
  LAST_90_DAYS: 'Last 90 days',
  THIS_QUARTER: 'This quarter',
  LAST_QUARTER: 'Last quarter',
  THIS_YEAR: 'This year',
  LAST_365_DAYS: 'Last 365 days',
}

/** The longest range the graph takes, in days. */
export const maxDays = 400

/** As the graph takes it. */
export const toRange = (days: Days) => (typeof days === 'object' ? days : { preset: days })

/** A day of the calendar: browsers take 30 February for 2 March. */
export function isDay(text: string): boolean {
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN
  return !Number.isNaN(noon) && new Date(noon).toISOString().startsWith(text)
}

/** What is wrong with a range of days, in words; null when nothing is. */
export function checkRange(from: string, to: string): string | null {
  if (!isDay(from) || !isDay(to)) return 'Give both days.'
  if (from > to) return 'The first day must not be after the last.'
  if (countDays(from, to) > maxDays) return `A range may have ${maxDays} days at most.`
  return null
}
