import type { Age } from '../cache/age-tracker.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { resolveDateRange, type DateRange } from '../calendar/date-range.ts'
import type { TicketDateField, TicketFilter, TicketOrder } from './questions.ts'
import { rememberFor } from '../figures/remember.ts'
import { checkPage, sortRows, takePageOf, type Page, type PageRequest } from '../paging/page.ts'
import type { TicketDate } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import { checkKnownValues, compileTicketFilter, filterTickets } from './ticket-filter.ts'
import { selectTickets } from './select-tickets.ts'
import { nameTicketOrder, resolveTicketOrder } from './ticket-order.ts'

/** A page of tickets with the days and the age of its list. */
export interface TicketList extends Page<Ticket> {
  /** Null: not limited by days. */
  readonly range: DateRange | null
  readonly age: Age
}

export interface TicketQuestion extends PageRequest {
  /** Null: this month, or no range if the filter is selective enough (see `selectTickets`). */
  readonly range: DateRange | null
  readonly filter?: TicketFilter | null | undefined
  readonly orderBy?: TicketOrder | null | undefined
  /** Whether only the number of tickets is wanted. */
  readonly isCount?: boolean
}

const dates: Record<TicketDateField, TicketDate> = {
  CREATED: 'createdAt',
  COMPLETED: 'completedAt',
  DUE: 'dueAt',
  LAST_ACTIVITY: 'lastActivityAt',
}

/**
 * The tickets of the board whose date is in the range, or that the filter selects without one; filtered, sorted and
 * paged.
 *
 * @throws GatewayError `BAD_USER_INPUT`, before any call if the input alone is invalid
 */
export async function loadTicketList(serviceDesk: ServiceDeskContext, question: TicketQuestion): Promise<TicketList> {
  const { filter, orderBy } = question
  checkPage(question, nameTicketOrder(orderBy))
  const passes = compileTicketFilter(filter, serviceDesk.now)
  const [{ range, tickets }, order] = await Promise.all([
    loadCandidates(serviceDesk, question),
    resolveTicketOrder(orderBy, serviceDesk.loaders),
  ])
  await checkKnownValues(filter, tickets.value, serviceDesk.loaders)
  if (filter) await serviceDesk.work(tickets.value.length)
  const found = filterTickets(tickets.value, filter, passes)
  const sorted = rememberFor(found, `order:${order.key}`, () => sortRows(found, order))
  return { ...takePageOf(sorted, order, question), range, age: tickets }
}

/** Loads all candidates of the list, before the filter. */
async function loadCandidates(serviceDesk: ServiceDeskContext, { range: given, filter, isCount }: TicketQuestion) {
  const leadsTo = isCount ? 'nothing' : 'loads'
  const selection = given ? null : selectTickets(filter, serviceDesk.now)
  if (selection && filter?.dateField && filter.dateField !== 'CREATED') {
    throw badUserInput(
      'filter.dateField names the date that must be in the range, and these tickets are listed whatever their dates: ' +
        'give a range, or leave dateField out.',
    )
  }
  if (selection) return { range: null, tickets: await serviceDesk.loaders.ticketSelection(selection, leadsTo) }
  const range = given ?? resolveDateRange(null, serviceDesk.now, serviceDesk.timeZone)
  return { range, tickets: await serviceDesk.windows.load(dates[filter?.dateField ?? 'CREATED'], range, leadsTo) }
}
