import {
  addDays,
  dayOf,
  localDay,
  monthDays,
  presetDays,
  quarterDays,
  split,
  weekday,
  yearDays,
  type Days,
} from './days.ts'

export type Window = Days & { label: string }

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function sundayFrom(day: string): string {
  return addDays(day, 7 - weekday(day))
}

/** US: second Sunday of March, first of November. EU: last Sunday of March, of October. */
export function clockChanges(year: number): { label: string; day: string }[] {
  return [
    { label: 'US spring', day: sundayFrom(dayOf(year, 3, 8)) },
    { label: 'US autumn', day: sundayFrom(dayOf(year, 11, 1)) },
    { label: 'EU spring', day: sundayFrom(dayOf(year, 3, 25)) },
    { label: 'EU autumn', day: sundayFrom(dayOf(year, 10, 25)) },
  ]
}

function lastClockChanges(today: string): Window[] {
  const { year } = split(today)
  const windows: Window[] = []
  for (const thisYear of clockChanges(year)) {
    const change =
      thisYear.day <= today ? thisYear : clockChanges(year - 1).find(({ label }) => label === thisYear.label)
    if (!change) continue
    windows.push({ label: `last ${change.label} clock change`, from: change.day, to: change.day })
  }
  return windows
}

function fixedWindows(now: Date, timeZone: string): Window[] {
  const today = localDay(now, timeZone)
  const { year, month } = split(today)
  const beforeThisMonth = monthDays(year, month, -1)
  const nextMonth = monthDays(year, month, 1)
  const changes = lastClockChanges(today)
  return [
    { label: 'today', from: today, to: today },
    { label: 'yesterday', ...presetDays('YESTERDAY', now, timeZone) },
    { label: 'this month', ...monthDays(year, month) },
    ...changes,
    { label: 'last month', ...beforeThisMonth },
    { label: 'this week', ...presetDays('THIS_WEEK', now, timeZone) },
    { label: 'last quarter', ...quarterDays(year, month, -1) },
    { label: 'last 365 days', ...presetDays('LAST_365_DAYS', now, timeZone) },
    { label: 'empty: three years ago', ...yearDays(year - 3) },
    { label: 'last day of last month', from: beforeThisMonth.to, to: beforeThisMonth.to },
    { label: 'around the last month end', from: beforeThisMonth.to, to: addDays(beforeThisMonth.to, 1) },
    ...changes.map(({ label, from }) => ({
      label: `around the ${label}`,
      from: addDays(from, -1),
      to: addDays(from, 1),
    })),
    { label: 'this quarter', ...quarterDays(year, month) },
    { label: 'this year', ...yearDays(year) },
    { label: 'last year', ...yearDays(year - 1) },
    { label: 'last week', ...presetDays('LAST_WEEK', now, timeZone) },
    { label: 'last 7 days', ...presetDays('LAST_7_DAYS', now, timeZone) },
    { label: 'last 30 days', ...presetDays('LAST_30_DAYS', now, timeZone) },
    { label: 'last 90 days', ...presetDays('LAST_90_DAYS', now, timeZone) },
    { label: 'empty: the month after next', ...monthDays(year, month, 2) },
    { label: 'tomorrow', from: addDays(today, 1), to: addDays(today, 1) },
    { label: 'first day of next month', from: nextMonth.from, to: nextMonth.from },
  ]
}

function drawnWindow(random: () => number, today: string): Window {
  const below = (limit: number): number => Math.floor(random() * limit)
  const { year, month } = split(today)
  const kind = random()
  if (kind < 0.25) {
    const day = addDays(today, -below(400))
    return { label: `single day ${day}`, from: day, to: day }
  }
  if (kind < 0.4) {
    const days = monthDays(year, month, -below(13))
    return { label: `month ${days.from.slice(0, 7)}`, ...days }
  }
  if (kind < 0.5) {
    const { to } = monthDays(year, month, -1 - below(12))
    const days = { from: addDays(to, -below(3)), to: addDays(to, below(3)) }
    return { label: `month end ${days.from} to ${days.to}`, ...days }
  }
  const from = addDays(today, -below(400))
  const to = addDays(from, below(400))
  return { label: `range ${from} to ${to}`, from, to }
}

/**
 * `count` windows for a now and a zone, the same for the same seed: first the telling ones (today, month, clock changes,
 * quarter, year, empty ones, month ends: 28 of them), then drawn days, months, month ends and ranges of up to 400 days.
 */
export function randomWindows(options: { seed: number; count: number; now: Date; timeZone: string }): Window[] {
  const { seed, count, now, timeZone } = options
  const random = createRandom(seed)
  const today = localDay(now, timeZone)
  const windows = fixedWindows(now, timeZone).slice(0, count)
  while (windows.length < count) windows.push(drawnWindow(random, today))
  return windows
}
