import type { AutotaskSettings } from '../../config/vendor-settings.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { createPageProgress } from '../kit/page-progress.ts'
import type { VendorHttp } from '../kit/vendor-http.ts'
import { isRow, rowsIn, toObject, type WireRow } from '../kit/wire.ts'
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

export interface Query {
  /** The entity's plural, as in the path: `Tickets`. */
  readonly entity: string
  /** Combined with AND. */
  readonly filter: readonly Filter[]
  /** Wire names; `id` is always included, since paging requires it. */
  readonly fields: readonly string[]
}

export interface AutotaskClient {
  /** Returns every matching row, by ascending id, from all pages. */
  query(query: Query): Promise<WireRow[]>
  /** Returns the fields of an entity with their picklists. */
  fields(entity: string): Promise<WireRow[]>
  /** Returns the database's request counter. */
  threshold(): Promise<WireRow>
}

function rowsOf(answer: unknown, property: 'items' | 'fields'): WireRow[] {
  const rows = toObject(answer)[property]
  if (!Array.isArray(rows)) throw autotaskErrors.error('VENDOR_BAD_RESPONSE')
  return rowsIn(rows)
}

const endlessPages = () =>
  autotaskErrors.error('VENDOR_BAD_RESPONSE', 'Autotask named the same page twice, or pages without end.')

/** Returns the next page's URL, if any. Credentials are only sent to the zone's own host and path. */
function nextPage(answer: unknown, zone: Zone, entity: string): URL | null {
  const text = toObject(toObject(answer)['pageDetails'])['nextPageUrl']
  if (typeof text !== 'string' || text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const home = `${zone.url.pathname}V1.0/${entity}/query/`.toLowerCase()
  if (url?.origin !== zone.url.origin || !url.pathname.toLowerCase().startsWith(home)) {
    throw autotaskErrors.error('VENDOR_BAD_RESPONSE', 'Autotask named a next page outside of its own zone.')
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
    } catch (error) {
      if (!(error instanceof VendorError && error.code === 'VENDOR_UNAUTHORIZED')) throw error
      const next = await zones.afterRefusal(zone)
      if (!next) throw error
      return ask(next)
    }
  }

  return {
    /*
     * POST /V1.0/<Entity>/query; the next page is POSTed to `nextPageUrl` with the same body (a GET there is 405).
     * Vendor help: REST_Basic_Query_Calls, REST_Advanced_Query_Features; paging measured live in 2026.
     */
    async query({ entity, filter, fields }) {
      const body = { MaxRecords: pageSize, IncludeFields: fields, Filter: filter }
      return inZone(async (zone) => {
        const rows: WireRow[] = []
        const progress = createPageProgress({ maxPages, failure: endlessPages })
        let url: URL | null = new URL(`V1.0/${entity}/query`, zone.url)
        while (url) {
          progress.ask(url.href)
          const answer = await http.call({ entity, method: 'POST', url, headers, body })
          const page = rowsOf(answer, 'items')
          rows.push(...page)
          url = nextPage(answer, zone, entity)
          progress.took(page, url !== null)
        }
        return rows
      })
    },

    /* GET /V1.0/<Entity>/entityInformation/fields (vendor help, Picklists). */
    async fields(entity) {
      return inZone(async (zone) => {
        const url = new URL(`V1.0/${entity}/entityInformation/fields`, zone.url)
        return rowsOf(await http.call({ entity, method: 'GET', url, headers }), 'fields')
      })
    },

    /* GET /V1.0/ThresholdInformation (vendor help, REST_Thresholds_Limits). */
    async threshold() {
      return inZone(async (zone) => {
        const url = new URL('V1.0/ThresholdInformation', zone.url)
        const answer = await http.call({ entity: 'ThresholdInformation', method: 'GET', url, headers })
        if (!isRow(answer)) throw autotaskErrors.error('VENDOR_BAD_RESPONSE')
        return answer
      })
    },
  }
}
