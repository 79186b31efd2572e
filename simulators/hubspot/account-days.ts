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

/** The first instant of a local day, in epoch milliseconds. */
export function startOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds
}

/** How far the zone is from UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6
}

function localDate(instant: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate()
}
