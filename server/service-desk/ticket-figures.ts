import { rememberForParts } from '../figures/parts.ts'
import { rememberFor } from '../figures/remember.ts'
import { listDays, startOfDay, type Day } from '../calendar/days.ts'
import type { DateRange } from '../calendar/date-range.ts'
import { addCounts, countByKey } from './buckets.ts'
import type { Ticket } from '../vendors/autotask/types.ts'

const msPerHour = 3_600_000

/** Elapsed hours from creation to resolution (otherwise completion), unrounded; null while the ticket is open. */
export function resolutionHours(ticket: Ticket): number | null {
  if (ticket.completedAt === null) return null
  return ((ticket.resolvedAt ?? ticket.completedAt) - ticket.createdAt) / msPerHour
}

/** Mean `resolutionHours` of completed tickets; null if there are none. */
export function averageResolutionHours(tickets: readonly Ticket[]): number | null {
  return meanHours(tickets, 'resolution', ({ completedAt, resolvedAt, createdAt }) =>
    completedAt === null ? null : (resolvedAt ?? completedAt) - createdAt,
  )
}

/** Mean elapsed hours from creation to first response; null if no ticket had one. */
export function averageFirstResponseHours(tickets: readonly Ticket[]): number | null {
  return meanHours(tickets, 'first response', ({ firstResponseAt, createdAt }) =>
    firstResponseAt === null ? null : firstResponseAt - createdAt,
  )
}

/**
 * Mean of the durations, in hours; null without any. Sums whole milliseconds, which is exact: summing hours would round
 * each, and halves would end up on the wrong side.
 */
function meanHours(
  tickets: readonly Ticket[],
  name: string,
  durationMs: (ticket: Ticket) => number | null,
): number | null {
  return rememberFor(tickets, `mean:${name}`, () => {
    const parts = rememberForParts(tickets, `durations:${name}`, (part) => totalDuration(part, durationMs))
    const totalMs = sum(parts.map((part) => part.totalMs))
    const count = sum(parts.map((part) => part.count))
    return count === 0 ? null : totalMs / (count * msPerHour)
  })
}

function totalDuration(tickets: readonly Ticket[], durationMs: (ticket: Ticket) => number | null) {
  let [totalMs, count] = [0, 0]
  for (const ticket of tickets) {
    const ms = durationMs(ticket)
    if (ms === null) continue
    totalMs += ms
    count++
  }
  return { totalMs, count }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Counts tickets with a completion date. */
export function countCompleted(tickets: readonly Ticket[]): number {
  return sum(
    rememberForParts(tickets, 'completed', (part) =>
      part.reduce((count, { completedAt }) => (completedAt === null ? count : count + 1), 0),
    ),
  )
}

/** Counts, for every day of the range, the tickets `created` and `completed` on it. */
export function countByDay(
  range: DateRange,
  created: readonly Ticket[],
  completed: readonly Ticket[],
): { date: Day; created: number; completed: number }[] {
  const days = listDays(range)
  const createdCounts = countsByDay(range, created, 'created')
  const completedCounts = countsByDay(range, completed, 'completed')
  return days.map((date, index) => ({
    date,
    created: createdCounts[index] ?? 0,
    completed: completedCounts[index] ?? 0,
  }))
}

/** Not `ticket[name]`: over a hundred thousand tickets, reading a property of any name takes several times as long. */
const dates = {
  created: ({ createdAt }: Ticket) => createdAt,
  completed: ({ completedAt }: Ticket) => completedAt,
}

/** Number of tickets whose date is on each day of the range, in order. */
function countsByDay(range: DateRange, tickets: readonly Ticket[], date: keyof typeof dates): readonly number[] {
  const key = `days:${date}:${range.from}:${range.to}:${range.timeZone}`
  return rememberFor(tickets, key, () => {
    const starts = listDays(range).map((day) => startOfDay(day, range.timeZone))
    const dateOf = dates[date]
    const counts = addCounts(
      rememberForParts(tickets, `part:${key}`, (part) =>
        countByKey(part, (ticket) => lastStartUpTo(starts, dateOf(ticket) ?? -Infinity)),
      ),
    )
    return starts.map((_, index) => counts.get(index) ?? 0)
  })
}

const usualDayMs = 24 * 3_600_000

/** Index of the last of the ascending `starts` that is not after the instant; -1 if all are. */
function lastStartUpTo(starts: readonly number[], instant: number): number {
  const first = starts[0] ?? Infinity
  if (instant < first) return -1
  // Right but for the hours by which clocks have changed since the first day.
  let index = Math.min(starts.length - 1, Math.floor((instant - first) / usualDayMs))
  while ((starts[index] ?? -Infinity) > instant) index--
  while ((starts[index + 1] ?? Infinity) <= instant) index++
  return index
}
