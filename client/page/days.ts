import { countDays } from '../format/dates.ts'
import type { DateRangePreset } from '../graphql/types.gen.ts'

/** The date range of a page: a relative preset, or a first and last day. */
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

/** The range as the graph's input. */
export const toRange = (days: Days) => (typeof days === 'object' ? days : { preset: days })

/** Whether the day exists: browsers parse 30 February as 2 March. */
export function isDay(text: string): boolean {
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN
  return !Number.isNaN(noon) && new Date(noon).toISOString().startsWith(text)
}

/** The validation error of a date range; null when it is valid. */
export function checkRange(from: string, to: string): string | null {
  if (!isDay(from) || !isDay(to)) return 'Give both days.'
  if (from > to) return 'The first day must not be after the last.'
  if (countDays(from, to) > maxDays) return `A range may have ${maxDays} days at most.`
  return null
}
