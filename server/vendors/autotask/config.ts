import type { CachePolicy } from '../../cache/cache.ts'
import type { VendorLimits } from '../kit/vendor-limits.ts'

/*
 * Limits of Autotask's REST API, from the vendor's help (REST_Thresholds_Limits, REST_Basic_Query_Calls; read
 * 2026-11-22), and our own settings derived from them.
 */

/** Maximum page size; more is rejected with HTTP 500. */
export const pageSize = 500

/** Values of one `in` list: each counts as one of the 500 OR conditions allowed per query. */
export const idsPerQuery = 500

/** Timeout of one call, from its first attempt to the last byte, retries included, in milliseconds. */
export const timeoutMs = 30_000

/**
 * Three calls at a time per integration code and entity, and 10,000 calls in any hour of the whole database, by all its
 * integrations. Autotask slows down at the limit of an entity, and e-mails the customer's administrators when it is
 * exceeded. A call that timed out here may go on running there: 5 minutes at most, by one client's account, and hardly
 * ever longer than as long again. So long it keeps its place.
 */
export const limits: VendorLimits = {
  otherQueues: [{ calls: 3, windowMs: 0 }],
  budget: { calls: 10_000, windowMs: 3_600_000 },
  cutHoldMs: timeoutMs,
}

/** Cache age of a zone, in milliseconds: tenants are occasionally moved between zones. */
export const zoneMaxAgeMs = 12 * 3_600_000

/** Maximum pages per query, in case the vendor always names a next page. */
export const maxPages = 400

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const staleMs = 24 * hourMs

/** How far the vendor's clock may be behind the gateway's when an initial load begins, in milliseconds. */
export const clockSkewMs = 15 * minuteMs

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
