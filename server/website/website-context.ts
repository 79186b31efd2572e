import type { DateRange } from '../calendar/date-range.ts'
import type { Clock } from '../clock.ts'
import type { HubSpot, HubSpotLoaders } from '../vendors/hubspot/index.ts'
import { perRequest, type RequestScope } from '../vendors/kit/per-request.ts'

/** The room's per-request context. */
export interface WebsiteContext {
  readonly loaders: HubSpotLoaders
  /** Time of the request, in epoch milliseconds: the same for all its figures. */
  readonly now: number
  /** Time zone of days. */
  readonly timeZone: string
}

export interface WebsiteContextOptions {
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly timeZone: string
}

/** A query about a range of days of the website. */
export interface WebsiteQuery {
  readonly website: WebsiteContext
  readonly range: DateRange
}

/** Creates a request's context. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createWebsiteContexts({
  hubspot,
  clock,
  timeZone,
}: WebsiteContextOptions): (scope: RequestScope) => WebsiteContext {
  return perRequest((scope) => ({ loaders: hubspot.forRequest(scope), now: clock(), timeZone }))
}
