import type { DateRange } from '../calendar/date-range.ts'
import type { Clock } from '../clock.ts'
import type { HubSpot, HubSpotLoaders } from '../vendors/hubspot/index.ts'
import { perRequest, type RequestScope } from '../vendors/http/per-request.ts'

/** What the room works with during one request. */
export interface Site {
  readonly loaders: HubSpotLoaders
  /** The instant of the request, in epoch milliseconds: one for all its figures. */
  readonly now: number
  /** The zone in which days are cut. */
  readonly timeZone: string
}

export interface SiteOptions {
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly timeZone: string
}

/** A question about some days of the website. */
export interface SiteQuestion {
  readonly site: Site
  readonly range: DateRange
}

/** The site of a request. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createSites({ hubspot, clock, timeZone }: SiteOptions): (scope: RequestScope) => Site {
  return perRequest((scope) => ({ loaders: hubspot.forRequest(scope), now: clock(), timeZone }))
}
