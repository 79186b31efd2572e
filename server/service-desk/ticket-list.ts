import type { Age } from '../cache/ages.ts'
import type { DateRange } from '../calendar/date-range.ts'
import type { TicketDateField, TicketFilter, TicketOrder } from './questions.ts'
import { checkCursor, checkFirst, takePage, type Page } from '../paging/page.ts'
import type { TicketDate } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'
import type { Desk } from './desk.ts'
import { checkKnownValues, compileTicketFilter } from './ticket-filter.ts'
import { nameTicketOrder, resolveTicketOrder } from './ticket-order.ts'

/** A page of tickets with the age of the list it is from. */
export interface TicketList extends Page<Ticket> {
  readonly age: Age
}

export interface TicketQuestion {
  readonly range: DateRange
  readonly filter?: TicketFilter | null | undefined
  readonly orderBy?: TicketOrder | null | undefined
  readonly first: number
  readonly after?: string | null | undefined
}

const dates: Record<TicketDateField, TicketDate> = {
  CREATED: 'createdAt',
  COMPLETED: 'completedAt',
  DUE: 'dueAt',
  LAST_ACTIVITY: 'lastActivityAt',
}

/**
 * The tickets of the board whose date lies in the range, filtered, ordered and cut into a page.
 *
 * @throws GatewayError `BAD_USER_INPUT`, before any call where the input alone shows it
 */
export async function loadTicketList(desk: Desk, question: TicketQuestion): Promise<TicketList> {
  const { range, filter, orderBy, first, after } = question
  checkFirst(first)
  checkCursor(after, nameTicketOrder(orderBy))
  const passes = compileTicketFilter(filter)
  const [window, order] = await Promise.all([
    desk.windows.load(dates[filter?.dateField ?? 'CREATED'], range),
    resolveTicketOrder(orderBy, desk.loaders),
  ])
  await checkKnownValues(filter, window.value, desk.loaders)
  return { ...takePage(window.value.filter(passes), order, { first, after }), age: window }
}
