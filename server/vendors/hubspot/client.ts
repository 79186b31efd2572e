import type { HubSpotSettings } from '../../config/vendor-settings.ts'
import type { Day } from '../../calendar/days.ts'
import type { VendorHttp } from '../kit/vendor-http.ts'
import { readAllPages } from '../kit/read-pages.ts'
import { toCount, toObject, type WireRow } from '../kit/wire.ts'
import { formsPageSize, maxPages, pageSize, defaultQueue, searchQueue } from './config.ts'
import { hubspotErrors } from './classify-response.ts'
import { createPaths } from './paths.ts'
import { readReport, type Report } from './read-report.ts'

export interface SearchQuery {
  readonly type: 'contacts' | 'companies' | 'deals'
  /** Combined with AND. Datetimes as epoch milliseconds in text. */
  readonly filters?: readonly SearchFilter[]
  /** At most one. */
  readonly sorts?: readonly { propertyName: string; direction: 'ASCENDING' | 'DESCENDING' }[]
  readonly properties?: readonly string[]
  /** From 1 to 200. */
  readonly limit: number
  /** Number of matches to skip; with `limit` 10,000 at most. None by default. */
  readonly after?: number
}

export interface SearchFilter {
  readonly propertyName: string
  readonly operator: 'EQ' | 'GTE' | 'GT' | 'LT'
  readonly value: string
}

export interface SearchAnswer {
  /** Number of matches across all pages; from 0 to 2,147,483,647. */
  readonly total: number
  readonly rows: readonly WireRow[]
}

export type Breakdown = 'totals' | 'sources' | 'forms'

export interface HubSpotClient {
  /**
   * Every record that is not archived, by ascending id.
   *
   * @param onPage called after each page with the number of rows so far
   */
  list(type: SearchQuery['type'], properties: readonly string[], onPage?: (read: number) => void): Promise<WireRow[]>
  /** Records by id, at most 100; those that do not exist are left out. */
  read(type: SearchQuery['type'], ids: readonly number[], properties: readonly string[]): Promise<WireRow[]>
  /** Every record in the recycle bin, by ascending id. */
  listArchived(type: SearchQuery['type']): Promise<WireRow[]>
  /** A page of a search: the first, unless `after` says otherwise. */
  search(query: SearchQuery): Promise<SearchAnswer>
  dealPipelines(): Promise<WireRow[]>
  /** The people that records can be assigned to; those that have left are not among them. */
  owners(): Promise<WireRow[]>
  account(): Promise<WireRow>
  dailyUsage(): Promise<WireRow[]>
  /** Forms of all types. */
  forms(): Promise<WireRow[]>
  /** Website analytics of these days of the account's zone, both inclusive. */
  report(breakdown: Breakdown, from: Day, to: Day): Promise<Report>
  /** A token that identifies a visitor of the chat, valid for 12 hours. */
  visitorToken(email: string): Promise<string>
}

const { error, rowOf, rowsOf } = hubspotErrors

const resultsOf = (answer: unknown) => rowsOf(toObject(answer)['results'])

const failure = () => error('VENDOR_BAD_RESPONSE', 'HubSpot named the same page twice, or pages without end.')

const noCount = 'HubSpot’s search gave a total that is no count (a whole number from 0 to 2,147,483,647).'

/** The cursor of the next page; null at the end. `paging.next.link` is not followed: it can name another host. */
function cursorOf(answer: unknown): string | null {
  const { after } = toObject(toObject(toObject(answer)['paging'])['next'])
  if (typeof after === 'number') return String(after)
  return typeof after === 'string' && after !== '' ? after : null
}

interface ClientOptions {
  readonly settings: HubSpotSettings
  readonly http: VendorHttp
}

/** The ways to call: a GET, a POST, and all pages of a list. */
function createCalls({ settings, http }: ClientOptions) {
  const headers = { authorization: `Bearer ${settings.apiKey}` }

  function get(entity: string, path: string, query: Record<string, string> = {}): Promise<unknown> {
    const url = new URL(path, settings.baseUrl)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return http.call({ entity, queue: defaultQueue, method: 'GET', url, headers })
  }

  function post(entity: string, queue: string, path: string, body: unknown): Promise<unknown> {
    return http.call({ entity, queue, method: 'POST', url: new URL(path, settings.baseUrl), headers, body })
  }

  function all(entity: string, path: string, query: Record<string, string>, onPage?: (read: number) => void) {
    const readPage = async (after: string) => {
      const answer = await get(entity, path, after === '' ? query : { ...query, after })
      return { rows: resultsOf(answer), next: cursorOf(answer) }
    }
    return readAllPages({ first: '', readPage, maxPages, failure }, onPage)
  }

  return { get, post, all }
}

