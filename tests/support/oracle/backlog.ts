import { countBy, picklistBuckets, rankedBuckets, type Bucket } from './activity-summary.ts'
import { epochMs, localDay } from './days.ts'
import { rocTickets, type TicketFilter } from './filter.ts'
import { byId, personName } from './labels.ts'
import type { AutotaskState, WireTicket } from './state.ts'

export type ExpectedBacklog = {
  open: number
  byAge: { key: string; count: number }[]
  byStatus: Bucket[]
  byPriority: Bucket[]
  byAssignee: Bucket[]
  byCompany: Bucket[]
  overdue: WireTicket[]
  dueToday: WireTicket[]
  unassigned: WireTicket[]
}

const hour = 3_600_000

/** Whole days are 24 elapsed hours. */
function ageKey(ticket: WireTicket, nowMs: number): string {
  const hours = (nowMs - epochMs(ticket.createDate)) / hour
  if (hours < 24) return '0-1'
  if (hours < 72) return '1-3'
  if (hours < 168) return '3-7'
  return hours < 720 ? '7-30' : '30+'
}

/** The graph's `Backlog` at an instant, with the tickets of its parts, in no order. */
export function expectedBacklog(
  state: AutotaskState,
  nowMs: number,
  timeZone: string,
  filter: TicketFilter = {},
): ExpectedBacklog {
  const open = rocTickets(state, filter).filter((ticket) => !ticket.completedDate)
  const today = localDay(new Date(nowMs), timeZone)
  const due = (ticket: WireTicket) => (ticket.dueDateTime ? epochMs(ticket.dueDateTime) : null)
  const nameOfPerson = (id: number | null) => {
    const person = byId(state.Resources, id)
    return id === null ? 'Unassigned' : person ? personName(person) : String(id)
  }
  const nameOfCompany = (id: number | null) =>
    id === null ? 'No company' : (byId(state.Companies, id)?.companyName ?? String(id))
  return {
    open: open.length,
    byAge: ['0-1', '1-3', '3-7', '7-30', '30+'].map((key) => ({
      key,
      count: open.filter((ticket) => ageKey(ticket, nowMs) === key).length,
    })),
    byStatus: picklistBuckets(state, 'status', open),
    byPriority: picklistBuckets(state, 'priority', open),
    byAssignee: rankedBuckets(
      countBy(open, (ticket) => ticket.assignedResourceID),
      nameOfPerson,
    ),
    byCompany: rankedBuckets(
      countBy(open, (ticket) => ticket.companyID),
      nameOfCompany,
    ),
    overdue: open.filter((ticket) => (due(ticket) ?? Infinity) < nowMs),
    dueToday: open.filter(
      (ticket) => ticket.dueDateTime && (due(ticket) ?? 0) >= nowMs && localDay(ticket.dueDateTime, timeZone) === today,
    ),
    unassigned: open.filter((ticket) => ticket.assignedResourceID === null),
  }
}
