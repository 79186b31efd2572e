import { gatewayNow } from './gateway-clock.ts'
import { locale } from './locale.ts'

/**
 * Days and instants in English, in the notation of the user's region. A day (`2026-11-22`) is a plain date, never
 * shifted by a zone; an instant is shown in the portal's time zone, so that it agrees with the day it was counted on.
 */

const memo = new Map<string, Intl.DateTimeFormat>()

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  const known = memo.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  memo.set(key, made)
  return made
}

/** Noon in UTC, read back in UTC: the same day everywhere. */
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

const yearOf = (instant: Date, timeZone: string): string => formatter({ year: 'numeric', timeZone }).format(instant)

/** `Thu, 5 Nov 2026` */
export const formatDay = (day: string): string =>
  formatter({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(noon(day))

/** `5 Nov` */
export const formatShortDay = (day: string): string =>
  formatter({ day: 'numeric', month: 'short', timeZone: 'UTC' }).format(noon(day))

/** `24 Oct – 22 Nov 2026`; one day is just that day. */
export function formatDays(from: string, to: string): string {
  const format = formatter({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  return from === to ? format.format(noon(from)) : format.formatRange(noon(from), noon(to))
}

/** How many days, both ends counted. */
export const countDays = (from: string, to: string): number =>
  Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000) + 1

/** `5 Nov, 14:03`, with the year when it is not this one. */
export function formatInstant(instant: string, timeZone: string): string {
  const date = new Date(instant)
  const year = yearOf(date, timeZone) === yearOf(new Date(gatewayNow()), timeZone) ? {} : ({ year: 'numeric' } as const)
  return formatter({ day: 'numeric', month: 'short', ...year, hour: 'numeric', minute: '2-digit', timeZone }).format(
    date,
  )
}

/** Everything about an instant, zone included, for titles. */
export const formatFullInstant = (instant: string, timeZone: string): string =>
  formatter({ dateStyle: 'full', timeStyle: 'long', timeZone }).format(new Date(instant))

/** `14:03` */
export const formatTime = (instant: string, timeZone: string): string =>
  formatter({ hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(instant))

/** `Eastern Time`: what people call the zone, in summer and winter. */
export function zoneName(timeZone: string): string {
  if (timeZone === 'UTC') return 'UTC'
  const parts = formatter({ timeZone, timeZoneName: 'longGeneric' }).formatToParts(noon('2026-01-01'))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })

/** `now`, `2 minutes ago`, `3 hours ago`. Never in the future, even when clocks differ slightly. */
export function formatAge(ageSeconds: number): string {
  if (ageSeconds < 45) return 'just now'
  if (ageSeconds < 5_400) return relative.format(-Math.max(1, Math.round(ageSeconds / 60)), 'minute')
  if (ageSeconds < 129_600) return relative.format(-Math.round(ageSeconds / 3_600), 'hour')
  return relative.format(-Math.round(ageSeconds / 86_400), 'day')
}
