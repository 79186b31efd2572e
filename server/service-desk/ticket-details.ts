import { dayOf, type Day } from '../calendar/days.ts'
import type { Aged } from '../cache/aged.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { compareText } from '../figures/compare-text.ts'
import { roundFigure } from '../figures/rounding.ts'
import type { Picklist, PicklistEntity } from '../vendors/autotask/index.ts'
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

/** Reads something from a picklist, at once where the request has it. */
export function fromPicklist<T>(
  { loaders }: ServiceDeskContext,
  [entity, field]: readonly [entity: PicklistEntity, field: string],
  read: (picklist: Picklist) => T,
): T | Promise<T> {
  const known = loaders.peekPicklist(entity, field)
  return known ? read(known) : loaders.picklist(entity, field).then(read)
}

/** Label of a picklist value; null if unset. */
export function pickLabel(
  serviceDesk: ServiceDeskContext,
  entity: PicklistEntity,
  field: string,
  id: number | null,
): string | null | Promise<string> {
  return id === null ? null : fromPicklist(serviceDesk, [entity, field], (picklist) => picklist.label(id))
}

/** Label of the sub-issue type: its list depends on the issue type, and a value can occur under several of those. */
export function subIssueTypeOf(serviceDesk: ServiceDeskContext, ticket: Ticket): string | null | Promise<string> {
  const { subIssueTypeId: id, issueTypeId } = ticket
  if (id === null) return null
  return fromPicklist(serviceDesk, ['Tickets', 'subIssueType'], (picklist) => picklist.label(id, issueTypeId))
}

/** Every status of the account's list, in its order. */
export async function listStatuses({ loaders }: ServiceDeskContext) {
  const { values } = await loaders.picklist('Tickets', 'status')
  return values.map(({ id, label }) => ({ id, label, isClosed: id === completeStatus }))
}

export function statusOf(serviceDesk: ServiceDeskContext, id: number | null) {
  if (id === null) return { id: 'none', label: 'None', isClosed: false }
  return fromPicklist(serviceDesk, ['Tickets', 'status'], (picklist) => ({
    id,
    label: picklist.label(id),
    isClosed: id === completeStatus,
  }))
}

export function priorityOf(serviceDesk: ServiceDeskContext, id: number | null) {
  return fromPicklist(serviceDesk, ['Tickets', 'priority'], (picklist) =>
    id === null
      ? { id: 'none', label: 'None', rank: picklist.values.length + 1 }
      : { id, label: picklist.label(id), rank: picklist.rank(id) },
  )
}

/** Hours of all time entries of the ticket, rounded. */
export function hoursOfTicket({ loaders }: ServiceDeskContext, { id }: Ticket): number | Promise<number> {
  const hours = ({ value }: Aged<readonly TimeEntry[]>) => roundFigure(totalHours(value))
  const known = loaders.timeEntriesOfTicket.peek?.(id)
  return known ? hours(known) : loaders.timeEntriesOfTicket.load(id).then(hours)
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
export function timeEntriesOfTicket(
  { loaders, timeZone }: ServiceDeskContext,
  { id }: Ticket,
): TimeEntry[] | Promise<TimeEntry[]> {
  const known = loaders.timeEntriesOfTicket.peek?.(id)
  return known
    ? sortEntries(known.value, timeZone)
    : loaders.timeEntriesToShow(id).then(({ value }) => sortEntries(value, timeZone))
}

function sortEntries(entries: readonly TimeEntry[], timeZone: string): TimeEntry[] {
  const rows = entries.map((entry) => {
    const day = dayWorked(entry, timeZone) ?? '9999-12-31'
    return { entry, day, begin: entry.startedAt ?? Date.parse(day) }
  })
  rows.sort((a, b) => compareText(a.day, b.day) || a.begin - b.begin || a.entry.id - b.entry.id)
  return rows.map(({ entry }) => entry)
}
