import type { DateRange } from '../calendar/date-range.ts'
import type { Clock } from '../clock.ts'
import type { HubSpot, HubSpotLoaders } from '../vendors/hubspot/index.ts'
import { perRequest, type RequestScope } from '../vendors/http/per-request.ts'

/** The room's per-request context. */
export interface Site {
  readonly loaders: HubSpotLoaders
  /** Time of the request, in epoch milliseconds: the same for all its figures. */
  readonly now: number
  /** Time zone of days. */
  readonly timeZone: string
}

export interface SiteOptions {
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly timeZone: string
}

/** A query about a range of days of the website. */
export interface SiteQuestion {
  readonly site: Site
  readonly range: DateRange
}

/** Creates a request's site. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createSites({ hubspot, clock, timeZone }: SiteOptions): (scope: RequestScope) => Site {
  return perRequest((scope) => ({ loaders: hubspot.forRequest(scope), now: clock(), timeZone }))
}
