import { Temporal } from 'temporal-polyfill'
import { memoize } from '../memoize.ts'
import type { Day, Days } from './days.ts'

/** Named ranges. `THIS_…` is the whole week, month, quarter or year, including future days. */
export type Preset =
  | 'TODAY'
  | 'YESTERDAY'
  | 'THIS_WEEK'
  | 'LAST_WEEK'
  | 'THIS_MONTH'
  | 'LAST_MONTH'
  | 'THIS_QUARTER'
  | 'LAST_QUARTER'
  | 'THIS_YEAR'
  | 'LAST_7_DAYS'
  | 'LAST_30_DAYS'
  | 'LAST_90_DAYS'
  | 'LAST_365_DAYS'

type Unit = 'week' | 'month' | 'quarter' | 'year'

function firstOf(unit: Unit, day: Temporal.PlainDate): Temporal.PlainDate {
  if (unit === 'week') return day.subtract({ days: day.dayOfWeek - 1 })
  if (unit === 'month') return day.with({ day: 1 })
  if (unit === 'quarter') return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 })
  return day.with({ month: 1, day: 1 })
}

const lengths: Record<Unit, Temporal.DurationLike> = {
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
}

/** The week (from Monday), month, quarter or year that starts on `first`. */
function unitFrom(unit: Unit, first: Temporal.PlainDate): Days {
  return { from: first.toString(), to: first.add(lengths[unit]).subtract({ days: 1 }).toString() }
}

/** How many results are kept of each function here: the same ones are asked for again and again. */
const keptResults = 1_000

const days = memoize((key: string): Days => {
  const [preset, today] = key.split(' ') as [Preset, Day]
  return findDays(preset, today)
}, keptResults)

/** The days of a preset as of `today`. */
export const daysOfPreset = (preset: Preset, today: Day): Days => days(`${preset} ${today}`)

function findDays(preset: Preset, today: Day): Days {
  const now = Temporal.PlainDate.from(today)
  const current = (unit: Unit) => unitFrom(unit, firstOf(unit, now))
  const previous = (unit: Unit) => unitFrom(unit, firstOf(unit, now).subtract(lengths[unit]))
  const last = (days: number): Days => ({ from: now.subtract({ days: days - 1 }).toString(), to: today })
  const yesterday = now.subtract({ days: 1 }).toString()
  const meanings: Record<Preset, () => Days> = {
    TODAY: () => last(1),
    YESTERDAY: () => ({ from: yesterday, to: yesterday }),
    THIS_WEEK: () => current('week'),
    LAST_WEEK: () => previous('week'),
    THIS_MONTH: () => current('month'),
    LAST_MONTH: () => previous('month'),
    THIS_QUARTER: () => current('quarter'),
    LAST_QUARTER: () => previous('quarter'),
    THIS_YEAR: () => current('year'),
    LAST_7_DAYS: () => last(7),
    LAST_30_DAYS: () => last(30),
    LAST_90_DAYS: () => last(90),
    LAST_365_DAYS: () => last(365),
  }
  return meanings[preset]()
}

const previous = memoize((key: string): Days => {
  const [from, to] = key.split(' ') as [Day, Day]
  return findPrevious({ from, to })
}, keptResults)

/** The preceding days: for a whole calendar month, quarter or year the one before it, otherwise as many days. */
export const previousPeriod = ({ from, to }: Days): Days => previous(`${from} ${to}`)

function findPrevious({ from, to }: Days): Days {
  const first = Temporal.PlainDate.from(from)
  for (const unit of ['month', 'quarter', 'year'] as const) {
    if (firstOf(unit, first).equals(first) && unitFrom(unit, first).to === to) {
      return unitFrom(unit, first.subtract(lengths[unit]))
    }
  }
  const days = first.until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1
  return { from: first.subtract({ days }).toString(), to: first.subtract({ days: 1 }).toString() }
}

/** The same days a year earlier; 29 February becomes the 28th. */
export function previousYear({ from, to }: Days): Days {
  const earlier = (day: Day) => Temporal.PlainDate.from(day).subtract({ years: 1 }).toString()
  return { from: earlier(from), to: earlier(to) }
}
