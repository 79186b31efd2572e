import type { CachePolicy } from '../../cache/cache.ts'
import type { VendorLimits } from '../kit/vendor-limits.ts'

/*
 * Limits of ConnectWise PSA's REST API, from its developer guide of 2025 and from public clients (fact sheet 2, 4; read
 * 2026-11-22), and our own settings derived from them.
 */

/** The API release we read and write: new fields are included, old ones stay for 12 months. */
export const apiVersion = '2025.16'

/** Maximum page size; larger ones are silently capped, and the default of 25 would silently truncate a batch. */
export const maxPageSize = 1_000

/**
 * Page size when looking for a written note or time entry, newest first: a match ends the search, and 200 of the
 * longest texts (e-mails with full quotes) still fit into one response.
 */
export const verificationPageSize = 200

/** Maximum pages per list, in case the vendor always names a next page. */
export const maxPages = 100

/**
 * Limit of all calls per tenant and second: reads, writes, checks, and each of their pages and retries. ConnectWise limits
 * at about 1,000 a minute; 600 leave room for the tenant's other integrations.
 */
export const callsPerSecond = 10

/** The queue of reads. */
export const readQueue = 'reads'
/** The queue of writes, and of what is read for them: their time counts, so they do not wait behind reads. */
export const writeQueue = 'writes'

/** The limits of a tenant's account. 12 parallel workers have exceeded ConnectWise's, so reads are 8 at a time. */
export const limitsFor = (perSecond: number): VendorLimits => ({
  queues: { [readQueue]: [{ calls: 8, windowMs: 0 }] },
  account: perSecond === Infinity ? [] : [{ calls: perSecond, windowMs: 1_000 }],
  budget: null,
  cutHoldMs: 0,
})

/** Timeout of one call, from its first attempt to the last byte, retries included, in milliseconds. */
export const timeoutMs = 10_000

/** Maximum search results; one query serves every `first`. */
export const searchSize = 50

/** Number of notes read per ticket, newest first. */
export const noteSize = 100

/** Tickets, notes and time entries: never served older than this, even during an outage. */
export const ticketPolicy: CachePolicy = { freshMs: 30_000, staleMs: 30_000, scope: 'changes' }

/** Statuses of a board: changed by administrators a few times a year. */
export const boardPolicy: CachePolicy = { freshMs: 300_000, staleMs: 300_000, scope: 'changes' }
