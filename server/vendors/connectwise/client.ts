import type { Slot } from '../kit/slot.ts'
import type { VendorCall } from '../kit/vendor-call.ts'
import type { VendorHttp } from '../kit/vendor-http.ts'
import type { WireRow } from '../kit/wire.ts'
import { connectWiseErrors, isNotFound } from './classify-response.ts'
import { apiVersion, readQueue, type writeQueue } from './config.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { PageMark } from './next-page.ts'
import { firstPage, pagesOf, type ListAnswer } from './read-pages.ts'
import type { ConnectWiseAccount } from './types.ts'

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

/** Limits of one call: once the signal aborts, it must not be sent any more. */
export interface CallLimits {
  readonly signal: AbortSignal
  /** A slot taken in advance for a write (see `takeSlot` in index.ts); without it, the write waits for one. */
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
  write(account: ConnectWiseAccount, write: Write, limits: CallLimits): Promise<WireRow>
}

/** Developer guide, "Authentication" and "Versioning" (fact sheet 1.3, 1.4). */
function headersOf({ companyId, publicKey, privateKey, clientId }: ConnectWiseAccount) {
  const credentials = Buffer.from(`${companyId}+${publicKey}:${privateKey}`, 'utf8').toString('base64')
  return {
    authorization: `Basic ${credentials}`,
    clientId,
    accept: `application/vnd.connectwise.com+json; version=${apiVersion}, application/json`,
  }
}

/** The queue that a client's calls wait in. */
export type Queue = typeof readQueue | typeof writeQueue

function callTo(account: ConnectWiseAccount, path: string, signal: AbortSignal | undefined) {
  const url = new URL(`apis/3.0/${path}`, account.baseUrl)
  // Strip record numbers from metric labels and logs.
  const entity = path.replaceAll(/\/\d+/g, '/:id')
  const of = { account: fingerprintOf(account), entity }
  return { ...of, url, headers: headersOf(account), signal } satisfies Partial<VendorCall>
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

const { rowOf, rowsOf } = connectWiseErrors

/** @param queue reads by default */
export function createConnectWiseClient(http: VendorHttp, queue: Queue = readQueue): ConnectWiseClient {
  /** GET of a list (guide, "Pagination"; fact sheet 2.5). */
  async function readPage(call: VendorCall): Promise<ListAnswer> {
    const { json, headers } = await http.ask({ ...call, queue })
    return { rows: rowsOf(json), size: (json as unknown[]).length, headers }
  }

  const pages: ConnectWiseClient['pages'] = (account, query, signal) =>
    pagesOf(query.pageSize, (mark) => readPage(callForList(account, query, mark, signal)))

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
        return rowOf(await http.call({ ...callTo(account, path, signal), queue, method: 'GET' }))
      } catch (error) {
        if (isNotFound(error)) return null
        throw error
      }
    },

    write: async (account, { method, path, body }, { signal, slot }) =>
      rowOf(await http.call({ ...callTo(account, path, signal), queue, method, body, isWrite: true, slot })),
  }
}
