import type { Slot } from '../kit/rate-limiter.ts'
import { createPageProgress } from '../kit/page-progress.ts'
import type { VendorAnswer, VendorCall } from '../kit/vendor-call.ts'
import type { VendorHttp } from '../kit/vendor-http.ts'
import { apiVersion, maxPages } from './config.ts'
import { connectWiseError, isNotFound } from './classify-response.ts'
import { readNextPage, type PageMark } from './next-page.ts'
import type { ConnectWiseAccount } from './types.ts'
import { toInteger } from './wire.ts'

/** A row as ConnectWise sends it; only `mapping.ts` interprets it. */
export type WireRow = Readonly<Record<string, unknown>>

/** A list query. Conditions come from `conditions.ts` only. */
export interface ListQuery {
  /** Below `apis/3.0/`, such as `service/tickets`. */
  readonly path: string
  readonly conditions?: string
  /** Such as `id desc`. */
  readonly orderBy?: string
  /** Wire names; `_info` only if listed. */
  readonly fields?: readonly string[]
  /** Page size, 1 to 1000. */
  readonly pageSize: number
}

/** A call that changes data: sent at most once. */
export interface Write {
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  readonly body: unknown
}

/** Limits of a write: once the signal aborts, it must not be sent any more. */
export interface WriteLimits {
  readonly signal?: AbortSignal | undefined
  /** A slot taken in advance; without it, the write waits for one. */
  readonly slot?: Slot | undefined
}

/**
 * A client of ConnectWise PSA's REST API 3.0 for any tenant: URLs, headers and paging only, not the meaning of rows.
 *
 * @throws VendorError from every method; ConnectWiseRefusal if ConnectWise itself refuses (see classify-response.ts)
 */
export interface ConnectWiseClient {
  /** Returns the first page of a list. */
  page(account: ConnectWiseAccount, query: ListQuery, signal?: AbortSignal): Promise<WireRow[]>
  /** Iterates over the pages of a list, requesting each on demand. Rows can repeat if the list changes meanwhile. */
  pages(account: ConnectWiseAccount, query: ListQuery, signal?: AbortSignal): AsyncIterable<WireRow[]>
  /** Returns every row of a list, from all pages. */
  all(account: ConnectWiseAccount, query: ListQuery, signal?: AbortSignal): Promise<WireRow[]>
  /** Returns one record; null if ConnectWise has none. */
  one(account: ConnectWiseAccount, path: string, signal?: AbortSignal): Promise<WireRow | null>
  /** Sends a write once and returns the resulting record. */
  write(account: ConnectWiseAccount, write: Write, limits: WriteLimits): Promise<WireRow>
}

const isRow = (value: unknown): value is WireRow => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The maximum number of pages was exceeded. */
const endlessPages = 'ConnectWise named a page of the list that came before, or pages without end.'

const firstPage: PageMark = { name: 'page', value: 1 }

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
    // Strip record numbers from metric labels and logs.
    const entity = path.replaceAll(/\/\d+/g, '/:id')
    return { entity, queue: account.tenantId, url, headers: headersOf(account), signal } satisfies Partial<VendorCall>
  }

  function callForList(
    account: ConnectWiseAccount,
    query: ListQuery,
    { name, value }: PageMark,
    signal: AbortSignal | undefined,
  ): VendorCall {
    const { path, conditions, orderBy, fields, pageSize } = query
    const call = callTo(account, path, signal)
    const parameters = new URLSearchParams({
      ...(conditions !== undefined && { conditions }),
      ...(orderBy !== undefined && { orderBy }),
      ...(fields && { fields: fields.join(',') }),
      pageSize: String(pageSize),
      ...((name !== 'page' || value > 1) && { [name]: String(value) }),
    })
    call.url.search = parameters.toString().replaceAll('+', '%20')
    const headers = { ...call.headers, ...(name === 'pageId' && { 'pagination-type': 'forward-only' }) }
    return { ...call, headers, method: 'GET' }
  }

  /** GET of a list (guide, "Pagination"; fact sheet 2.5). */
  async function readPage(
    call: VendorCall,
  ): Promise<{ rows: WireRow[]; size: number; headers: VendorAnswer['headers'] }> {
    const { json, headers } = await http.ask(call)
    if (!Array.isArray(json)) throw connectWiseError('VENDOR_BAD_RESPONSE')
    return { rows: json.filter(isRow), size: json.length, headers }
  }

  /**
   * A next page is the one that the header `Link` names; after a full page without one it is asked for all the same, and
   * nothing new on it is the end: a server that does not page gives the same rows again. One that calls those a next page
   * each time is an error, which no part of the list may hide.
   */
  async function* pages(
    account: ConnectWiseAccount,
    query: ListQuery,
    signal?: AbortSignal,
  ): AsyncGenerator<WireRow[], void, undefined> {
    const progress = createPageProgress({
      maxPages,
      failure: () => connectWiseError('VENDOR_BAD_RESPONSE', endlessPages),
    })
    let isNamed = true
    let mark = firstPage
    for (;;) {
      progress.ask(`${mark.name} ${mark.value}`)
      const { rows, size, headers } = await readPage(callForList(account, query, mark, signal))
      const named = readNextPage(headers['link'])
      const isNew = progress.took(rows, named !== null)
      if (!isNamed && !isNew) return
      yield rows
      const next = named ?? (size >= query.pageSize ? pageAfter(mark, rows) : null)
      if (!next) return
      const isBehind = next.name === mark.name && next.value <= mark.value
      if (isBehind) throw connectWiseError('VENDOR_BAD_RESPONSE', endlessPages)
      isNamed = named !== null
      mark = next
    }
  }

  return {
    page: async (account, query, signal) => (await readPage(callForList(account, query, firstPage, signal))).rows,

    pages,

    async all(account, query, signal) {
      const rows: WireRow[][] = []
      for await (const page of pages(account, query, signal)) rows.push(page)
      return rows.flat()
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

    async write(account, { method, path, body }, { signal, slot }) {
      const row = await http.call({ ...callTo(account, path, signal), method, body, isWrite: true, slot })
      if (!isRow(row)) throw connectWiseError('VENDOR_BAD_RESPONSE')
      return row
    },
  }
}

/** The page after one that names none: the next number, or after the last id. */
function pageAfter({ name, value }: PageMark, rows: readonly WireRow[]): PageMark {
  if (name === 'page') return { name, value: value + 1 }
  return { name, value: Math.max(value, ...rows.map(({ id }) => toInteger(id) ?? 0)) }
}
