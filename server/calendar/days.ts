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

/** The day last asked for in each zone, with its instants: mostly, it is asked for again. */
const lastDays = new Map<string, InstantRange & { readonly day: Day }>()

/** Local day of an instant in epoch milliseconds. */
export function dayOf(instant: number, timeZone: string): Day {
  const last = lastDays.get(timeZone)
  if (last && instant >= last.from && instant < last.before) return last.day
  const day = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  lastDays.set(timeZone, { day, ...instantsOf({ from: day, to: day }, timeZone) })
  return day
}

/** The day `count` days later (earlier if negative). */
export const addDays = (day: Day, count: number): Day => dayFrom(Date.parse(day) + count * dayMs)

/** Number of days, both ends inclusive. */
export const countDays = ({ from, to }: Days): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1

/** @param instant the start of the day in UTC, in epoch milliseconds */
const dayFrom = (instant: number): Day => new Date(instant).toISOString().slice(0, 10)

// Every summary by day lists up to a year of them, mostly the same.
const lists = new LRUCache<string, readonly Day[]>({ max: 100 })

/** Lists each day, oldest first. */
export function listDays({ from, to }: Days): readonly Day[] {
  const key = `${from} ${to}`
  const known = lists.get(key)
  if (known) return known
  const first = Date.parse(from)
  const days = Array.from({ length: countDays({ from, to }) }, (_, index) => dayFrom(first + index * dayMs))
  lists.set(key, days)
  return days
}

/** A day of 24 hours, in milliseconds: days in UTC, and lengths of time. */
export const dayMs = 86_400_000

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
