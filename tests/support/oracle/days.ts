// Days are strings, "2026-11-22", which compare as text in order of time. An instant is placed by the day that a calendar
// on the wall of the zone shows at that instant; no day is ever turned into an instant.

export type Days = { from: string; to: string }
export type Range = Days & { timeZone: string }

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

const millisecondsPerDay = 86_400_000

/** Milliseconds since 1970 of a wire instant; one without a zone is UTC. */
export function epochMs(instant: string | Date): number {
  if (instant instanceof Date) return instant.getTime()
  const ms = Date.parse(/(?:[zZ]|[+-]\d\d:?\d\d)$/.test(instant) ? instant : `${instant}Z`)
  if (Number.isNaN(ms)) throw new Error(`not an instant: ${instant}`)
  return ms
}

const formats = new Map<string, Intl.DateTimeFormat>()
const knownDays = new Map<string, Map<number, string>>()

/** The day on the wall of `timeZone` at an instant. */
export function localDay(instant: string | Date, timeZone: string): string {
  const ms = epochMs(instant)
  let days = knownDays.get(timeZone)
  if (!days) knownDays.set(timeZone, (days = new Map()))
  const known = days.get(ms)
  if (known !== undefined) return known
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const part: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(ms)) part[type] = value
  const day = `${String(part.year).padStart(4, '0')}-${part.month}-${part.day}`
  days.set(ms, day)
  return day
}

/** Whether an instant falls on a day of the range; never for an unset one. */
export function liesIn(instant: string | null | undefined, range: Range): boolean {
  if (!instant) return false
  const day = localDay(instant, range.timeZone)
  return range.from <= day && day <= range.to
}

/** The plain date of a wire value that has one (`dateWorked`): its first ten characters, no zone involved. */
export function plainDate(wire: string): string {
  return wire.slice(0, 10)
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * millisecondsPerDay).toISOString().slice(0, 10)
}

/** Every day between two days, both included, oldest first. */
export function listDays(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

export function dayOf(year: number, month: number, dayOfMonth: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

export function split(day: string): { year: number; month: number; dayOfMonth: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), dayOfMonth: Number(day.slice(8, 10)) }
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export function lengthOfMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The calendar month that lies `offset` months from the one given. */
export function monthDays(year: number, month: number, offset = 0): Days {
  const index = year * 12 + (month - 1) + offset
  const y = Math.floor(index / 12)
  const m = index - y * 12 + 1
  return { from: dayOf(y, m, 1), to: dayOf(y, m, lengthOfMonth(y, m)) }
}

/** The calendar quarter that holds the month given, moved by `offset` quarters. */
export function quarterDays(year: number, month: number, offset = 0): Days {
  const first = month - ((month - 1) % 3)
  return {
    from: monthDays(year, first, offset * 3).from,
    to: monthDays(year, first, offset * 3 + 2).to,
  }
}

export function yearDays(year: number): Days {
  return { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) }
}

/** The days a preset names at an instant in a zone. `THIS_…` is the whole week, month, quarter or year, days to come too. */
export function presetDays(preset: Preset, now: Date, timeZone: string): Days {
  const today = localDay(now, timeZone)
  const { year, month } = split(today)
  const monday = addDays(today, 1 - weekday(today))
  const last = (count: number): Days => ({ from: addDays(today, 1 - count), to: today })
  switch (preset) {
    case 'TODAY':
      return { from: today, to: today }
    case 'YESTERDAY':
      return { from: addDays(today, -1), to: addDays(today, -1) }
    case 'THIS_WEEK':
      return { from: monday, to: addDays(monday, 6) }
    case 'LAST_WEEK':
      return { from: addDays(monday, -7), to: addDays(monday, -1) }
    case 'THIS_MONTH':
      return monthDays(year, month)
    case 'LAST_MONTH':
      return monthDays(year, month, -1)
    case 'THIS_QUARTER':
      return quarterDays(year, month)
    case 'LAST_QUARTER':
      return quarterDays(year, month, -1)
    case 'THIS_YEAR':
      return yearDays(year)
    case 'LAST_7_DAYS':
      return last(7)
    case 'LAST_30_DAYS':
      return last(30)
    case 'LAST_90_DAYS':
      return last(90)
    case 'LAST_365_DAYS':
      return last(365)
  }
}

const same = (a: Days, b: Days): boolean => a.from === b.from && a.to === b.to

/** A calendar month, quarter or year: the one before. Else the same number of days just before. */
export function previousPeriod({ from, to }: Days): Days {
  const { year, month } = split(from)
  const days = { from, to }
  if (same(days, monthDays(year, month))) return monthDays(year, month, -1)
  if (same(days, quarterDays(year, month))) return quarterDays(year, month, -1)
  if (same(days, yearDays(year))) return yearDays(year - 1)
  const length = listDays(from, to).length
  return { from: addDays(from, -length), to: addDays(from, -1) }
}

/** The same days a year earlier; 29 February becomes the 28th. */
export function previousYear({ from, to }: Days): Days {
  const yearBefore = (day: string): string => {
    const { year, month, dayOfMonth } = split(day)
    return dayOf(year - 1, month, Math.min(dayOfMonth, lengthOfMonth(year - 1, month)))
  }
  return { from: yearBefore(from), to: yearBefore(to) }
}
