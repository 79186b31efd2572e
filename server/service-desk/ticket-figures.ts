import { rememberFor } from '../figures/remember.ts'
import { listDays, startOfDay, type Day } from '../calendar/days.ts'
import type { DateRange } from '../calendar/date-range.ts'
import type { Ticket } from '../vendors/autotask/types.ts'

const msPerHour = 3_600_000

/** Elapsed hours from creation to resolution (otherwise completion), unrounded; null while the ticket is open. */
export function resolutionHours(ticket: Ticket): number | null {
  if (ticket.completedAt === null) return null
  return ((ticket.resolvedAt ?? ticket.completedAt) - ticket.createdAt) / msPerHour
}

/** Mean `resolutionHours` of completed tickets; null if there are none. */
export function averageResolutionHours(tickets: readonly Ticket[]): number | null {
  return rememberFor(tickets, 'resolution hours', () =>
    meanHours(tickets, ({ completedAt, resolvedAt, createdAt }) =>
      completedAt === null ? null : (resolvedAt ?? completedAt) - createdAt,
    ),
  )
}

/** Mean elapsed hours from creation to first response; null if no ticket had one. */
export function averageFirstResponseHours(tickets: readonly Ticket[]): number | null {
  return rememberFor(tickets, 'first response hours', () =>
    meanHours(tickets, ({ firstResponseAt, createdAt }) =>
      firstResponseAt === null ? null : firstResponseAt - createdAt,
    ),
  )
}

/**
 * Mean of the durations, in hours; null without any. Sums whole milliseconds, which is exact: summing hours would round
 * each, and halves would end up on the wrong side.
 */
function meanHours(tickets: readonly Ticket[], durationMs: (ticket: Ticket) => number | null): number | null {
  let [totalMs, count] = [0, 0]
  for (const ticket of tickets) {
    const ms = durationMs(ticket)
    if (ms === null) continue
    totalMs += ms
    count++
  }
  return count === 0 ? null : totalMs / (count * msPerHour)
}

/** Counts tickets with a completion date. */
export function countCompleted(tickets: readonly Ticket[]): number {
  return rememberFor(tickets, 'completed', () => tickets.filter((ticket) => ticket.completedAt !== null).length)
}

/** Counts, for every day of the range, the tickets `created` and `completed` on it. */
export function countByDay(
  range: DateRange,
  created: readonly Ticket[],
  completed: readonly Ticket[],
): { date: Day; created: number; completed: number }[] {
  const days = listDays(range)
  const createdCounts = countsByDay(range, created, 'createdAt')
  const completedCounts = countsByDay(range, completed, 'completedAt')
  return days.map((date, index) => ({
    date,
    created: createdCounts[index] ?? 0,
    completed: completedCounts[index] ?? 0,
  }))
}

/** Number of tickets whose date is on each day of the range, in order. */
function countsByDay(
  range: DateRange,
  tickets: readonly Ticket[],
  date: 'createdAt' | 'completedAt',
): readonly number[] {
  return rememberFor(tickets, `days:${date}:${range.from}:${range.to}:${range.timeZone}`, () => {
    const starts = listDays(range).map((day) => startOfDay(day, range.timeZone))
    const counts = starts.map(() => 0)
    for (const { [date]: instant } of tickets) {
      const index = instant === null ? -1 : lastStartUpTo(starts, instant)
      if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
    }
    return counts
  })
}

/** Index of the last of the ascending `starts` that is not after the instant; -1 if all are. */
function lastStartUpTo(starts: readonly number[], instant: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? Infinity) <= instant) low = middle + 1
    else high = middle
  }
  return low - 1
}
