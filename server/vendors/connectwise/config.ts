import type { CachePolicy } from '../../cache/cache.ts'

/*
 * Limits of ConnectWise PSA's REST API, from its developer guide of 2025 and from public clients (fact sheet 2, 4; read
 * 2026-11-22), and what we make of them.
 */

/** The release whose model we read and write: added fields come along, older ones stay for 12 months. */
export const apiVersion = '2025.16'

/** Rows a page at most; more is capped without a word, and the default of 25 would cut a batch without a word. */
export const maxPageSize = 1_000

/**
 * Notes and time entries a page where a trace is looked for, the newest first: a hit ends the look, and 200 of the longest
 * texts (mails with all that they answer) still fit into one answer.
 */
export const lookBackPageSize = 200

/** Pages of one list at most: a vendor that always names a next page must not keep us for ever. */
export const maxPages = 100

/**
 * Reads at a time for one tenant, and calls of all kinds in any second: reads, writes, looks for what a write left, and each
 * page and repeat of them. ConnectWise limits at about 1,000 a minute, and 12 parallel workers have tripped it; 600 leave
 * others of the tenant's integrations their share.
 */
export const callsAtATime = 8
export const callsPerSecond = 10

/** From leaving to the last byte of one call, repeats included, in milliseconds. */
export const timeoutMs = 10_000

/** Tickets one search gives at most; it is the one question behind every `first`. */
export const searchSize = 50

/** Notes of a ticket that are read; the newest. */
export const noteSize = 100

/** Tickets, notes and time entries: so old they may be, and no older whatever happens. */
export const ticketPolicy: CachePolicy = { freshMs: 30_000, staleMs: 30_000, scope: 'changes' }

/** The statuses of a board: changed by an administrator a few times a year. */
export const boardPolicy: CachePolicy = { freshMs: 300_000, staleMs: 300_000, scope: 'changes' }

/** Whether a tenant's ConnectWise answers. */
export const statusPolicy: CachePolicy = { freshMs: 60_000, staleMs: 0, scope: 'status' }
