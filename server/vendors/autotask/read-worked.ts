import type { Instant } from '../../calendar/days.ts'
import type { RecordTable } from '../../sync/record-table.ts'
import type { Tables } from '../../sync/source.ts'
import { iso, type Filter } from './client.ts'
import * as mappings from './mapping.ts'
import type { SyncQueries } from './sync-queries.ts'
import type { AutotaskRecords, Ticket, TimeEntry } from './types.ts'

/** Share of the tickets created since the horizon that may have a lower id than the bound. */
const lowerShare = 0.01

/**
 * Reads the tickets of the queue that were created before the horizon, and worked on since: they belong to the replica even
 * if none of their own dates is within it, as after work that moved no mark.
 *
 * Reading all time entries since the horizon would take as many calls as the rest of the load. Ids count up, so that work on
 * older tickets is mostly that on lower ids: a bound divides the old tickets into those found by work on lower ids, and
 * those that have got a higher one, as after an import, of which mostly there are none. Wherever the bound is, each is in
 * one part. Two calls, one more per 500 tickets that work names, and more only for more than 500 rows.
 *
 * @param found ids of the tickets that were found already, which are not read
 */
export async function readWorkedTickets(
  queries: SyncQueries,
  tables: Tables<AutotaskRecords>,
  horizon: Instant,
  found: ReadonlySet<number>,
): Promise<readonly Ticket[]> {
  const bound = idBound(tables.tickets, horizon)
  const isWanted = (id: number) => !found.has(id) && (tables.tickets.get(id)?.createdAt ?? -Infinity) < horizon
  const [lower, higher] = await Promise.all([
    bound === 0 ? [] : readWork(queries, horizon, bound),
    queries.rocTickets([
      { op: 'gte', field: 'id', value: bound },
      { op: 'lt', field: 'createDate', value: iso(horizon) },
    ]),
  ])
  const names = new Set(lower.flatMap(({ ticketId }) => ticketId ?? []).filter(isWanted))
  const imported = higher.filter(({ id, createdAt }) => isWanted(id) && createdAt < horizon)
  const [byWork, entries] = await Promise.all([
    queries.rocTicketsById([...names]),
    queries.entriesOf(imported.map(({ id }) => id)),
  ])
  const worked = new Set(entries.filter((entry) => isWorkedSince(horizon, entry)).map(({ ticketId }) => ticketId))
  return [...byWork.filter(({ id }) => names.has(id)), ...imported.filter(({ id }) => worked.has(id))]
}

/** Time entries worked since the horizon, on tickets with lower ids. */
async function readWork({ query }: SyncQueries, horizon: Instant, bound: number): Promise<readonly TimeEntry[]> {
  const filter: Filter[] = [
    { op: 'exist', field: 'ticketID' },
    { op: 'lt', field: 'ticketID', value: bound },
    { op: 'gte', field: 'dateWorked', value: iso(horizon) },
  ]
  return (await query(mappings.timeEntries, filter)).filter((entry) => isWorkedSince(horizon, entry))
}

const isWorkedSince = (horizon: Instant, { workedOn }: TimeEntry) =>
  workedOn !== null && Date.parse(workedOn) >= horizon

/** An id below that of nearly all tickets created since the horizon; 0 if there are none. */
function idBound(tickets: RecordTable<Ticket>, horizon: Instant): number {
  const recent = tickets.rows().filter(({ createdAt }) => createdAt >= horizon)
  return recent[Math.floor(recent.length * lowerShare)]?.id ?? 0
}
