import type { VendorCall } from '../http/vendor-call.ts'
import type { VendorHttp } from '../http/vendor-http.ts'
import { apiVersion, maxPages } from './config.ts'
import { connectWiseError, isNotFound } from './judge.ts'
import type { ConnectWiseAccount } from './types.ts'

/** A row as ConnectWise sends it; only `mapping.ts` looks inside. */
export type WireRow = Readonly<Record<string, unknown>>

/** What can be asked of a list. Conditions come from `conditions.ts` and nowhere else. */
export interface ListQuery {
  /** Below `apis/3.0/`, such as `service/tickets`. */
  readonly path: string
  readonly conditions?: string
  /** Such as `id desc`. */
  readonly orderBy?: string
  /** Wire names; `_info` only when it is listed. */
  readonly fields?: readonly string[]
  /** Rows a page, 1 to 1000. */
  readonly pageSize: number
  /** From 1. */
  readonly page?: number
}

/** A call that changes something: sent once, whatever happens to it. */
export interface Write {
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  readonly body: unknown
}

/**
 * Talks to ConnectWise PSA's REST API 3.0 of any tenant; knows its addresses, headers and paging, and nothing of what
 * rows mean.
 *
 * @throws VendorError from everything; a ConnectWiseRefusal where ConnectWise itself says no (see judge.ts)
 */
export interface ConnectWiseClient {
  /** One page of a list. */
  page(account: ConnectWiseAccount, query: ListQuery, signal?: AbortSignal): Promise<WireRow[]>
  /** Every row of a list, however many pages that is. */
  all(account: ConnectWiseAccount, query: ListQuery, signal?: AbortSignal): Promise<WireRow[]>
  /** One record; null when ConnectWise says that there is none. */
  one(account: ConnectWiseAccount, path: string, signal?: AbortSignal): Promise<WireRow | null>
  /** Sends a write once, and gives the record that comes back. */
  write(account: ConnectWiseAccount, write: Write, signal?: AbortSignal): Promise<WireRow>
}

const isRow = (value: unknown): value is WireRow => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A further page was named that must not be called, or no end of pages is in sight. */
const strayPages = 'ConnectWise named a next page outside of the list, the same one twice, or pages without end.'

export function createConnectWiseClient(http: VendorHttp): ConnectWiseClient {
  /** Developer guide, "Authentication" and "Versioning" (fact sheet 1.3, 1.4). */
  function headersOf({ companyId, publicKey, privateKey, clientId }: ConnectWiseAccount) {
    const credentials = Buffer.from(`${companyId}+${publicKey}:${privateKey}`, 'utf8').toString('base64')
    return {
      authorization: `Basic ${credentials}`,
      clientId,
      accept: `application/vnd.connectwise.com+json; version=${apiVersion}, application/json`,
    }
  }

  function callTo(account: ConnectWiseAccount, path: string, signal: AbortSignal | undefined) {
    const url = new URL(`apis/3.0/${path}`, account.baseUrl)
    // What is counted and logged has no numbers of anybody's records in it.
    const entity = path.replaceAll(/\/\d+/g, '/:id')
    return { entity, lane: account.tenantId, url, headers: headersOf(account), signal } satisfies Partial<VendorCall>
  }

  function callForList(account: ConnectWiseAccount, query: ListQuery, signal: AbortSignal | undefined): VendorCall {
    const { path, conditions, orderBy, fields, pageSize, page } = query
    const call = callTo(account, path, signal)
    const parameters = new URLSearchParams({
      ...(conditions !== undefined && { conditions }),
      ...(orderBy !== undefined && { orderBy }),
      ...(fields && { fields: fields.join(',') }),
      pageSize: String(pageSize),
      ...(page !== undefined && { page: String(page) }),
    })
    call.url.search = parameters.toString().replaceAll('+', '%20')
    return { ...call, method: 'GET' }
  }

  /** GET of a list: rows, and where the next page is, by the header `Link` (guide, "Pagination"; fact sheet 2.5). */
  async function readPage(call: VendorCall): Promise<{ rows: WireRow[]; next: URL | null }> {
    const { json, headers } = await http.ask(call)
    if (!Array.isArray(json)) throw connectWiseError('VENDOR_BAD_RESPONSE')
    return { rows: json.filter(isRow), next: nextPage(String(headers['link'] ?? ''), call.url) }
  }

  return {
    page: async (account, query, signal) => (await readPage(callForList(account, query, signal))).rows,

    async all(account, query, signal) {
      const rows: WireRow[] = []
      const seen = new Set<string>()
      const first = callForList(account, query, signal)
      let url: URL | null = first.url
      while (url) {
        if (seen.has(url.href) || seen.size >= maxPages) throw connectWiseError('VENDOR_BAD_RESPONSE', strayPages)
        seen.add(url.href)
        const page = await readPage({ ...first, url })
        rows.push(...page.rows)
        url = page.next
      }
      return rows
    },

    async one(account, path, signal) {
      try {
        const row = await http.call({ ...callTo(account, path, signal), method: 'GET' })
        if (!isRow(row)) throw connectWiseError('VENDOR_BAD_RESPONSE')
        return row
      } catch (error) {
        if (isNotFound(error)) return null
        throw error
      }
    },

    async write(account, { method, path, body }, signal) {
      const row = await http.call({ ...callTo(account, path, signal), method, body, isWrite: true })
      if (!isRow(row)) throw connectWiseError('VENDOR_BAD_RESPONSE')
      return row
    },
  }
}

/**
 * The next page's address, if there is one. Credentials go to the list's own host and path only.
 *
 * @throws VendorError `VENDOR_BAD_RESPONSE` for an address elsewhere
 */
function nextPage(link: string, current: URL): URL | null {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/i.exec(link)?.[1]
  if (target === undefined || target === '') return null
  const url = URL.parse(target)
  if (url?.origin !== current.origin || url.pathname.toLowerCase() !== current.pathname.toLowerCase()) {
    throw connectWiseError('VENDOR_BAD_RESPONSE', strayPages)
  }
  return url
}
