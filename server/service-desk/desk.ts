import type { Clock } from '../clock.ts'
import type { Autotask, AutotaskLoaders } from '../vendors/autotask/index.ts'
import { perRequest, type RequestScope } from '../vendors/http/per-request.ts'
import { createTicketWindows, type TicketWindows } from './ticket-windows.ts'

/** What the room works with during one request. */
export interface Desk {
  readonly loaders: AutotaskLoaders
  readonly windows: TicketWindows
  /** The instant of the request, in epoch milliseconds: one for all its figures. */
  readonly now: number
  /** The zone in which days are cut. */
  readonly timeZone: string
}

export interface DeskOptions {
  readonly autotask: Autotask
  readonly clock: Clock
  readonly timeZone: string
}

/** The desk of a request. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createDesks({ autotask, clock, timeZone }: DeskOptions): (scope: RequestScope) => Desk {
  return perRequest((scope) => {
    const loaders = autotask.forRequest(scope)
    return { loaders, windows: createTicketWindows(loaders, timeZone), now: clock(), timeZone }
  })
}
