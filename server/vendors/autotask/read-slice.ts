import type { Instant } from '../../calendar/days.ts'
import { nextTurn } from '../../event-loop-turns.ts'
import type { Changes } from '../../sync/records.ts'
import type { Slice, Tables } from '../../sync/source.ts'
import { uniqueById } from '../kit/align.ts'
import * as mappings from './mapping.ts'
import { readWorkedTickets } from './read-worked.ts'
import { horizonOf, isInSlice, olderSlice, openSlice, sliceFilter } from './slices.ts'
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
 * Reads all tickets of a slice with all their time entries. What is known and not among them is asked for by id: a page
 * read while tickets change can lack one, and a ticket can belong to the replica by a time entry alone.
 */
export async function readSlice(read: SliceRead): Promise<Changes<AutotaskRecords>> {
  const { queries, slice, tables, now, months, rocBoardId } = read
  const horizon = horizonOf(now, months)
  const rows = await queries.rocTickets(sliceFilter(slice, horizon))
  const entriesOf = (ticketId: number) => tables.timeEntries.group(ticketId)
  const kept = rows.filter((ticket) => isInSlice(slice, ticket) && isKept(ticket, entriesOf, read))
  const worked = slice.key === olderSlice ? await readWorkedTickets(queries, tables, horizon, idsOf(kept)) : []
  const found = uniqueById([
    ...kept,
    ...worked.filter((ticket) => isInSlice(slice, ticket) && ticket.queueId === rocBoardId),
  ])
  // All known tickets are gone through next: some 10 ms for 100,000.
  await nextTurn()
  const { lacking, gone } = await readMissing(read, found)
  const tickets = [...found, ...lacking]
  const entries = await readEntries(read, tickets, gone)
  const entriesOfGone = [...gone].flatMap(entriesOf)
  return {
    tickets: { put: tickets, remove: [...gone] },
    timeEntries: { put: entries.put, remove: [...entries.remove, ...entriesOfGone.map(({ id }) => id)] },
  }
}

const idsOf = (tickets: readonly Ticket[]): ReadonlySet<number> => new Set(tickets.map(({ id }) => id))

/** Reads the known tickets of the slice that were not found: those that were lacking, and the ids of those that are gone. */
async function readMissing(read: SliceRead, found: readonly Ticket[]) {
  const { queries, slice, tables } = read
  // An open ticket that is missing was completed: the next delta brings it.
  if (slice.key === openSlice) return { lacking: [], gone: new Set<number>() }
  const foundIds = idsOf(found)
  const known = tables.tickets.rows().filter((ticket) => isInSlice(slice, ticket) && !foundIds.has(ticket.id))
  const missing = new Set(known.map(({ id }) => id))
  const lacking = (await queries.rocTicketsById([...missing])).filter(
    (ticket) => missing.has(ticket.id) && isKept(ticket, (id) => tables.timeEntries.group(id), read),
  )
  return { lacking, gone: missing.difference(new Set(lacking.map(({ id }) => id))) }
}

/** Reads the time entries of tickets, and the known ones that are no longer among them: they can be another ticket's now. */
async function readEntries({ queries, tables }: SliceRead, tickets: readonly Ticket[], gone: ReadonlySet<number>) {
  const ids = new Set(tickets.map(({ id }) => id))
  const found = await queries.entriesOf(ids)
  const known = [...ids].flatMap((id) => tables.timeEntries.group(id))
  const missing = new Set(known.map(({ id }) => id)).difference(new Set(found.map(({ id }) => id)))
  const isOurs = ({ ticketId }: TimeEntry) =>
    ticketId !== null && (ids.has(ticketId) || (tables.tickets.get(ticketId) !== undefined && !gone.has(ticketId)))
  const lacking = (await queries.queryIn(mappings.timeEntries, 'id', [...missing])).filter(
    (entry) => missing.has(entry.id) && isOurs(entry),
  )
  return { put: [...found, ...lacking], remove: missing.difference(new Set(lacking.map(({ id }) => id))) }
}
