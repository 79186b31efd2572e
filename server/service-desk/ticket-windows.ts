import type { Dated } from '../cache/dated.ts'
import { instantsOf, type Days } from '../calendar/days.ts'
import type { AutotaskLoaders, TicketDate } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'

/**
 * Where the room gets tickets from: all tickets of the board whose date lies in a range of local days. Lists, figures
 * and reports stand on this one question, so another source (an index kept up to date) can take its place.
 */
export interface TicketWindows {
  load(date: TicketDate, days: Days): Promise<Dated<readonly Ticket[]>>
}

/** Windows straight from Autotask; one that several figures use is loaded once. */
export function createTicketWindows(loaders: AutotaskLoaders, timeZone: string): TicketWindows {
  return {
    load: (date, days) => loaders.ticketWindow(date, instantsOf(days, timeZone)),
  }
}
