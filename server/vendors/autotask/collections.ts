import { createPacking } from '../../sync/packed-rows.ts'
import type { Slice, SyncSource, Tables } from '../../sync/source.ts'
import type { Mapping } from '../kit/mapping.ts'
import type { AutotaskClient } from './client.ts'
import { clockSkewMs } from './config.ts'
import { createForeignEntries } from './foreign-entries.ts'
import * as mappings from './mapping.ts'
import { readDelta } from './read-delta.ts'
import { readSlice } from './read-slice.ts'
import { createSlices, slicesOf } from './slices.ts'
import { createSyncQueries, type SyncQueries } from './sync-queries.ts'
import type { AutotaskRecords, Ticket, TimeEntry } from './types.ts'

/** Counts up when the stored records change: they are then loaded again. */
const format = '1'

export const formatOf = (months: number): string => `${format}:${months}`

/** The slices of a stored replica, by its format; null for a format of another version. */
export function slicesOfFormat(stored: string, now: number): readonly Slice[] | null {
  const [version, months] = stored.split(':')
  return version === format ? slicesOf(now, Number(months)) : null
}

const packTickets = createPacking<Ticket>({
  id: 'number',
  number: 'any',
  title: 'any',
  description: 'longText',
  statusId: 'number',
  priorityId: 'number',
  queueId: 'number',
  issueTypeId: 'number',
  subIssueTypeId: 'number',
  sourceId: 'number',
  companyId: 'number',
  contactId: 'number',
  assigneeId: 'number',
  contractId: 'number',
  createdAt: 'number',
  completedAt: 'number',
  resolvedAt: 'number',
  firstResponseAt: 'number',
  dueAt: 'number',
  lastActivityAt: 'number',
  trackedChangeAt: 'number',
  slaMet: 'any',
})

const packTimeEntries = createPacking<TimeEntry>({
  id: 'number',
  ticketId: 'number',
  resourceId: 'number',
  hours: 'number',
  workedOn: 'category',
  createdAt: 'number',
  modifiedAt: 'number',
  startedAt: 'number',
  endedAt: 'number',
  summary: 'longText',
})

/**
 * What of Autotask is replicated (docs/sync.md): every open ticket of the queue, and every other one that was created,
 * completed, due or last changed within `months`, or worked on in them; all their time entries; and the records they name.
 *
 * @param account identifies the account and the queue
 * @param months how many months before the current one the replica reaches back
 */
export function createAutotaskCollections(options: {
  readonly client: Pick<AutotaskClient, 'query'>
  readonly account: string
  readonly rocBoardId: number
  readonly months: number
}): SyncSource<AutotaskRecords> {
  const { account, rocBoardId, months } = options
  const queries = createSyncQueries(options)
  const foreign = createForeignEntries()
  return {
    account,
    format: formatOf(months),
    collections: {
      tickets: { name: 'Tickets', pack: packTickets },
      timeEntries: { name: 'TimeEntries', groupBy: ({ ticketId }) => ticketId, pack: packTimeEntries },
      companies: { name: 'Companies' },
      contacts: { name: 'Contacts' },
      contracts: { name: 'Contracts' },
      resources: { name: 'Resources' },
    },
    initialCursors: (now) => ({ tickets: now - clockSkewMs, timeEntries: now - clockSkewMs }),
    slices: createSlices(months),
    readSlice: (slice, tables, now) => readSlice({ queries, slice, tables, now, rocBoardId, months }),
    readDelta: (cursors, tables, now) => readDelta({ queries, cursors, tables, foreign, now, rocBoardId, months }),
    readReferences: (tables) => readReferences(queries, tables),
  }
}

/** Reads the records that tickets and time entries name again. */
async function readReferences({ queryIn }: SyncQueries, tables: Tables<AutotaskRecords>) {
  const read = async <T extends { readonly id: number }>(mapping: Mapping<T>, known: readonly T[]) => {
    const ids = known.map(({ id }) => id)
    const asked = new Set(ids)
    const put = (await queryIn(mapping, 'id', ids)).filter(({ id }) => asked.has(id))
    const found = new Set(put.map(({ id }) => id))
    return { put, remove: ids.filter((id) => !found.has(id)) }
  }
  const [companies, contacts, contracts, resources] = await Promise.all([
    read(mappings.companies, tables.companies.rows()),
    read(mappings.contacts, tables.contacts.rows()),
    read(mappings.contracts, tables.contracts.rows()),
    read(mappings.resources, tables.resources.rows()),
  ])
  return { companies, contacts, contracts, resources }
}
