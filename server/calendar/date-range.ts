import { badUserInput } from '../errors/gateway-error.ts'
import { countDays, dayOf, type Day, type Days } from './days.ts'
import { daysOfPreset, type Preset } from './presets.ts'

/** Days, both included, and the zone in which they are days. */
export interface DateRange extends Days {
  readonly timeZone: string
}

/** As callers give it: both days, or a preset, or nothing, which means this month. */
export interface DateRangeInput {
  readonly from?: Day | null | undefined
  readonly to?: Day | null | undefined
  readonly preset?: Preset | null | undefined
}

/** No question may span more days than this: a year with room to compare. */
export const maxRangeDays = 400

/**
 * The days a caller means.
 *
 * @param now epoch milliseconds
 * @throws GatewayError `BAD_USER_INPUT` for half a range, a range the wrong way round, days with a preset, or more than
 *   400 days
 */
export function resolveDateRange(input: DateRangeInput | null | undefined, now: number, timeZone: string): DateRange {
  const { from, to, preset } = input ?? {}
  if (preset && (from || to)) throw badUserInput('range takes either from and to, or a preset, not both.')
  if (preset) return { ...daysOfPreset(preset, dayOf(now, timeZone)), timeZone }
  if (!from && !to) return { ...daysOfPreset('THIS_MONTH', dayOf(now, timeZone)), timeZone }
  if (!from || !to)
    throw badUserInput(`range.${from ? 'to' : 'from'} is missing: a range takes both days, or a preset.`)
  if (from > to) throw badUserInput(`range.from (${from}) lies after range.to (${to}).`)
  const days = countDays({ from, to })
  if (days > maxRangeDays) throw badUserInput(`range spans ${days} days; at most ${maxRangeDays} are allowed.`)
  return { from, to, timeZone }
}
