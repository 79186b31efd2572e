import type { Instant } from '../../calendar/days.ts'
import { iso, type Filter } from './client.ts'
import type { Ticket } from './types.ts'

/*
 * How changes are found: by the marks that Autotask moves (fact sheet 3.1 and 3.2).
 */

/**
 * Deltas also read what changed shortly before the last change they have seen: Autotask commits changes in another order
 * than their times, and replicas of its database have clocks of their own.
 */
const overlapMs = 120_000

/** Changes from this instant on are read; `cursor` is the last change seen, in epoch milliseconds. */
export const readFrom = (cursor = 0): Instant => cursor - overlapMs

/** Both change marks: a note or time entry moves only the former, an import of fields only the latter. */
export function changedTickets(cursor = 0): Filter {
  const value = iso(readFrom(cursor))
  const items = ['lastActivityDate', 'lastTrackedModificationDateTime'].map((field): Filter => ({
    op: 'gte',
    field,
    value,
  }))
  return { op: 'or', items }
}

export const changedEntries = (cursor = 0): Filter[] => [
  { op: 'exist', field: 'ticketID' },
  { op: 'gte', field: 'lastModifiedDateTime', value: iso(readFrom(cursor)) },
]

export const changeOf = ({ lastActivityAt, trackedChangeAt }: Ticket) =>
  Math.max(lastActivityAt ?? 0, trackedChangeAt ?? 0)

/** The latest change seen, but not after now: a mark in the future must not hide what changes until then. */
export function nextCursor(known = 0, seen: readonly (Instant | null)[], now: Instant): number {
  const latest = seen.reduce<number>((most, at) => (at !== null && at <= now ? Math.max(most, at) : most), 0)
  return Math.max(Math.min(known, now), latest)
}
