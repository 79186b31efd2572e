import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

/** Days from `from` to `to`, both included. */
export interface Days {
  readonly from: Day
  readonly to: Day
}

// Zone arithmetic is slow and days repeat: a year by day is 366 of them on every page.
const starts = new LRUCache<string, number>({ max: 10_000 })

/** The first instant of a local day, in epoch milliseconds; not midnight where the clocks jump over it. */
export function startOfDay(day: Day, timeZone: string): number {
  const key = `${timeZone} ${day}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds
  starts.set(key, start)
  return start
}

/** The local day of an instant in epoch milliseconds. */
export function dayOf(instant: number, timeZone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ days: count }).toString()
}

/** How many days there are, both ends included. */
export function countDays({ from, to }: Days): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1
}

/** Each day, oldest first. By plain numbers: a year of days is listed for every summary that is asked for by day. */
export function listDays(days: Days): Day[] {
  const first = Date.parse(days.from)
  return Array.from({ length: countDays(days) }, (_, index) =>
    new Date(first + index * dayMs).toISOString().slice(0, 10),
  )
}

const dayMs = 86_400_000

/** The days as instants: from the start of the first up to the start of the day after the last. */
export function instantsOf({ from, to }: Days, timeZone: string): { from: number; before: number } {
  return { from: startOfDay(from, timeZone), before: startOfDay(addDays(to, 1), timeZone) }
}

/** Whether the text is a day that exists. By plain numbers: every day of an answer is looked at on its way out. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = Date.parse(text)
  // A day such as 30 February is either no date or another day.
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text)
}
