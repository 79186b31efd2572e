import type { AccountCache } from '../../cache/cache.ts'
import { withMaxAge, type Aged } from '../../cache/aged.ts'
import { alignToKeys, groupByKey, uniqueById } from '../kit/align.ts'
import type { AutotaskClient, Filter } from './client.ts'
import { figurePolicy, idsPerQuery, metadataPolicy } from './config.ts'
import { timeEntries, toPicklists, type Mapping } from './mapping.ts'
import type { Picklists, TimeEntry } from './types.ts'

/** Reads of Autotask through the shared cache, without per-request loaders. */
export interface AutotaskReader {
  /** Returns all matching rows, mapped and deduplicated. `key` must identify everything the result depends on. */
  window<T extends { readonly id: number }>(
    mapping: Mapping<T>,
    key: string,
    filter: readonly Filter[],
  ): Promise<Aged<readonly T[]>>
  /** Rows by id; null if missing. If a call failed, its ids have an Error. */
  byIds<T extends { readonly id: number }>(
    mapping: Mapping<T>,
    ids: readonly number[],
    filter?: readonly Filter[],
  ): Promise<ReadonlyMap<number, Aged<T | null> | Error>>
  /** Time entries by ticket. */
  timeEntriesOfTickets(ids: readonly number[]): Promise<ReadonlyMap<number, Aged<readonly TimeEntry[]> | Error>>
  picklists(entity: string): Promise<Aged<Picklists>>
}

export function createAutotaskReader(options: { client: AutotaskClient; cache: AccountCache }): AutotaskReader {
  const { client, cache } = options
  const keyOf = (entity: string, rest: string | number) => `${entity}:${rest}`

  async function query<T>(mapping: Mapping<T>, filter: readonly Filter[]): Promise<T[]> {
    const rows = await client.query({ entity: mapping.entity, fields: mapping.fields, filter })
    return rows.map(mapping.map).filter((row) => row !== null)
  }

  /** Loads missing keys in as few calls as the vendor's limits allow; a failed call affects only its own ids. */
  async function keyed<T>(
    prefix: string,
    ids: readonly number[],
    load: (chunk: readonly number[]) => Promise<ReadonlyMap<number, T>>,
  ) {
    const idOf = new Map(ids.map((id) => [keyOf(prefix, id), id]))
    const found = await cache.readMany<T>(figurePolicy, [...idOf.keys()], async (missing) => {
      const wanted = missing.map((key) => idOf.get(key) as number)
      const loaded = await Promise.all(
        chunks(wanted, idsPerQuery).map(async (chunk) => {
          try {
            return [...(await load(chunk))]
          } catch (error) {
            return chunk.map((id): [number, Error] => [id, error as Error])
          }
        }),
      )
      return new Map(loaded.flat().map(([id, value]) => [keyOf(prefix, id), value]))
    })
    return new Map(
      [...found].map(([key, value]) => [
        idOf.get(key) as number,
        value instanceof Error ? value : withMaxAge(figurePolicy, value),
      ]),
    )
  }

  return {
    window: async (mapping, key, filter) =>
      withMaxAge(
        figurePolicy,
        await cache.read(figurePolicy, keyOf(mapping.entity, key), async () =>
          uniqueById(await query(mapping, filter)),
        ),
      ),

    byIds: (mapping, ids, filter = []) =>
      keyed(`${mapping.entity}:id`, ids, async (chunk) => {
        const rows = await query(mapping, [{ op: 'in', field: 'id', value: chunk }, ...filter])
        return alignToKeys(chunk, rows, (row) => row.id)
      }),

    timeEntriesOfTickets: (ids) =>
      keyed('TimeEntries:ticket', ids, async (chunk) => {
        const rows = await query(timeEntries, [{ op: 'in', field: 'ticketID', value: chunk }])
        return groupByKey(chunk, rows, (row) => row.ticketId)
      }),

    picklists: async (entity) =>
      withMaxAge(
        metadataPolicy,
        await cache.read(metadataPolicy, keyOf(entity, 'picklists'), async () =>
          toPicklists(await client.fields(entity)),
        ),
      ),
  }
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  )
}
