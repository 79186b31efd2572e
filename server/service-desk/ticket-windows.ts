import type { Aged } from '../cache/aged.ts'
import { instantsOf, type Days } from '../calendar/days.ts'
import type { AutotaskLoaders, LeadsTo, TicketDate } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'

/**
 * Provides all tickets of the board whose date is in a range of local days. Lists, figures and reports depend on this
 * query alone, so another source (an index kept up to date) can replace it.
 */
export interface TicketWindows {
  /** @param leadsTo `nothing` for tickets that are only counted, `loads` by default */
  load(date: TicketDate, days: Days, leadsTo?: LeadsTo): Promise<Aged<readonly Ticket[]>>
}

/** Windows straight from Autotask; one used by several figures is loaded once. */
export function createTicketWindows(loaders: AutotaskLoaders, timeZone: string): TicketWindows {
  return {
    load: (date, days, leadsTo) => loaders.ticketWindow(date, instantsOf(days, timeZone), leadsTo),
  }
}