/** A client of HubSpot's API: URLs, headers and paging only, not the meaning of rows. */
export function createHubSpotClient(options: ClientOptions): HubSpotClient {
  const paths = createPaths(options.settings.apiVersion)
  const { get, post, all } = createCalls(options)

  return {
    /* GET /crm/v3/objects/{type} (HubSpot, crm/using-object-apis); the list cannot be sorted, and does not lag. */
    list: (type, properties, onPage) =>
      all(type, paths.objects(type), { limit: String(pageSize), properties: properties.join(',') }, onPage),

    /*
     * POST /crm/v3/objects/{type}/batch/read (HubSpot, crm/using-object-apis; read 2026-11-27); a read, so it may be
     * retried. The status is 207 where some do not exist.
     */
    async read(type, ids, properties) {
      const inputs = ids.map((id) => ({ id: String(id) }))
      return resultsOf(
        await post(type, defaultQueue, `${paths.objects(type)}/batch/read`, {
          inputs,
          properties,
          propertiesWithHistory: [],
        }),
      )
    },

    /* As `list`, with `archived=true`: what was deleted in the last 90 days. */
    listArchived: (type) => all(type, paths.objects(type), { limit: String(pageSize), archived: 'true' }),

    /* POST /crm/v3/objects/{type}/search (HubSpot, crm/search-the-crm); a read, so it may be retried. */
    async search({ type, filters = [], sorts, properties, limit, after }) {
      const answer = await post(type, searchQueue, `${paths.objects(type)}/search`, {
        filterGroups: filters.length === 0 ? undefined : [{ filters }],
        sorts,
        properties,
        limit,
        after: after?.toString(),
      })
      const total = toCount(toObject(answer)['total'])
      if (total === null) throw error('VENDOR_BAD_RESPONSE', noCount)
      return { total, rows: resultsOf(answer) }
    },

    /* GET /crm/v3/pipelines/deals (HubSpot, crm/pipelines); no paging. */
    dealPipelines: async () => resultsOf(await get('pipelines', paths.pipelines('deals'))),

    /* GET /crm/v3/owners (HubSpot, crm/owners; read 2026-11-27); a scope of its own, and no date that changes move. */
    owners: () => all('owners', paths.owners(), { limit: String(pageSize) }),

    /* GET /account-info/v3/details (HubSpot, account/account-information); needs no scope. */
    account: async () => rowOf(await get('account', paths.accountDetails())),

    /* GET /account-info/v3/api-usage/daily/private-apps: HubSpot's own count, some minutes old. */
    dailyUsage: async () => resultsOf(await get('usage', paths.dailyUsage())),

    /* GET /marketing/v3/forms (HubSpot, marketing/forms): without `formTypes` all but one type are missing. */
    forms: () => all('forms', paths.forms(), { limit: String(formsPageSize), formTypes: 'all' }),

    /*
     * GET /analytics/v2/reports/{breakdown}/total (HubSpot, legacy/reporting; no specification, no successor). Only
     * forms are read page by page: of the others only the totals are used.
     */
    report(breakdown, from, to) {
      const query = { start: from.replaceAll('-', ''), end: to.replaceAll('-', '') }
      return readReport(breakdown === 'forms', (offset) =>
        get('analytics', paths.report(breakdown), offset === 0 ? query : { ...query, offset: String(offset) }),
      )
    },

    /* POST /visitor-identification/v3/tokens/create (HubSpot, conversations/visitor-identification). */
    async visitorToken(email) {
      const answer = await post('visitors', defaultQueue, paths.visitorToken(), { email })
      const token = toObject(answer)['token']
      if (typeof token !== 'string' || token === '') throw error('VENDOR_BAD_RESPONSE')
      return token
    },
  }
}
