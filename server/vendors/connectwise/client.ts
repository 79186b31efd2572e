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
  write(account: ConnectWiseAccount, write: Write): Promise<WireRow>
}
