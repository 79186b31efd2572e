import type { Instant } from '../../calendar/days.ts'
import type { SyncRecord } from '../../sync/records.ts'
import { chunksOf } from '../kit/keyed-read.ts'
import type { Mapping } from '../kit/mapping.ts'
import type { AutotaskClient, Filter } from './client.ts'
import { idsPerQuery } from './config.ts'
import * as mappings from './mapping.ts'
import { horizonOf } from './slices.ts'
import type { Ticket, TimeEntry } from './types.ts'

/** The queries that reads for replicas share. Each reads all pages; of several rows with one id the last counts. */
export interface RecordQueries {
  query<T extends SyncRecord>(mapping: Mapping<T>, filter: readonly Filter[]): Promise<T[]>
  /** Rows whose field has one of the values; no call for none. */
  queryIn<T extends SyncRecord>(
    mapping: Mapping<T>,
    field: string,
    values: readonly number[],
    and?: readonly Filter[],
  ): Promise<T[]>
}

/** Those of tickets and time entries. */
export interface SyncQueries extends RecordQueries {
  /** The tickets of the queue that match. */
  rocTickets(filter: readonly Filter[]): Promise<Ticket[]>
  /** The time entries of these tickets; rows of other tickets, from a vendor that ignores the condition, are dropped. */
  entriesOf(ticketIds: Iterable<number>): Promise<TimeEntry[]>
  /** The tickets of the queue with these ids. */
  rocTicketsById(ids: readonly number[]): Promise<Ticket[]>
}

export function createRecordQueries(client: Pick<AutotaskClient, 'query'>): RecordQueries {
  async function query<T extends SyncRecord>(mapping: Mapping<T>, filter: readonly Filter[]) {
    const rows = await client.query({ ...mapping, filter })
    // What changes while pages are read can be on two of them.
    return [...new Map(rows.map((row) => [row.id, row])).values()]
  }

  const queryIn: RecordQueries['queryIn'] = async (mapping, field, values, and = []) => {
    const chunks = chunksOf(values, idsPerQuery)
    const rows = await Promise.all(chunks.map((value) => query(mapping, [{ op: 'in', field, value }, ...and])))
    return rows.flat()
  }

  return { query, queryIn }
}

export function createSyncQueries(options: {
  readonly client: Pick<AutotaskClient, 'query'>
  readonly rocBoardId: number
}): SyncQueries {
  const { client, rocBoardId } = options
  const roc: Filter = { op: 'eq', field: 'queueID', value: rocBoardId }
  const { query, queryIn } = createRecordQueries(client)
  return {
    query,
    queryIn,
    rocTickets: (filter) => query(mappings.tickets, [roc, ...filter]),
    rocTicketsById: (ids) => queryIn(mappings.tickets, 'id', ids, [roc]),
    async entriesOf(ticketIds) {
      const ids = new Set(ticketIds)
      const rows = await queryIn(mappings.timeEntries, 'ticketID', [...ids])
      return rows.filter(({ ticketId }) => ticketId !== null && ids.has(ticketId))
    },
  }
}

/**
 * Whether a ticket belongs to the replica, whatever slice it is in.
 *
 * @param entriesOf time entries of a ticket: looked for only where the ticket's own dates do not decide it
 */
export function isKept(
  { id, queueId, createdAt, completedAt, dueAt, lastActivityAt, trackedChangeAt }: Ticket,
  entriesOf: (ticketId: number) => readonly TimeEntry[],
  { rocBoardId, months, now }: { readonly rocBoardId: number; readonly months: number; readonly now: Instant },
): boolean {
  if (queueId !== rocBoardId) return false
  if (completedAt === null) return true
  const horizon = horizonOf(now, months)
  const marks = [createdAt, completedAt, dueAt, lastActivityAt, trackedChangeAt]
  if (marks.some((at) => at !== null && at >= horizon)) return true
  return entriesOf(id).some(({ workedOn }) => workedOn !== null && Date.parse(workedOn) >= horizon)
}
