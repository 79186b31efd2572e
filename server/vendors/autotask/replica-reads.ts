import type { Aged } from '../../cache/aged.ts'
import type { Day, Instant, InstantRange } from '../../calendar/days.ts'
import { filterParts } from '../../figures/parts.ts'
import { rememberFor } from '../../figures/remember.ts'
import type { RecordTable } from '../../sync/record-table.ts'
import type { ReplicaRead } from '../../sync/replica.ts'
import { entriesOfTickets } from './entries-of-tickets.ts'
import { horizonOf, openSlice } from './slices.ts'
import type { TicketSelection } from './ticket-selection.ts'
import type { AutotaskRecords, Ticket, TimeEntry } from './types.ts'
import type { TicketDate } from './windows.ts'

/**
 * Answers from the replica. Each method returns null for what the replica does not have (yet): then Autotask is asked
 * directly. The same question about the same records returns the same array, so that what is computed from it can be
 * kept.
 */
export interface ReplicaReads {
  ticketWindow(date: TicketDate, range: InstantRange): Aged<readonly Ticket[]> | null
  ticketSelection(selection: TicketSelection): Aged<readonly Ticket[]> | null
  ticket(id: number): Aged<Ticket> | null
  timeEntriesOfTicket(ticketId: number): Aged<readonly TimeEntry[]> | null
  /** All time entries of these tickets, if the replica has them. Tickets are by ascending id. */
  timeEntriesOfTickets(tickets: readonly Ticket[]): Aged<readonly TimeEntry[]> | null
  timeEntriesWorked(from: Day, to: Day): Aged<readonly TimeEntry[]> | null
  reference<Name extends ReferenceName>(name: Name, id: number): Aged<AutotaskRecords[Name]> | null
}

export type ReferenceName = 'companies' | 'contacts' | 'contracts' | 'resources'

/** @param now epoch milliseconds: the replica's horizon moves with it */
export function createReplicaReads(read: ReplicaRead<AutotaskRecords>, months: number, now: Instant): ReplicaReads {
  const { tables, asOf, stale, maxAgeSeconds } = read
  const { tickets, timeEntries } = tables
  const horizon = horizonOf(now, months)
  const aged = <T>(value: T): Aged<T> => ({ value, asOf, stale, maxAgeSeconds })

  function ticketsWhere(key: string, isWanted: (ticket: Ticket) => boolean) {
    return aged(tickets.memo(key, () => filterParts(tickets.chunks(), key, isWanted)))
  }

  return {
    ticketWindow(date, { from, before }) {
      if (from < horizon || !read.isLoaded(date === 'createdAt' ? { from, before } : undefined)) return null
      const dateOf = dates[date]
      return ticketsWhere(`${date}:${from}:${before}`, (ticket) => {
        const at = dateOf(ticket)
        return at !== null && at >= from && at < before
      })
    },

    ticketSelection(selection) {
      switch (selection.by) {
        case 'open':
          if (!read.isSliceLoaded(openSlice)) return null
          return ticketsWhere('open', ({ completedAt }) => completedAt === null)
        case 'number': {
          const found = ticketsOfNumber(tickets, selection.number.toLowerCase())
          return found.length > 0 ? aged(found) : null
        }
        case 'updated': {
          const { since } = selection
          if (since < horizon || !read.isLoaded()) return null
          return ticketsWhere(`updated:${since}`, (ticket) => lastChangeOf(ticket) >= since)
        }
        case 'text': {
          const { createdFrom } = selection
          if (createdFrom < horizon || !read.isLoaded()) return null
          return ticketsWhere(`from:${createdFrom}`, ({ createdAt }) => createdAt >= createdFrom)
        }
      }
    },

    ticket(id) {
      const found = tickets.get(id)
      return found ? aged(found) : null
    },

    timeEntriesOfTicket: (ticketId) => (tickets.get(ticketId) ? aged(timeEntries.group(ticketId)) : null),

    timeEntriesOfTickets(rows) {
      const known = timeEntries.memo('of tickets', () => new WeakMap<readonly Ticket[], readonly TimeEntry[]>())
      const entries = known.get(rows) ?? entriesOfTickets(rows, tables)
      if (entries) known.set(rows, entries)
      return entries && aged(entries)
    },

    timeEntriesWorked(from, to) {
      if (Date.parse(from) < horizon || !read.isLoaded()) return null
      const isWanted = ({ workedOn }: TimeEntry) => workedOn !== null && workedOn >= from && workedOn <= to
      const key = `worked:${from}:${to}`
      return aged(timeEntries.memo(key, () => filterParts(timeEntries.chunks(), key, isWanted)))
    },

    reference(name, id) {
      const found = tables[name].get(id)
      return found ? aged(found) : null
    },
  }
}

/** Not `ticket[date]`: over a hundred thousand tickets, reading a property of any name takes several times as long. */
const dates: Readonly<Record<TicketDate, (ticket: Ticket) => Instant | null>> = {
  createdAt: ({ createdAt }) => createdAt,
  completedAt: ({ completedAt }) => completedAt,
  dueAt: ({ dueAt }) => dueAt,
  lastActivityAt: ({ lastActivityAt }) => lastActivityAt,
}

const lastChangeOf = ({ lastActivityAt, trackedChangeAt }: Ticket) =>
  Math.max(lastActivityAt ?? -Infinity, trackedChangeAt ?? -Infinity)

/** The tickets of a number, which is in lower case. Each part of the table has an index of its own. */
const ticketsOfNumber = (tickets: RecordTable<Ticket>, number: string): readonly Ticket[] =>
  tickets.chunks().flatMap((rows) => indexOf(rows).get(number) ?? [])

const indexOf = (rows: readonly Ticket[]): ReadonlyMap<string, readonly Ticket[]> =>
  rememberFor(rows, 'by number', () => Map.groupBy(rows, (ticket) => ticket.number.toLowerCase()))
