import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'

/** A calendar day, `YYYY-MM-DD`, that no time zone shifts. */
export type Day = string

/** An instant in epoch milliseconds. */
export type Instant = number

/** From `from` (inclusive) to `before` (exclusive). */
export interface InstantRange {
  readonly from: Instant
  readonly before: Instant
}

/** Days from `from` to `to`, both inclusive. */
export interface Days {
  readonly from: Day
  readonly to: Day
}

// Time zone arithmetic is slow and days repeat: a year by day takes 366 of them on every page.
const starts = new LRUCache<string, number>({ max: 10_000 })

/** First instant of a local day, in epoch milliseconds; not midnight where DST skips it. */
export function startOfDay(day: Day, timeZone: string): number {
  const key = `${timeZone} ${day}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds
  starts.set(key, start)
  return start
}

/** Local day of an instant in epoch milliseconds. */
export function dayOf(instant: number, timeZone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** The day `count` days later (earlier if negative). */
export function addDays(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ days: count }).toString()
}

/** Number of days, both ends inclusive. */
export function countDays({ from, to }: Days): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1
}

/** Lists each day, oldest first. Uses plain arithmetic for speed: every summary by day lists up to a year of them. */
export function listDays(days: Days): Day[] {
  const first = Date.parse(days.from)
  return Array.from({ length: countDays(days) }, (_, index) =>
    new Date(first + index * dayMs).toISOString().slice(0, 10),
  )
}

const dayMs = 86_400_000

/** The days as instants: from the start of the first day, to the start of the day after the last. */
export function instantsOf({ from, to }: Days, timeZone: string): InstantRange {
  return { from: startOfDay(from, timeZone), before: startOfDay(addDays(to, 1), timeZone) }
}

/** Whether the text is an existing day. Uses plain arithmetic for speed: every day in a response is validated. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = Date.parse(text)
  // 30 February parses as no date or another day.
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text)
}
