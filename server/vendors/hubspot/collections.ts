import { VendorError } from '../../errors/vendor-error.ts'
import type { RecordTable } from '../../sync/record-table.ts'
import type { Changes, CollectionChanges } from '../../sync/records.ts'
import type { Slice, SyncSource, Tables } from '../../sync/source.ts'
import { uniqueById } from '../kit/align.ts'
import { mapRows, type Mapping } from '../kit/mapping.ts'
import type { HubSpotClient, SearchQuery } from './client.ts'
import { hubspotErrors } from './classify-response.ts'
import { clockSkewMs } from './config.ts'
import type { DealList } from './deal-list.ts'
import { toAccount, toOwners, toPipelines } from './mapping.ts'
import { firstCursors, readObjectDelta, withoutOlder } from './read-delta.ts'
import {
  accountId,
  replicatedCompanies,
  replicatedDeals,
  type CompanyRecords,
  type DealRecords,
  type Modified,
  type ReplicatedPipeline,
} from './replicated-records.ts'
import type { Owner } from './types.ts'

/*
 * What of HubSpot is replicated: all deals with their pipelines, owners and the account's currency, and all companies. Two
 * sources, as an access token may be allowed to read one and not the other.
 */

/** Counts up when the stored records change: they are then loaded again. */
export const format = '2'

/** The list endpoint can neither filter nor sort: all records are one slice. */
export const wholeSlice: Slice = { key: 'all', from: -Infinity, before: Infinity }

const common = { format, initialCursors: (now: number) => firstCursors(now - clockSkewMs), slices: () => [wholeSlice] }

type Client = Pick<HubSpotClient, 'search' | 'list' | 'listArchived' | 'dealPipelines' | 'owners' | 'account'>

/**
 * @param account identifies the account
 * @param dealList shared with questions that come before the initial load is complete
 */
export function createDealSource(client: Client, account: string, dealList: DealList): SyncSource<DealRecords> {
  const readPipelines = async (known: RecordTable<ReplicatedPipeline>) => {
    const put = toPipelines(await client.dealPipelines()).map((pipeline, position) => ({ ...pipeline, position }))
    return replaceAll(put, known)
  }
  const readReferences = async ({ pipelines }: Tables<DealRecords>) => {
    const [row, read] = await Promise.all([client.account(), readPipelines(pipelines)])
    const found = toAccount(row)
    if (!found) throw hubspotErrors.error('VENDOR_BAD_RESPONSE')
    return { pipelines: read, account: { put: [{ ...found, id: accountId }], remove: [] } } as const
  }
  return {
    ...common,
    account,
    collections: {
      deals: { name: 'Deals' },
      pipelines: { name: 'Pipelines' },
      owners: { name: 'Owners' },
      account: { name: 'Account' },
    },

    async readSlice(_, tables) {
      const { deals } = tables
      const references = await readReferences(tables)
      // The list that a question has read serves only while nothing is known that could be newer.
      const rows = deals.size === 0 ? await dealList.takeLatest() : await listOf(client, replicatedDeals)
      // Only now: a question is answered with the deals that were just read, and needs no owners.
      const owners = await readOwners(client, tables.owners)
      return { ...references, ...owners, deals: merge(mapRows(rows, replicatedDeals.map), deals) }
    },

    async readDelta(cursors, tables, now, isWanted = false) {
      const { deals, pipelines } = tables
      const delta = await readObjectDelta(client, replicatedDeals, { cursors, table: deals, now, isWanted })
      const isStageKnown = ({ pipelineId, stageId }: { pipelineId: string | null; stageId: string | null }) =>
        pipelines.get(pipelineId ?? '')?.stages.some(({ id }) => id === stageId) === true
      const isMoved = ({ id, pipelineId, stageId }: DealRecords['deals']) => {
        const before = deals.get(id)
        return before?.pipelineId !== pipelineId || before.stageId !== stageId
      }
      // A deal in a stage that is not known is mostly in a new one.
      const isInNewStage = delta.changes.put.some((deal) => isMoved(deal) && !isStageKnown(deal))
      const references = isWanted || isInNewStage ? await readReferences(tables) : {}
      const owners = isWanted ? await readOwners(client, tables.owners) : {}
      return { changes: { ...references, ...owners, deals: delta.changes }, cursors: delta.cursors }
    },

    async readReferences(tables) {
      const [references, owners] = await Promise.all([readReferences(tables), readOwners(client, tables.owners)])
      return { ...references, ...owners }
    },
  }
}

/**
 * Reads the owners again, as HubSpot names no date that their changes move. A failure leaves them as they are: a token needs
 * a scope of its own for them, and no figure depends on them.
 */
async function readOwners(client: Client, known: RecordTable<Owner>): Promise<Pick<Changes<DealRecords>, 'owners'>> {
  try {
    return { owners: replaceAll(toOwners(await client.owners()), known) }
  } catch (error) {
    if (error instanceof VendorError) return {}
    throw error
  }
}

/** @param account identifies the account */
export function createCompanySource(client: Client, account: string): SyncSource<CompanyRecords> {
  return {
    ...common,
    account,
    collections: { companies: { name: 'Companies', metricName: 'HubSpotCompanies' } },
    async readSlice(_, { companies }) {
      const rows = await listOf(client, replicatedCompanies)
      return { companies: merge(mapRows(rows, replicatedCompanies.map), companies) }
    },
    async readDelta(cursors, { companies }, now, isWanted = false) {
      const delta = await readObjectDelta(client, replicatedCompanies, { cursors, table: companies, now, isWanted })
      return { changes: { companies: delta.changes }, cursors: delta.cursors }
    },
    readReferences: async () => ({}),
  }
}

const listOf = ({ list }: Client, { entity, fields }: Mapping<unknown, SearchQuery['type']>) => list(entity, fields)

/** A list is read by ascending id, so that what it lacks is archived. */
function merge<R extends Modified>(listed: readonly R[], table: RecordTable<R>): CollectionChanges<R> {
  const { put, remove } = replaceAll(uniqueById(listed), table)
  return { put: withoutOlder(put, table), remove }
}

function replaceAll<R extends { readonly id: string }>(
  put: readonly R[],
  table: RecordTable<R>,
): { readonly put: readonly R[]; readonly remove: readonly string[] } {
  const ids = new Set(put.map(({ id }) => id))
  return { put, remove: table.rows().flatMap(({ id }) => (ids.has(id) ? [] : [id])) }
}
