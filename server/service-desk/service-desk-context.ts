import type { Clock } from '../clock.ts'
import { workOf } from '../limits/operation-budgets.ts'
import type { Autotask, AutotaskLoaders } from '../vendors/autotask/index.ts'
import { perRequest, type RequestScope } from '../vendors/kit/per-request.ts'
import { createTicketWindows, type TicketWindows } from './ticket-windows.ts'

/** The room's per-request context. */
export interface ServiceDeskContext {
  readonly loaders: AutotaskLoaders
  readonly windows: TicketWindows
  /** Time of the request, in epoch milliseconds: the same for all its figures. */
  readonly now: number
  /** Time zone of days. */
  readonly timeZone: string
  /** To be awaited before so many tickets are looked at; see `workOf`. */
  readonly work: (tickets: number) => Promise<void> | undefined
}

export interface ServiceDeskContextOptions {
  readonly autotask: Autotask
  readonly clock: Clock
  readonly timeZone: string
}

/** Creates a request's context. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createServiceDeskContexts({
  autotask,
  clock,
  timeZone,
}: ServiceDeskContextOptions): (scope: RequestScope) => ServiceDeskContext {
  return perRequest((scope) => {
    const loaders = autotask.forRequest(scope)
    return {
      loaders,
      windows: createTicketWindows(loaders, timeZone),
      now: clock(),
      timeZone,
      work: (tickets) => workOf(scope, tickets),
    }
  })
}
