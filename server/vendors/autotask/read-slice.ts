import type { Instant } from '../../calendar/days.ts'
import type { Changes } from '../../sync/records.ts'
import type { Slice, Tables } from '../../sync/source.ts'
import * as mappings from './mapping.ts'
import { horizonOf, isInSlice, openSlice, sliceFilter } from './slices.ts'
import { isKept, type SyncQueries } from './sync-queries.ts'
import type { AutotaskRecords, Ticket, TimeEntry } from './types.ts'

export interface SliceRead {
  readonly queries: SyncQueries
  readonly slice: Slice
  readonly tables: Tables<AutotaskRecords>
  readonly now: Instant
  readonly rocBoardId: number
  readonly months: number
}

/**
 * Reads all tickets of a slice with all their time entries. What is known and no longer found is removed once Autotask has
 * confirmed that: a page read while tickets change can lack one.
 */
export async function readSlice(read: SliceRead): Promise<Changes<AutotaskRecords>> {
  const { queries, slice, tables, now, months } = read
  const rows = await queries.rocTickets(sliceFilter(slice, horizonOf(now, months)))
  const entriesOf = (ticketId: number) => tables.timeEntries.group(ticketId)
  const tickets = rows.filter((ticket) => isInSlice(slice, ticket) && isKept(ticket, entriesOf(ticket.id), read))
  const ids = new Set(tickets.map(({ id }) => id))
  const entries = await queries.entriesOf(ids)
  const entryIds = new Set(entries.map(({ id }) => id))

  const missing = tables.tickets.rows().filter((known) => isInSlice(slice, known) && !ids.has(known.id))
  const missingEntries = [...ids].flatMap(entriesOf).filter(({ id }) => !entryIds.has(id))
  const [gone, goneEntries] = await Promise.all([
    // An open ticket that is missing was completed: the next delta brings it.
    slice.key === openSlice ? [] : confirmGone(read, missing),
    confirmGoneEntries(queries, missingEntries),
  ])
  const entriesOfGone = gone.flatMap(({ id }) => entriesOf(id))
  return {
    tickets: { put: tickets, remove: gone.map(({ id }) => id) },
    timeEntries: { put: entries, remove: [...goneEntries, ...entriesOfGone].map(({ id }) => id) },
  }
}

async function confirmGone(read: SliceRead, missing: readonly Ticket[]): Promise<readonly Ticket[]> {
  const { queries, tables } = read
  const found = new Map(
    (await queries.rocTicketsById(missing.map(({ id }) => id))).map((ticket) => [ticket.id, ticket]),
  )
  return missing.filter(({ id }) => {
    const ticket = found.get(id)
    return !ticket || !isKept(ticket, tables.timeEntries.group(id), read)
  })
}

async function confirmGoneEntries(
  { queryIn }: SyncQueries,
  missing: readonly TimeEntry[],
): Promise<readonly TimeEntry[]> {
  const rows = await queryIn(
    mappings.timeEntries,
    'id',
    missing.map(({ id }) => id),
  )
  const found = new Map(rows.map((entry) => [entry.id, entry]))
  return missing.filter(({ id, ticketId }) => found.get(id)?.ticketId !== ticketId)
}
