import { Temporal } from 'temporal-polyfill'
import { dayMs } from './wire.ts'

/** Where the provider works: its office hours, ticket numbers and work dates follow this zone. */
export const homeZone = 'America/New_York'

/** Stretch of time, both ends included. */
export interface Span {
  from: number
  to: number
}

/** A local day: `[start, end)`. */
export interface LocalDay {
  /** `2026-09-01` */
  date: string
  /** 1 is Monday, 7 is Sunday. */
  weekday: number
  start: number
  end: number
}

/** The provider's year, in its own days. */
export interface Timeline {
  /** Where the records begin: the local midnight a year before today. */
  first: number
  now: number
  /** Every local day from the first to some weeks after now, oldest first. */
  days: readonly LocalDay[]
  /** The local day an instant lies in; an instant outside the timeline counts to its first or last day. */
  dayOf(instant: number): LocalDay
}

const daysAhead = 60

/** The twelve months up to `now` and the weeks ahead, in days of the home zone. */
export function createTimeline(now: number): Timeline {
  const today = localDate(homeZone, now)
  const days: LocalDay[] = []
  const last = today.add({ days: daysAhead })
  let date = today.subtract({ years: 1 })
  let start = startOf(homeZone, date)
  const changes = clockChanges(homeZone, start, startOf(homeZone, last) + dayMs)
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const next = date.add({ days: 1 })
    // Looking up the zone for each of some four hundred days would be the slowest part here.
    const isChanging = changes.some((at) => at >= start && at < start + dayMs)
    const end = isChanging ? startOf(homeZone, next) : start + dayMs
    days.push({ date: date.toString(), weekday: date.dayOfWeek, start, end })
    date = next
    start = end
  }
  const first = days[0]!.start
  return {
    first,
    now,
    days,
    dayOf: (instant) => {
      let index = Math.min(Math.max(Math.floor((instant - first) / dayMs), 0), days.length - 1)
      while (index > 0 && instant < days[index]!.start) index--
      while (index < days.length - 1 && instant >= days[index]!.end) index++
      return days[index]!
    },
  }
}

/** The whole local day of a zone, `offset` days after (before, when negative) the one that `now` lies in. */
export function localDaySpan(zone: string, now: number, offset: number): Span {
  const date = localDate(zone, now).add({ days: offset })
  return { from: startOf(zone, date), to: startOf(zone, date.add({ days: 1 })) - 1 }
}

/** The instants from `first` to `last` at which a zone's clocks changed, newest first. */
export function clockChanges(zone: string, first: number, last: number): number[] {
  const changes: number[] = []
  // One past the last, so that a change at that very instant counts.
  let instant = last + 1
  for (;;) {
    const change = Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition('previous')
    if (change === null || change.epochMilliseconds < first) return changes
    instant = change.epochMilliseconds
    changes.push(instant)
  }
}

/** The local midnights at which a zone's months began since `first`, newest first. */
export function monthStarts(zone: string, first: number, now: number): number[] {
  const starts: number[] = []
  let date = localDate(zone, now).with({ day: 1 })
  for (;;) {
    const start = startOf(zone, date)
    if (start <= first) return starts
    starts.push(start)
    date = date.subtract({ months: 1 })
  }
}

function localDate(zone: string, instant: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate()
}

function startOf(zone: string, date: Temporal.PlainDate): number {
  return date.toZonedDateTime(zone).epochMilliseconds
}
