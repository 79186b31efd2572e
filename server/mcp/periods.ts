import { addDays, isDay, type Day, type Days } from '../calendar/days.ts'
import { daysOfPreset, type Preset } from '../calendar/presets.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import type { Arguments, JsonSchema } from './tool.ts'

/** The arguments that name a period, beside the names of periods, which are the graph's. */
export const dayArguments: Readonly<Record<'from' | 'to', JsonSchema>> = {
  from: {
    type: 'string',
    description:
      'The first day, instead of period: 2026-11-22, or the month 2026-11 for its first day. Days are in the portal’s time zone.',
  },
  to: {
    type: 'string',
    description: 'The last day, inclusive: 2026-11-22, or the month 2026-11 for its last day. Today unless given.',
  },
}

/**
 * The days that a caller names.
 *
 * @returns null if the caller names none
 * @throws GatewayError `BAD_USER_INPUT`
 */
export function readPeriod({ period, from, to }: Arguments, today: Day): Days | null {
  if (period !== undefined && (from !== undefined || to !== undefined)) {
    throw badUserInput('Give either period, or from and to.')
  }
  if (period !== undefined) return daysOfPreset(period as Preset, today)
  if (from === undefined && to === undefined) return null
  if (from === undefined) throw badUserInput('from is missing: a period needs its first day.')
  const days = { from: readDay('from', from as string), to: to === undefined ? today : readDay('to', to as string) }
  if (days.from <= days.to) return days
  const end = to === undefined ? `today (${today}); give to as well` : `to (${days.to})`
  throw badUserInput(`from (${days.from}) lies after ${end}.`)
}

function readDay(name: 'from' | 'to', text: string): Day {
  if (isDay(text)) return text
  const month = /^(\d{4})-(\d{2})$/.test(text) && isDay(`${text}-01`) ? text : null
  if (month === null) throw badUserInput(`${name} must be a day such as 2026-11-22, or a month such as 2026-11.`)
  return name === 'from' ? `${month}-01` : lastDayOf(month)
}

/** The last day of a month, `2026-11`. */
function lastDayOf(month: string): Day {
  const inNextMonth = addDays(`${month}-01`, 31)
  return addDays(`${inNextMonth.slice(0, 7)}-01`, -1)
}

/** A month as callers write it. */
export const monthArgument: JsonSchema = {
  type: 'string',
  description: 'The month, such as 2026-10; `this` or `last`. This month unless given.',
  default: 'this',
}

/** @throws GatewayError `BAD_USER_INPUT` */
export function readMonth(text: string | undefined, today: Day): { readonly year: number; readonly month: number } {
  const [thisYear = 0, thisMonth = 0] = today.split('-').map(Number)
  if (text === undefined || text === 'this') return { year: thisYear, month: thisMonth }
  if (text === 'last') {
    return thisMonth === 1 ? { year: thisYear - 1, month: 12 } : { year: thisYear, month: thisMonth - 1 }
  }
  if (!/^\d{4}-\d{2}$/.test(text) || !isDay(`${text}-01`)) {
    throw badUserInput('month must be a month such as 2026-10, or one of this and last.')
  }
  const [year = 0, month = 0] = text.split('-').map(Number)
  return { year, month }
}
