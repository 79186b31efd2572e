import type { CachePolicy } from '../../cache/cache.ts'
import type { PaceLimit } from '../http/pace.ts'

/*
 * Limits of HubSpot's API, from the vendor's pages (usage-guidelines, search-the-crm, forms; read 2026-11-22), and what we
 * make of them.
 */

/** The lane of searches: HubSpot counts them apart, over all object types of the account together. */
export const searchLane = 'search'
/** The lane of everything else. */
export const plainLane = 'plain'

/**
 * Requests per stretch of time. A Free or Starter account allows an app 100 in any 10 seconds (others 190), of which a
 * service key shares none with other apps; searches are exempt from that, but the whole account has 5 a second, all apps
 * together, so one is left to the others. Searches come without rate headers: the pace is all that keeps us below.
 */
export const paceLimits: Readonly<Record<string, readonly PaceLimit[]>> = {
  [searchLane]: [{ requests: 4, windowMs: 1_000 }],
  [plainLane]: [
    { requests: 9, windowMs: 1_000 },
    { requests: 100, windowMs: 10_000 },
  ],
}

/** Calls at a time per lane: six in all, and searches that wait for their pace hold up nothing else. */
export const callsAtATime = 3

/** From leaving to the last byte of one call, repeats included, in milliseconds. */
export const timeoutMs = 10_000

/** Rows of a page of the list endpoints at most. */
export const pageSize = 100

/** Forms a page: with 100 a further page was reported not to be named (2022); 50 was safe. */
export const formsPageSize = 50

/** Pages of one list at most: a vendor that always names a next page must not keep us for ever. */
export const maxPages = 1_000

/** Pages of one report at most, for the same reason. */
export const maxReportPages = 100

/** A search's total of exactly this much may be a cap: the window behind which a search cannot page. */
export const searchWindow = 10_000

/** Windows that one count goes through at most; more than a million records are not counted. */
export const maxSearchWindows = 100

/** How many contacts `recentContacts` asks for, whatever of them is wanted: one question for all. */
export const recentContactsKept = 100

/** When the reset of the daily limit is not known, the next call leaves after this long, in milliseconds. */
export const dailyProbeMs = 15 * 60_000

const hourMs = 3_600_000
const staleMs = 24 * hourMs

/** Deals and pipelines: what the figures of sales are made of. */
export const salesPolicy: CachePolicy = { freshMs: 5 * 60_000, staleMs, scope: 'hubspot-sales' }

/** Counts of records: both rooms show them. */
export const countPolicy: CachePolicy = { freshMs: 5 * 60_000, staleMs, scope: 'hubspot-counts' }

/** The contacts created last. */
export const recentPolicy: CachePolicy = { freshMs: 60_000, staleMs, scope: 'hubspot-sales' }

/** Analytics and forms: HubSpot itself lags some hours behind. */
export const websitePolicy: CachePolicy = { freshMs: 15 * 60_000, staleMs, scope: 'hubspot-website' }

/** Currency, time zone and region of the account: changed once in years. */
export const accountPolicy: CachePolicy = { freshMs: 24 * hourMs, staleMs: 7 * staleMs, scope: 'hubspot-account' }

/** Tokens that vouch for a visitor live 12 hours; one is handed out only while half an hour of that is left. */
export const visitorPolicy: CachePolicy = { freshMs: 10 * hourMs, staleMs: 11.5 * hourMs, scope: 'hubspot-visitors' }

/** An account whose plan has no visitor identification is asked for a token again after this long, in milliseconds. */
export const visitorRefusalMs = hourMs

/** The request counter behind `vendorStatus`. */
export const statusPolicy: CachePolicy = { freshMs: 60_000, staleMs: 0, scope: 'hubspot-status' }
