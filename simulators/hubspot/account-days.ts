import { Temporal } from 'temporal-polyfill'

/** The instant of the next local midnight, in epoch milliseconds. */
export function startOfNextDay(instant: number, timeZone: string): number {
  return localDate(instant, timeZone).add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds
}

/** The local day of an instant, `2026-11-22`. */
export function dayAt(instant: number, timeZone: string): string {
  return localDate(instant, timeZone).toString()
}

/** The day `count` days later. */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString()
}

/** The Monday of the day's week. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek)
}

/** Whether a text such as `2026-02-28` is a day of the calendar. */
export function isDay(text: string): boolean {
  const instant = Date.parse(text)
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text)
}

/** By zone and day: a world asks for the same days again and again. */
const starts = new Map<string, number>()
const maxStarts = 10_000

/** The first instant of a local day, in epoch milliseconds. */
export function startOfDay(day: string, timeZone: string): number {
  const key = `${timeZone} ${day}`
  const known = starts.get(key)
  if (known !== undefined) return known
  if (starts.size >= maxStarts) starts.clear()
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds
  starts.set(key, start)
  return start
}

/** How far the zone is from UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6
}

function localDate(instant: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate()
}
