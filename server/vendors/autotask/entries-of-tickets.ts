import { joinParts, rememberForParts } from '../../figures/parts.ts'
import { rememberFor } from '../../figures/remember.ts'
import type { RecordTable } from '../../sync/record-table.ts'
import type { Ticket, TimeEntry } from './types.ts'

/**
 * The time entries of tickets, if the replica has all of the tickets; otherwise null. Parts of the table of which all time
 * entries are wanted stay the same ones, with the hours that were summed up in them.
 *
 * @param wanted by ascending id, as the tables are: so each is walked through once
 */
export function entriesOfTickets(
  wanted: readonly Ticket[],
  tables: { readonly tickets: RecordTable<Ticket>; readonly timeEntries: RecordTable<TimeEntry> },
): readonly TimeEntry[] | null {
  const ids = idsOf(wanted)
  const known = tables.tickets.memo('ids', () => idsOf(joinParts(tables.tickets.chunks())))
  if (!includesAll(known, ids)) return null
  let next = 0
  const takeWanted = (part: readonly TimeEntry[]): readonly TimeEntry[] => {
    const ticketIds = ticketIdsOf(part)
    const isWanted = new Uint8Array(part.length)
    let count = 0
    for (let index = 0; index < ticketIds.length; index++) {
      const id = ticketIds[index] as number
      while (next < ids.length && (ids[next] as number) < id) next++
      if (ids[next] !== id) continue
      isWanted[index] = 1
      count++
    }
    if (count === part.length) return part
    return count === 0 ? [] : part.filter((_, index) => isWanted[index] === 1)
  }
  return joinParts(tables.timeEntries.chunks().map(takeWanted))
}

/** Ids of tickets, ascending: adjacent in memory, as they are walked through for every question. */
function idsOf(tickets: readonly Ticket[]): Float64Array {
  return rememberFor(tickets, 'ids', () => {
    const parts = rememberForParts(tickets, 'ids of part', (part) => Float64Array.from(part, ({ id }) => id))
    const ids = new Float64Array(tickets.length)
    let start = 0
    for (const part of parts) {
      ids.set(part, start)
      start += part.length
    }
    return ids
  })
}

/** The ticket of each time entry; those without one come first. */
const ticketIdsOf = (entries: readonly TimeEntry[]): Float64Array =>
  rememberFor(entries, 'ticket ids', () => Float64Array.from(entries, ({ ticketId }) => ticketId ?? -Infinity))

/** Whether all of the wanted values are among the known ones, both ascending. */
function includesAll(known: Float64Array, wanted: Float64Array): boolean {
  let next = 0
  for (let index = 0; index < wanted.length; index++) {
    const value = wanted[index] as number
    while (next < known.length && (known[next] as number) < value) next++
    if (known[next] !== value) return false
  }
  return true
}
