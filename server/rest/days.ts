import { dayOf, isDay, type Day } from '../calendar/days.ts'
import { daysOfPreset } from '../calendar/presets.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import type { Occasion } from './endpoint.ts'

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]{4,20}(Z|[+-]\d{2}:\d{2})$/

/**
 * A day as callers write it: an ISO day, or an instant, which means its day in the portal's time zone.
 *
 * @throws GatewayError `BAD_USER_INPUT`
 */
export function readDay(name: string, text: string, timeZone: string): Day {
  if (isDay(text)) return text
  const at = instant.test(text) ? Date.parse(text) : NaN
  if (!Number.isNaN(at)) return dayOf(at, timeZone)
  throw badUserInput(`${name} must be a day such as 2026-11-22, or an instant such as 2026-11-22T08:15:00Z.`)
}

/** Days of a question: those given; what is not given is that of this month. */
export function readRange(
  { start_date, end_date }: { readonly start_date?: string | undefined; readonly end_date?: string | undefined },
  { timeZone, today }: Pick<Occasion, 'timeZone' | 'today'>,
) {
  if (start_date === undefined && end_date === undefined) return { preset: 'THIS_MONTH' }
  const month = daysOfPreset('THIS_MONTH', today)
  const from = start_date === undefined ? month.from : readDay('start_date', start_date, timeZone)
  const to = end_date === undefined ? month.to : readDay('end_date', end_date, timeZone)
  if (from > to) throw badUserInput(`start_date (${from}) lies after end_date (${to}).`)
  return { from, to }
}
