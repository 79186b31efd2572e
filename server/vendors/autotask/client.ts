import type { Instant } from '../../calendar/days.ts'
import type { AutotaskSettings } from '../../config/vendor-settings.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { mapRows, type Mapping } from '../kit/mapping.ts'
import { readPages } from '../kit/read-pages.ts'
import type { VendorHttp } from '../kit/vendor-http.ts'
import { toObject, type WireRow } from '../kit/wire.ts'
import { maxPages, pageSize } from './config.ts'
import { autotaskErrors } from './classify-response.ts'
import type { Zone, ZoneFinder } from './zone.ts'

/** A condition of a query, or a group of them. */
export type Filter =
  | { op: 'eq' | 'noteq' | 'gt' | 'gte' | 'lt' | 'lte'; field: string; value: string | number | boolean }
  | { op: 'contains'; field: string; value: string }
  | { op: 'exist' | 'notExist'; field: string }
  | { op: 'in'; field: string; value: readonly number[] }
  | { op: 'and' | 'or'; items: readonly Filter[] }

/** An instant as filters have it. */
export const iso = (instant: Instant) => new Date(instant).toISOString()

/**
 * What to ask for, and how its rows are mapped. The entity is the plural, as in the path (`Tickets`); its fields always
 * include `id`, since paging requires it.
 */
export interface Query<T> extends Mapping<T> {
  /** Combined with AND. */
  readonly filter: readonly Filter[]
  /** Aborts the calls. */
  readonly cancelled?: AbortSignal
}

export interface AutotaskClient {
  /**
   * Returns every matching record, by ascending id, from all pages. Pages are mapped as they arrive: the rows of many
   * would take several times the memory of their records.
   */
  query<T>(query: Query<T>): Promise<T[]>
  /** Returns the fields of an entity with their picklists. */
  fields(entity: string): Promise<WireRow[]>
  /** Returns the database's request counter. */
  threshold(): Promise<WireRow>
}

const { error, rowOf, rowsOf } = autotaskErrors

const failure = () => error('VENDOR_BAD_RESPONSE', 'Autotask named the same page twice, or pages without end.')

/** Returns the next page's URL, if any. Credentials are only sent to the zone's own host and path. */
function nextPage(answer: WireRow, zone: Zone, entity: string): URL | null {
  const text = toObject(answer['pageDetails'])['nextPageUrl']
  if (typeof text !== 'string' || text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const home = `${zone.url.pathname}V1.0/${entity}/query/`.toLowerCase()
  if (url?.origin !== zone.url.origin || !url.pathname.toLowerCase().startsWith(home)) {
    throw error('VENDOR_BAD_RESPONSE', 'Autotask named a next page outside of its own zone.')
  }
  return url
}

/** A client of Autotask's REST API V1.0: URLs, headers and paging only, not the meaning of rows. */
export function createAutotaskClient(options: {
  settings: AutotaskSettings
  http: VendorHttp
  zones: ZoneFinder
}): AutotaskClient {
  const { settings, http, zones } = options
  const headers = {
    ApiIntegrationCode: settings.integrationCode,
    UserName: settings.username,
    Secret: settings.secret,
  }

  /** Runs `ask` in the tenant's zone; after a 401, looks the zone up again and retries once. */
  async function inZone<T>(ask: (zone: Zone) => Promise<T>): Promise<T> {
    const zone = await zones.current()
    try {
      return await ask(zone)
    } catch (refused) {
      if (!(refused instanceof VendorError && refused.code === 'VENDOR_UNAUTHORIZED')) throw refused
      const next = await zones.afterRefusal(zone)
      if (!next) throw refused
      return ask(next)
    }
  }

  return {
    /*
     * POST /V1.0/<Entity>/query; the next page is POSTed to `nextPageUrl` with the same body (a GET there is 405).
     * Vendor help: REST_Basic_Query_Calls, REST_Advanced_Query_Features; paging measured live in 2026.
     */
    async query<T>({ entity, filter, fields, map, cancelled: signal }: Query<T>) {
      const body = { MaxRecords: pageSize, IncludeFields: fields, Filter: filter }
      return inZone(async (zone) => {
        const first = new URL(`V1.0/${entity}/query`, zone.url)
        const readPage = async (url: URL) => {
          const answer = toObject(
            await http.call({ entity, method: 'POST', url, headers, body, ...(signal && { signal }) }),
          )
          return { rows: rowsOf(answer['items']), next: nextPage(answer, zone, entity) }
        }
        const records: T[] = []
        for await (const rows of readPages({ first, readPage, maxPages, failure })) records.push(...mapRows(rows, map))
        return records
      })
    },

    /* GET /V1.0/<Entity>/entityInformation/fields (vendor help, Picklists). */
    async fields(entity) {
      return inZone(async (zone) => {
        const url = new URL(`V1.0/${entity}/entityInformation/fields`, zone.url)
        return rowsOf(toObject(await http.call({ entity, part: '/fields', method: 'GET', url, headers }))['fields'])
      })
    },

    /* GET /V1.0/ThresholdInformation (vendor help, REST_Thresholds_Limits). */
    async threshold() {
      return inZone(async (zone) => {
        const url = new URL('V1.0/ThresholdInformation', zone.url)
        return rowOf(await http.call({ entity: 'ThresholdInformation', method: 'GET', url, headers }))
      })
    },
  }
}
