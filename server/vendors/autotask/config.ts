import type { CachePolicy } from '../../cache/cache.ts'

/*
 * Limits of Autotask's REST API, from the vendor's help (REST_Thresholds_Limits, REST_Basic_Query_Calls; read
 * 2026-11-22), and our own settings derived from them.
 */

/** Maximum page size; more is rejected with HTTP 500. */
export const pageSize = 500

/** Values of one `in` list: each counts as one of the 500 OR conditions allowed per query. */
export const idsPerQuery = 500

/**
 * Concurrency limit per entity. Autotask allows 3 calls per integration code and entity, slows down at the limit and
 * e-mails the customer's administrators when it is exceeded. A call that timed out here may still be running there, so
 * stay one below.
 */
export const callsAtATime = 2

/** Timeout of one call, from its first attempt to the last byte, retries included, in milliseconds. */
export const timeoutMs = 30_000

/** Cache age of a zone, in milliseconds: tenants are occasionally moved between zones. */
export const zoneMaxAgeMs = 12 * 3_600_000

/** Maximum pages per query, in case the vendor always names a next page. */
export const maxPages = 400

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const staleMs = 24 * hourMs

/** Tickets, time entries and sales records: the source of all figures. Revalidated for 15 minutes, as replicas are. */
export const figurePolicy: CachePolicy = {
  freshMs: 5 * minuteMs,
  revalidateMs: 20 * minuteMs,
  staleMs,
  scope: 'service-desk',
}

/** Picklists and field metadata: changed by administrators a few times a year. */
export const metadataPolicy: CachePolicy = {
  freshMs: 6 * hourMs,
  revalidateMs: 12 * hourMs,
  staleMs: 7 * staleMs,
  scope: 'metadata',
}
