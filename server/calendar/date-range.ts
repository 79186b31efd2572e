import { badUserInput } from '../errors/gateway-error.ts'
import { countDays, dayOf, type Day, type Days } from './days.ts'
import { daysOfPreset, type Preset } from './presets.ts'

/** Days, both inclusive, and their time zone. */
export interface DateRange extends Days {
  readonly timeZone: string
}

/** Input of a range: both days, a preset, or neither, which means this month. */
export interface DateRangeInput {
  readonly from?: Day | null | undefined
  readonly to?: Day | null | undefined
  readonly preset?: Preset | null | undefined
}

/** Days outside of these are typos, and beyond what every date library involved can handle. */
const [firstDay, lastDay] = ['1970-01-01', '2999-12-31']

/** @throws GatewayError `BAD_USER_INPUT` for a day outside the supported years */
export function checkDay(name: string, day: Day): Day {
  if (day >= firstDay && day <= lastDay) return day
  throw badUserInput(`${name} must lie between ${firstDay} and ${lastDay}; it is ${day}.`)
}

/** Maximum length of a range, in days: a year, with room for comparisons. */
export const maxRangeDays = 400

/**
 * Resolves the range of days.
 *
 * @param now epoch milliseconds
 * @throws GatewayError `BAD_USER_INPUT` for half a range, a reversed range, days combined with a preset, or more than
 * 400 days
 */
export function resolveDateRange(input: DateRangeInput | null | undefined, now: number, timeZone: string): DateRange {
  const { from, to, preset } = input ?? {}
  if (preset && (from || to)) throw badUserInput('range takes either from and to, or a preset, not both.')
  if (preset) return { ...daysOfPreset(preset, dayOf(now, timeZone)), timeZone }
  if (!from && !to) return { ...daysOfPreset('THIS_MONTH', dayOf(now, timeZone)), timeZone }
  if (!from || !to)
    throw badUserInput(`range.${from ? 'to' : 'from'} is missing: a range takes both days, or a preset.`)
  checkDay('range.from', from)
  checkDay('range.to', to)
  if (from > to) throw badUserInput(`range.from (${from}) lies after range.to (${to}).`)
  const days = countDays({ from, to })
  if (days > maxRangeDays) throw badUserInput(`range spans ${days} days; at most ${maxRangeDays} are allowed.`)
  return { from, to, timeZone }
}
