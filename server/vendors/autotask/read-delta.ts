import type { Instant } from '../../calendar/days.ts'
import type { Cursors, Delta, Tables } from '../../sync/source.ts'
import { changedEntries, changedTickets, changeOf, nextCursor, readFrom } from './change-marks.ts'
import type { ForeignEntries } from './foreign-entries.ts'
import * as mappings from './mapping.ts'
import { isKept, type SyncQueries } from './sync-queries.ts'
import type { AutotaskRecords, Ticket, TimeEntry } from './types.ts'

export interface DeltaRead {
  readonly queries: SyncQueries
  readonly cursors: Cursors
  readonly tables: Tables<AutotaskRecords>
  /** What the last delta found; replaced by what this one finds. */
  readonly foreign: ForeignEntries
  readonly now: Instant
  readonly rocBoardId: number
  readonly months: number
}

/**
 * Reads the tickets of all queues and the time entries that changed since the cursors: a ticket that has left the queue is
 * only seen among those of its new one. Two calls, one more for the older time entries of tickets that came into the queue,
 * and one for tickets that are named by a new time entry alone.
 */
export async function readDelta(read: DeltaRead): Promise<Delta<AutotaskRecords>> {
  const { queries, cursors, tables, foreign, now } = read
  const [rows, entries] = await Promise.all([
    queries.query(mappings.tickets, [changedTickets(cursors['tickets'])]),
    queries.query(mappings.timeEntries, changedEntries(cursors['timeEntries'])),
  ])
  const tickets = [...rows, ...(await readUnknown(read, rows, entries))]
  const { kept, gone } = sort(read, tickets, entries)
  const keptIds = new Set(kept.map(({ id }) => id))
  const goneIds = new Set(gone.map(({ id }) => id))

  const isKnown = (id: number) => tables.tickets.get(id) !== undefined
  // All time entries of a ticket that was created since the cursor are among the changed ones.
  const since = readFrom(cursors['timeEntries'])
  const arrivals = kept.filter(({ id, createdAt }) => !isKnown(id) && createdAt < since)
  const older = await queries.entriesOf(arrivals.map(({ id }) => id))

  const isOurs = ({ ticketId }: TimeEntry) =>
    ticketId !== null && !goneIds.has(ticketId) && (keptIds.has(ticketId) || isKnown(ticketId))
  const moved = entries.filter((entry) => !isOurs(entry))
  foreign.replace(moved)
  const entriesOfGone = gone.flatMap(({ id }) => tables.timeEntries.group(id))
  return {
    changes: {
      tickets: { put: kept, remove: [...goneIds] },
      timeEntries: {
        put: [...older, ...entries.filter(isOurs)],
        remove: [...moved, ...entriesOfGone].map(({ id }) => id),
      },
    },
    cursors: {
      tickets: nextCursor(cursors['tickets'], rows.map(changeOf), now),
      timeEntries: nextCursor(
        cursors['timeEntries'],
        entries.map(({ modifiedAt }) => modifiedAt),
        now,
      ),
    },
  }
}

/** The tickets of the queue that changed time entries name, and that are neither known nor among the changed ones. */
async function readUnknown(
  { queries, tables, foreign }: DeltaRead,
  rows: readonly Ticket[],
  entries: readonly TimeEntry[],
) {
  const changed = new Set(rows.map(({ id }) => id))
  const named = new Set(entries.filter((entry) => !foreign.has(entry)).map(({ ticketId }) => ticketId))
  const unknown = [...named].filter(
    (id): id is number => id !== null && !changed.has(id) && tables.tickets.get(id) === undefined,
  )
  return queries.rocTicketsById(unknown)
}

/** Sorts changed tickets into those that belong to the replica, and known ones that no longer do. */
function sort(read: DeltaRead, tickets: readonly Ticket[], entries: readonly TimeEntry[]) {
  const { tables } = read
  const changedEntriesOf = Map.groupBy(entries, ({ ticketId }) => ticketId)
  const entriesOf = (id: number) => [...tables.timeEntries.group(id), ...(changedEntriesOf.get(id) ?? [])]
  const kept = tickets.filter((ticket) => isKept(ticket, entriesOf, read))
  const keptIds = new Set(kept.map(({ id }) => id))
  const gone = tickets.filter(({ id }) => !keptIds.has(id) && tables.tickets.get(id) !== undefined)
  return { kept, gone }
}
