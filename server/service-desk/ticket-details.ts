import { dayOf, type Day } from '../calendar/days.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { compareText } from '../figures/compare-text.ts'
import type { PicklistEntity } from '../vendors/autotask/index.ts'
import type { Ticket, TimeEntry } from '../vendors/autotask/types.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import { totalHours } from './hours-worked.ts'
import { compileTicketFilter } from './ticket-filter.ts'

/** Autotask's Complete: the same value in every account, whatever its label. */
const completeStatus = 5

/** Finds a ticket of the board by id or number; null for anything else, including malformed text. */
export async function loadTicket(serviceDesk: ServiceDeskContext, id: string): Promise<Ticket | null> {
  if (/^\d{1,15}$/.test(id)) return (await serviceDesk.loaders.ticket.load(Number(id))).value
  if (!ticketNumber.test(id)) return null
  const passes = compileTicketFilter({ number: id }, serviceDesk.now)
  const { value } = await serviceDesk.loaders.ticketSelection({ by: 'number', number: id.toUpperCase() })
  return value.find(passes) ?? null
}

/** Account-specific letters, the day, and a counter, possibly with a recurrence: `T20200924.0046.051`. */
const ticketNumber = /^[a-z]{0,10}\d{8}(\.\d{1,8}){1,2}$/i

/** Label of a picklist value; null if unset. */
export async function pickLabel(
  serviceDesk: ServiceDeskContext,
  entity: PicklistEntity,
  field: string,
  id: number | null,
): Promise<string | null> {
  return id === null ? null : (await serviceDesk.loaders.picklist(entity, field)).label(id)
}

/** Label of the sub-issue type: its list depends on the issue type, and a value can occur under several of those. */
export async function subIssueTypeOf(serviceDesk: ServiceDeskContext, ticket: Ticket): Promise<string | null> {
  const { subIssueTypeId, issueTypeId } = ticket
  if (subIssueTypeId === null) return null
  return (await serviceDesk.loaders.picklist('Tickets', 'subIssueType')).label(subIssueTypeId, issueTypeId)
}

export async function statusOf(serviceDesk: ServiceDeskContext, id: number | null) {
  const label = (await pickLabel(serviceDesk, 'Tickets', 'status', id)) ?? 'None'
  return { id: id ?? 'none', label, isClosed: id === completeStatus }
}

export async function priorityOf(serviceDesk: ServiceDeskContext, id: number | null) {
  const picklist = await serviceDesk.loaders.picklist('Tickets', 'priority')
  if (id === null) return { id: 'none', label: 'None', rank: picklist.values.length + 1 }
  return { id, label: picklist.label(id), rank: picklist.rank(id) }
}

/** Hours of all time entries of the ticket, unrounded. */
export async function hoursOfTicket(serviceDesk: ServiceDeskContext, ticket: Ticket): Promise<number> {
  const { value } = await serviceDesk.loaders.timeEntriesOfTicket.load(ticket.id)
  return totalHours(value)
}

/**
 * The day of work: Autotask's own date, which no zone shifts, otherwise the portal's day on which the work started,
 * ended or was recorded. Null if Autotask has none of these.
 */
function dayWorked({ workedOn, startedAt, endedAt, createdAt }: TimeEntry, timeZone: string): Day | null {
  const instant = startedAt ?? endedAt ?? createdAt
  return workedOn ?? (instant === null ? null : dayOf(instant, timeZone))
}

const unknownDay = new VendorError(
  'AUTOTASK',
  'VENDOR_BAD_RESPONSE',
  'Autotask has a time entry without any date, so the day it was worked on cannot be told.',
)

/** Like `dayWorked`. @throws VendorError `VENDOR_BAD_RESPONSE` where that is null */
export function dayWorkedOrThrow(entry: TimeEntry, timeZone: string): Day {
  const day = dayWorked(entry, timeZone)
  if (day === null) throw unknownDay
  return day
}

/** The ticket's time entries, oldest first; those without a day come last. */
export async function timeEntriesOfTicket(serviceDesk: ServiceDeskContext, ticket: Ticket): Promise<TimeEntry[]> {
  const { value } = await serviceDesk.loaders.timeEntriesToShow(ticket.id)
  const rows = value.map((entry) => {
    const day = dayWorked(entry, serviceDesk.timeZone) ?? '9999-12-31'
    return { entry, day, begin: entry.startedAt ?? Date.parse(day) }
  })
  rows.sort((a, b) => compareText(a.day, b.day) || a.begin - b.begin || a.entry.id - b.entry.id)
  return rows.map(({ entry }) => entry)
}
