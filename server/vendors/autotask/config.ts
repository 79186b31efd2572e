import type { CachePolicy } from '../../cache/cache.ts'

/*
 * Limits of Autotask's REST API, from the vendor's help (REST_Thresholds_Limits, REST_Basic_Query_Calls; read
 * 2026-11-22), and what we make of them.
 */

/** Rows a page at most; more is refused with HTTP 500. */
export const pageSize = 500

/** Values of one `in` list: each counts as one of the 500 OR conditions a query may have. */
export const idsPerQuery = 500

/**
 * Calls at a time per entity. Autotask allows 3 per integration code and entity, slows down at the limit and mails the
 * customer's administrators when it is passed; a call we gave up on may still hold a place, so we stay one below.
 */
export const callsAtATime = 2

/** From leaving to the last byte of one call, repeats included, in milliseconds. */
export const timeoutMs = 30_000

/** A zone is asked for again after this long, in milliseconds: tenants are moved between zones now and then. */
export const zoneMaxAgeMs = 12 * 3_600_000

/** Pages of one query at most: a vendor that always names a next page must not keep us for ever. */
export const maxPages = 400

const staleMs = 24 * 3_600_000

/** Tickets, time entries and sales records: what the figures are made of. */
export const figurePolicy: CachePolicy = { freshMs: 5 * 60_000, staleMs, scope: 'service-desk' }

/** Picklists and field metadata: changed by an administrator a few times a year. */
export const metadataPolicy: CachePolicy = { freshMs: 6 * 3_600_000, staleMs: 7 * staleMs, scope: 'metadata' }

/** The request counter behind `vendorStatus`. */
export const statusPolicy: CachePolicy = { freshMs: 60_000, staleMs: 0, scope: 'status' }
