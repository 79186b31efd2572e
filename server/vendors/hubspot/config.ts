import type { CachePolicy } from '../../cache/cache.ts'
import type { VendorLimits } from '../kit/vendor-limits.ts'

/*
 * Limits of HubSpot's API, from the vendor's pages (usage-guidelines, search-the-crm, forms; read 2026-11-22), and our
 * own settings derived from them.
 */

/** The queue of searches: HubSpot counts them separately, across all object types of the account. */
export const searchQueue = 'search'
/** The queue of everything else. */
export const defaultQueue = 'plain'

/**
 * A Free or Starter account allows an app 100 requests in any 10 seconds (others 190), of which a service key shares none
 * with other apps. Searches are exempt from that, but the whole account has 5 a second across all apps, so one is left to
 * the others. Search responses have no rate headers: only the limits here keep us below. Three calls at a time per queue,
 * six in all. The account has 250,000 calls a day or more, by its plan, which the headers of all other responses say.
 */
export const limits: VendorLimits = {
  queues: {
    [searchQueue]: [
      { calls: 3, windowMs: 0 },
      { calls: 4, windowMs: 1_000 },
    ],
    [defaultQueue]: [
      { calls: 3, windowMs: 0 },
      { calls: 9, windowMs: 1_000 },
      { calls: 100, windowMs: 10_000 },
    ],
  },
  budget: { calls: 250_000, windowMs: 86_400_000 },
  cutHoldMs: 0,
}

/** Timeout of one call, from its first attempt to the last byte, retries included, in milliseconds. */
export const timeoutMs = 10_000

/** Maximum page size of the list endpoints. */
export const pageSize = 100

/** Maximum number of ids per batch read. */
export const idsPerRead = 100

/** Page size of forms: with 100, a missing next cursor was reported (2022); 50 was safe. */
export const formsPageSize = 50

/** Maximum pages per list, in case the vendor always names a next page. */
export const maxPages = 1_000

/** Maximum pages per report, for the same reason. */
export const maxReportPages = 100

/** A search total of exactly this number may be capped: search paging ends there. */
export const searchWindow = 10_000

/** Maximum page size of a search. */
export const searchPageSize = 200

/** How many of the latest modified records a delta looks at first. */
export const changesLookedAt = 100

/**
 * Deltas also read what changed this long before the last change they have seen: search's index notices changes late, and
 * not in their order.
 */
export const indexOverlapMs = 60_000

/** After this, search's index has noticed every change, whatever the clocks: what was changed before is not read again. */
export const indexedAfterMs = 5 * 60_000

/** How far HubSpot's clock may be behind the gateway's when an initial load begins, and how long that may last. */
export const clockSkewMs = 15 * 60_000

/** How often the recycle bin is read where a total does not tell that records were archived. */
export const archivedEveryMs = 5 * 60_000

/** Maximum windows per count; more than a million records are not counted. */
export const maxSearchWindows = 100

/** How many contacts `recentContacts` requests, whatever is asked for: one query for all. */
export const recentContactsKept = 100

/** Interval of probe calls while the reset time of the daily limit is unknown, in milliseconds. */
export const dailyQuotaRetryMs = 15 * 60_000

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const staleMs = 24 * hourMs
/** Figures are revalidated for 15 minutes past their freshness, as replicas are. */
const figures = { freshMs: 5 * minuteMs, revalidateMs: 20 * minuteMs, staleMs } as const

/** Deals and pipelines: the source of all sales figures. */
export const salesPolicy: CachePolicy = { ...figures, scope: 'hubspot-sales' }

/** Counts of records, used by both rooms. */
export const countPolicy: CachePolicy = { ...figures, scope: 'hubspot-counts' }

/** The most recently created contacts. */
export const recentPolicy: CachePolicy = {
  freshMs: minuteMs,
  revalidateMs: 6 * minuteMs,
  staleMs,
  scope: 'hubspot-sales',
}

/** Analytics and forms: HubSpot itself lags some hours behind. */
export const websitePolicy: CachePolicy = {
  freshMs: 15 * minuteMs,
  revalidateMs: 30 * minuteMs,
  staleMs,
  scope: 'hubspot-website',
}

/** Currency, time zone and region of the account: rarely ever changed. */
export const accountPolicy: CachePolicy = {
  freshMs: 24 * hourMs,
  revalidateMs: 48 * hourMs,
  staleMs: 7 * staleMs,
  scope: 'hubspot-account',
}

/** Visitor tokens are valid for 12 hours; a cached one is used only if half an hour of that is left. */
export const visitorPolicy: CachePolicy = {
  freshMs: 10 * hourMs,
  revalidateMs: 11.5 * hourMs,
  staleMs: 11.5 * hourMs,
  scope: 'hubspot-visitors',
}

/** Retry interval for accounts whose plan has no visitor identification, in milliseconds. */
export const visitorRefusalMs = hourMs
