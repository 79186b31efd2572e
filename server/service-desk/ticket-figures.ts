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
  return meanHours(
    tickets.flatMap(({ completedAt, resolvedAt, createdAt }) =>
      completedAt === null ? [] : [(resolvedAt ?? completedAt) - createdAt],
    ),
  )
}

/** Mean elapsed hours from creation to first response; null if no ticket had one. */
export function averageFirstResponseHours(tickets: readonly Ticket[]): number | null {
  return meanHours(
    tickets.flatMap(({ firstResponseAt, createdAt }) =>
      firstResponseAt === null ? [] : [firstResponseAt - createdAt],
    ),
  )
}

/**
 * Sum whole milliseconds, which is exact: summing hours would round each, and halves would end up on the wrong side.
 */
function meanHours(durationsMs: readonly number[]): number | null {
  if (durationsMs.length === 0) return null
  return durationsMs.reduce((total, ms) => total + ms, 0) / (durationsMs.length * msPerHour)
}

/** Counts tickets with a completion date. */
export function countCompleted(tickets: readonly Ticket[]): number {
  return tickets.filter((ticket) => ticket.completedAt !== null).length
}

/** Counts, for every day of the range, the tickets `created` and `completed` on it. */
export function countByDay(
  range: DateRange,
  created: readonly Ticket[],
  completed: readonly Ticket[],
): { date: Day; created: number; completed: number }[] {
  const days = listDays(range)
  const starts = days.map((day) => startOfDay(day, range.timeZone))
  const tally = (instants: readonly (number | null)[]) => {
    const counts = days.map(() => 0)
    for (const instant of instants) {
      const index = instant === null ? -1 : lastStartUpTo(starts, instant)
      if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
    }
    return counts
  }
  const createdCounts = tally(created.map((ticket) => ticket.createdAt))
  const completedCounts = tally(completed.map((ticket) => ticket.completedAt))
  return days.map((date, index) => ({
    date,
    created: createdCounts[index] ?? 0,
    completed: completedCounts[index] ?? 0,
  }))
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
