import type { AccountCache } from '../../cache/cache.ts'
import type { Aged } from '../../cache/aged.ts'
import { alignToKeys, groupByKey, uniqueById } from '../kit/align.ts'
import { readKeyed, type Found } from '../kit/keyed-read.ts'
import type { Mapping } from '../kit/mapping.ts'
import type { AutotaskClient, Filter } from './client.ts'
import { figurePolicy, idsPerQuery, metadataPolicy } from './config.ts'
import { createPageForecast } from './page-forecast.ts'
import { timeEntries, toPicklists } from './mapping.ts'
import type { Picklists, TimeEntry } from './types.ts'

/** Reads of Autotask through the shared cache, without per-request loaders. */
export interface AutotaskReader {
  /** Returns all matching rows, mapped and deduplicated. */
  window<T extends { readonly id: number }>(mapping: Mapping<T>, window: Window): Promise<Aged<readonly T[]>>
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

/** A list of everything that matches. */
export interface Window {
  /** Identifies everything the result depends on. */
  readonly key: string
  readonly filter: readonly Filter[]
  /** Length of its range; null if it has none, or no end. */
  readonly days: number | null
}

export function createAutotaskReader(options: { client: AutotaskClient; cache: AccountCache }): AutotaskReader {
  const { client, cache } = options
  const forecast = createPageForecast()
  const keyed = { cache, policy: figurePolicy, idsPerCall: idsPerQuery }

  return {
    window<T extends { readonly id: number }>(mapping: Mapping<T>, { key, filter, days }: Window) {
      const { entity } = mapping
      const name = `${entity}:${key}`
      const load = async (cancelled: AbortSignal) => {
        const rows = uniqueById(await client.query({ ...mapping, filter, cancelled }))
        forecast.learn(entity, days, rows.length)
        return rows
      }
      const calls = (_: readonly string[], old: (key: string) => unknown) => forecast.pages(entity, days, old(name))
      return cache.read<readonly T[]>(figurePolicy, name, load, { cost: { calls } })
    },

    byIds: (mapping, ids, filter = []) =>
      readKeyed({
        ...keyed,
        prefix: `${mapping.entity}:id`,
        ids,
        async load(chunk) {
          const rows = await client.query({ ...mapping, filter: [{ op: 'in', field: 'id', value: chunk }, ...filter] })
          return alignToKeys(chunk, rows, (row) => row.id)
        },
      }),

    timeEntriesOfTickets: (ids) =>
      readKeyed({
        ...keyed,
        prefix: 'TimeEntries:ticket',
        ids,
        async load(chunk) {
          const rows = await client.query({ ...timeEntries, filter: [{ op: 'in', field: 'ticketID', value: chunk }] })
          return groupByKey(chunk, rows, (row) => row.ticketId)
        },
      }),

    picklists: (entity) =>
      cache.read(metadataPolicy, `${entity}:picklists`, async () => toPicklists(await client.fields(entity))),
  }
}
