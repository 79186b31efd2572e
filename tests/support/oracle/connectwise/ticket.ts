import type { CompanyState, WireNote, WireRef, WireTicket, WireTimeEntry } from './state.ts'

export type ExpectedRef = { id: number; name: string }

export type ExpectedNote = { id: string; text: string; author: string | null; createdAt: string; internal: boolean }

export type ExpectedTimeEntry = {
  id: string
  hours: number
  member: string | null
  notes: string | null
  startedAt: string
}

export type ExpectedTicket = {
  id: string
  ticketId: number
  summary: string
  status: ExpectedRef
  board: ExpectedRef
  company: ExpectedRef | null
  contact: ExpectedRef | null
  owner: ExpectedRef | null
  priority: ExpectedRef | null
  recordType: string
  closed: boolean
  enteredAt: string
  updatedAt: string
  notes: ExpectedNote[]
  timeEntries: ExpectedTimeEntry[]
  availableStatuses: { id: number; name: string; isClosed: boolean }[]
}

const instant = (wire: string | undefined) => new Date(wire ?? '').toISOString()
const ref = (wire: WireRef | undefined): ExpectedRef | null => (wire ? { id: wire.id, name: wire.name ?? '' } : null)

/** The graph's `ConnectWiseTicket` with all its fields, and the first `first` of each list; null for an unknown number. */
export function expectedTicket(
  tenantId: string,
  company: CompanyState,
  ticketId: number,
  first: number,
): ExpectedTicket | null {
  const ticket = [...company.tickets, ...company.projectTickets].find(({ id }) => id === ticketId)
  if (!ticket) return null
  return {
    id: `${tenantId}:${ticket.id}`,
    ticketId: ticket.id,
    summary: ticket.summary,
    status: ref(ticket.status)!,
    board: ref(ticket.board)!,
    company: ref(ticket.company),
    contact: ref(ticket.contact),
    owner: ref(ticket.owner),
    priority: ref(ticket.priority),
    recordType: ticket.recordType ?? '',
    closed: statusOf(company, ticket),
    enteredAt: instant(ticket._info?.dateEntered),
    updatedAt: instant(ticket._info?.lastUpdated),
    notes: expectedNotes(tenantId, company, ticketId).slice(0, first),
    timeEntries: expectedTimeEntries(tenantId, company, ticketId).slice(0, first),
    availableStatuses: company.statuses
      .filter(({ board, inactive }) => board.id === ticket.board.id && !inactive)
      .sort((a, b) => a.sortOrder - b.sortOrder)
      .map(({ id, name, closedStatus }) => ({ id, name, isClosed: closedStatus })),
  }
}

/** Whether the ticket's status is a closing one, read from the board and not from the ticket's own flag. */
function statusOf(company: CompanyState, { status }: WireTicket): boolean {
  return company.statuses.find(({ id }) => id === status.id)?.closedStatus ?? false
}

/** Newest first by when they were written. */
function expectedNotes(tenantId: string, company: CompanyState, ticketId: number): ExpectedNote[] {
  const seenByCustomer = (note: WireNote) =>
    note.detailDescriptionFlag === true || note.resolutionFlag === true || note.externalFlag === true
  return company.notes
    .filter((note) => note.ticketId === ticketId)
    .sort((a, b) => Date.parse(b.dateCreated ?? '') - Date.parse(a.dateCreated ?? '') || b.id - a.id)
    .map((note) => ({
      id: `${tenantId}:${note.id}`,
      text: note.text ?? '',
      author: note.member?.name ?? note.contact?.name ?? note.createdBy ?? null,
      createdAt: instant(note.dateCreated),
      internal: !seenByCustomer(note),
    }))
}

/** Newest first by when they began. */
function expectedTimeEntries(tenantId: string, company: CompanyState, ticketId: number): ExpectedTimeEntry[] {
  const minutes = ({ timeStart, timeEnd }: WireTimeEntry) =>
    (Date.parse(timeEnd ?? timeStart) - Date.parse(timeStart)) / 60_000
  return company.timeEntries
    .filter((entry) => entry.chargeToId === ticketId)
    .sort((a, b) => Date.parse(b.timeStart) - Date.parse(a.timeStart) || b.id - a.id)
    .map((entry) => ({
      id: `${tenantId}:${entry.id}`,
      // From both ends, in whole hundredths: what the entry says of its hours must come to the same.
      hours: Math.floor((minutes(entry) * 100 + 30) / 60) / 100,
      member: entry.member?.name ?? null,
      notes: entry.notes ?? null,
      startedAt: instant(entry.timeStart),
    }))
}
