import type { Records, Ticket } from './load-records.ts'

export interface Days {
  readonly from: string
  readonly to: string
}

/** The part of `TicketFilter` that the compared documents use. */
export interface Filter {
  readonly status?: readonly string[] | null
  readonly priority?: readonly string[] | null
  readonly company?: readonly string[] | null
  readonly assignee?: readonly string[] | null
  readonly state?: 'OPEN' | 'COMPLETED' | null
}

/** The part of a list, the latest day first, whose days are in the range: found by halving, as an index would. */
function within(tickets: readonly Ticket[], dayOf: (ticket: Ticket) => string, { from, to }: Days): readonly Ticket[] {
  const firstWith = (test: (day: string) => boolean) => {
    let [low, high] = [0, tickets.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const ticket = tickets[middle]
      if (ticket && test(dayOf(ticket))) high = middle
      else low = middle + 1
    }
    return low
  }
  return tickets.slice(
    firstWith((day) => day <= to),
    firstWith((day) => day < from),
  )
}

function filterTickets(tickets: readonly Ticket[], filter: Filter | null | undefined): readonly Ticket[] {
  if (!filter) return tickets
  const { status, priority, company, assignee, state } = filter
  return tickets.filter(
    (ticket) =>
      (!status || status.includes(ticket.status.id)) &&
      (!priority || priority.includes(ticket.priority.id)) &&
      (!company || (ticket.companyId !== null && company.includes(ticket.companyId))) &&
      (!assignee || (ticket.assigneeId !== null && assignee.includes(ticket.assigneeId))) &&
      (!state || (ticket.completedMs === null) === (state === 'OPEN')),
  )
}

/** The tickets created in the range, newest first, after the filter. */
export const ticketsCreated = ({ tickets }: Records, days: Days, filter?: Filter | null): readonly Ticket[] =>
  filterTickets(
    within(tickets, ({ createdOn }) => createdOn, days),
    filter,
  )

/** The tickets completed in the range, after the filter. */
export const ticketsCompleted = ({ completed }: Records, days: Days, filter?: Filter | null): readonly Ticket[] =>
  filterTickets(
    within(completed, ({ completedOn }) => completedOn ?? '', days),
    filter,
  )
