import type { AutotaskState, WireTicket } from './state.ts'

export type TicketDateField = 'CREATED' | 'COMPLETED' | 'DUE' | 'LAST_ACTIVITY'

/** The graph's `TicketFilter`; absent and null are the same. */
export type TicketFilter = {
  status?: string[] | null
  priority?: string[] | null
  company?: string[] | null
  assignee?: string[] | null
  unassigned?: boolean | null
  state?: 'OPEN' | 'COMPLETED' | null
  text?: string | null
  /** Which date a list's range looks at; a summary takes none but that of creation. */
  dateField?: TicketDateField | null
}

const isOneOf = (id: number | null, wanted: string[]): boolean => id !== null && wanted.includes(String(id))

/** Whether a ticket passes every condition of the filter; its queue and its dates are not looked at. */
export function passes(ticket: WireTicket, filter: TicketFilter): boolean {
  if (filter.status && !isOneOf(ticket.status, filter.status)) return false
  if (filter.priority && !isOneOf(ticket.priority, filter.priority)) return false
  if (filter.company && !isOneOf(ticket.companyID, filter.company)) return false
  if (filter.assignee || filter.unassigned === true) {
    const wantedPerson = isOneOf(ticket.assignedResourceID, filter.assignee ?? [])
    const wantedNobody = filter.unassigned === true && ticket.assignedResourceID === null
    if (!wantedPerson && !wantedNobody) return false
  }
  if (filter.unassigned === false && ticket.assignedResourceID === null) return false
  if (filter.state === 'OPEN' && ticket.completedDate) return false
  if (filter.state === 'COMPLETED' && !ticket.completedDate) return false
  if (filter.text !== null && filter.text !== undefined) {
    const text = filter.text.toLowerCase()
    const inTitle = (ticket.title ?? '').toLowerCase().includes(text)
    const inNumber = ticket.ticketNumber.toLowerCase().includes(text)
    if (!inTitle && !inNumber) return false
  }
  return true
}

/** The tickets of the ROC queue that pass the filter, whatever their dates. */
export function rocTickets(state: AutotaskState, filter: TicketFilter = {}): WireTicket[] {
  const tickets: WireTicket[] = []
  for (const ticket of state.Tickets) {
    if (ticket.queueID === state.rocQueueID && passes(ticket, filter)) tickets.push(ticket)
  }
  return tickets
}
