import type { AccountCache } from '../../cache/cache.ts'
import type { Aged } from '../../cache/aged.ts'
import { alignToKeys, groupByKey, uniqueById } from '../kit/align.ts'
import { readKeyed, type Found } from '../kit/keyed-read.ts'
import { mapRows, type Mapping } from '../kit/mapping.ts'
import type { AutotaskClient, Filter } from './client.ts'
import { figurePolicy, idsPerQuery, metadataPolicy } from './config.ts'
import { timeEntries, toPicklists } from './mapping.ts'
import type { Picklists, TimeEntry } from './types.ts'

/** Reads of Autotask through the shared cache, without per-request loaders. */
export interface AutotaskReader {
  /** Returns all matching rows, mapped and deduplicated. `key` must identify everything the result depends on. */
  window<T extends { readonly id: number }>(
    mapping: Mapping<T>,
    key: string,
    filter: readonly Filter[],
  ): Promise<Aged<readonly T[]>>
  /** Rows by id; null if missing. */
  byIds<T extends { readonly id: number }>(
    mapping: Mapping<T>,
    ids: readonly number[],
    filter?: readonly Filter[],
  ): Promise<Found<T | null>>
  /** Time entries by ticket. */
  timeEntriesOfTickets(ids: readonly number[]): Promise<Found<readonly TimeEntry[]>>
  picklists(entity: string): Promise<Aged<Picklists>>
}

export function createAutotaskReader(options: { client: AutotaskClient; cache: AccountCache }): AutotaskReader {
  const { client, cache } = options
  const keyed = { cache, policy: figurePolicy, idsPerCall: idsPerQuery }

  async function query<T>({ entity, fields, map }: Mapping<T>, filter: readonly Filter[]): Promise<T[]> {
    return mapRows(await client.query({ entity, fields, filter }), map)
  }

  return {
    window: (mapping, key, filter) =>
      cache.read(figurePolicy, `${mapping.entity}:${key}`, async () => uniqueById(await query(mapping, filter))),

    byIds: (mapping, ids, filter = []) =>
      readKeyed({
        ...keyed,
        prefix: `${mapping.entity}:id`,
        ids,
        async load(chunk) {
          const rows = await query(mapping, [{ op: 'in', field: 'id', value: chunk }, ...filter])
          return alignToKeys(chunk, rows, (row) => row.id)
        },
      }),

    timeEntriesOfTickets: (ids) =>
      readKeyed({
        ...keyed,
        prefix: 'TimeEntries:ticket',
        ids,
        async load(chunk) {
          const rows = await query(timeEntries, [{ op: 'in', field: 'ticketID', value: chunk }])
          return groupByKey(chunk, rows, (row) => row.ticketId)
        },
      }),

    picklists: (entity) =>
      cache.read(metadataPolicy, `${entity}:picklists`, async () => toPicklists(await client.fields(entity))),
  }
}
