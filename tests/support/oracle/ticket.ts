import { isDeepStrictEqual } from 'node:util'

import { resolutionMs } from './activity-summary.ts'
import { epochMs, liesIn, localDay, plainDate, type Range } from './days.ts'
import { rocTickets, type TicketDateField, type TicketFilter } from './filter.ts'
import {
  blankToNull,
  byId,
  companyOf,
  distinctValues,
  labelOf,
  personName,
  picklist,
  resourceOf,
  type Company,
  type Resource,
} from './labels.ts'
import { meanHours, roundedSum, sumExactly } from './numbers.ts'
import type { AutotaskState, WireTicket, WireTimeEntry } from './state.ts'

export type ExpectedTimeEntry = {
  id: string
  hours: number
  workedOn: string
  startedAt: string | null
  endedAt: string | null
  summary: string | null
  resource: Resource | null
}

export type ExpectedTicket = {
  id: string
  number: string
  title: string
  description: string | null
  status: { id: string; label: string; isClosed: boolean }
  priority: { id: string; label: string; rank: number }
  queue: { id: string; label: string }
  issueType: string | null
  subIssueType: string | null
  source: string | null
  company: Company | null
  contact: { id: string; name: string; email: string | null; phone: string | null } | null
  assignee: Resource | null
  contract: { id: string; name: string; type: string | null; startsOn: string | null; endsOn: string | null } | null
  createdAt: string
  completedAt: string | null
  resolvedAt: string | null
  firstResponseAt: string | null
  dueAt: string | null
  lastActivityAt: string | null
  resolutionHours: number | null
  hoursLogged: number
  slaMet: boolean | null
  timeEntries: ExpectedTimeEntry[]
}

const completeStatus = 5

/** A flag in any of its spellings; null for what is none of them. */
function flag(wire: WireTicket['serviceLevelAgreementHasBeenMet']): boolean | null {
  const word = String(wire).trim().toLowerCase()
  if (['true', '1'].includes(word)) return true
  return ['false', '0'].includes(word) ? false : null
}

/** The day that was written down or, for want of it, the local day of the first instant that was. */
function workDay(entry: WireTimeEntry, timeZone: string): string {
  if (entry.dateWorked) return plainDate(entry.dateWorked)
  for (const wire of [entry.startDateTime, entry.endDateTime, entry.createDateTime]) {
    if (wire) return localDay(wire, timeZone)
  }
  throw new Error(`time entry ${entry.id} has no date at all`)
}

function instant(wire: string | null): string | null {
  return wire ? new Date(epochMs(wire)).toISOString() : null
}

function optionalLabel(state: AutotaskState, collection: string, field: string, id: number | null): string | null {
  return id === null ? null : labelOf(state, collection, field, id)
}

/** 1 for the most urgent; a value the picklist does not list comes after all that it does. */
function priorityRank(state: AutotaskState, id: number): number {
  const values = distinctValues(state, 'Tickets', 'priority').map(({ value }) => value)
  const index = values.indexOf(String(id))
  return (index < 0 ? values.length : index) + 1
}

/** Values of a dependent list may repeat under another parent: the one below the ticket's issue type is meant. */
function subIssueTypeLabel(state: AutotaskState, ticket: WireTicket): string | null {
  for (const value of picklist(state, 'Tickets', 'subIssueType')) {
    if (value.value === String(ticket.subIssueType) && value.parentValue === String(ticket.issueType))
      return value.label
  }
  return optionalLabel(state, 'Tickets', 'subIssueType', ticket.subIssueType)
}

function contactOf(state: AutotaskState, id: number | null): ExpectedTicket['contact'] {
  const row = byId(state.Contacts, id)
  if (!row) return null
  return {
    id: String(row.id),
    name: personName(row),
    email: blankToNull(row.emailAddress),
    phone: blankToNull(row.phone),
  }
}

function contractOf(state: AutotaskState, id: number | null): ExpectedTicket['contract'] {
  const row = byId(state.Contracts, id)
  if (!row) return null
  return {
    id: String(row.id),
    name: row.contractName ?? '',
    type: optionalLabel(state, 'Contracts', 'contractType', row.contractType),
    startsOn: row.startDate ? plainDate(row.startDate) : null,
    endsOn: row.endDate ? plainDate(row.endDate) : null,
  }
}

/**
 * The graph's `Ticket` with all its fields, time entries by id; null for an unknown one and for one of another queue.
 *
 * @param timeZone the portal's: counts only for time entries without a day of work
 */
export function expectedTicket(state: AutotaskState, id: string, timeZone = 'America/New_York'): ExpectedTicket | null {
  const ticket = rocTickets(state).find((row) => String(row.id) === id)
  if (!ticket) return null
  const entries = state.TimeEntries.filter((entry) => entry.ticketID === ticket.id).sort((a, b) => a.id - b.id)
  const resolution = resolutionMs(ticket)
  return {
    id: String(ticket.id),
    number: ticket.ticketNumber,
    title: ticket.title ?? '',
    description: blankToNull(ticket.description),
    status: {
      id: String(ticket.status),
      label: labelOf(state, 'Tickets', 'status', ticket.status),
      isClosed: ticket.status === completeStatus,
    },
    priority: {
      id: String(ticket.priority),
      label: labelOf(state, 'Tickets', 'priority', ticket.priority),
      rank: priorityRank(state, ticket.priority),
    },
    queue: { id: String(state.rocQueueID), label: labelOf(state, 'Tickets', 'queueID', state.rocQueueID) },
    issueType: optionalLabel(state, 'Tickets', 'issueType', ticket.issueType),
    subIssueType: subIssueTypeLabel(state, ticket),
    source: optionalLabel(state, 'Tickets', 'source', ticket.source),
    company: companyOf(state, ticket.companyID),
    contact: contactOf(state, ticket.contactID),
    assignee: resourceOf(state, ticket.assignedResourceID),
    contract: contractOf(state, ticket.contractID),
    createdAt: new Date(epochMs(ticket.createDate)).toISOString(),
    completedAt: instant(ticket.completedDate),
    resolvedAt: instant(ticket.resolvedDateTime),
    firstResponseAt: instant(ticket.firstResponseDateTime),
    dueAt: instant(ticket.dueDateTime),
    lastActivityAt: instant(ticket.lastActivityDate),
    resolutionHours: resolution === null ? null : meanHours([resolution]),
    hoursLogged: roundedSum(sumExactly(entries.map((entry) => entry.hoursWorked))),
    slaMet: flag(ticket.serviceLevelAgreementHasBeenMet),
    timeEntries: entries.map((entry) => ({
      id: String(entry.id),
      hours: roundedSum(sumExactly([entry.hoursWorked])),
      workedOn: workDay(entry, timeZone),
      startedAt: instant(entry.startDateTime),
      endedAt: instant(entry.endDateTime),
      summary: blankToNull(entry.summaryNotes),
      resource: resourceOf(state, entry.resourceID),
    })),
  }
}

function dateOf(ticket: WireTicket, field: TicketDateField): string | null {
  switch (field) {
    case 'CREATED':
      return ticket.createDate
    case 'COMPLETED':
      return ticket.completedDate
    case 'DUE':
      return ticket.dueDateTime
    case 'LAST_ACTIVITY':
      return ticket.lastActivityDate
  }
}

/** Ids of the tickets a list holds, in ascending number: a list may show them in any order it is asked for. */
export function expectedTicketIds(state: AutotaskState, range: Range, filter: TicketFilter = {}): string[] {
  const field = filter.dateField ?? 'CREATED'
  return rocTickets(state, filter)
    .filter((ticket) => liesIn(dateOf(ticket, field), range))
    .map((ticket) => ticket.id)
    .sort((a, b) => a - b)
    .map(String)
}

const instantText = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
const instantField = /^(?:at|[a-z]\w*At)$/

/**
 * A copy in which two answers that say the same are deeply equal: instants (fields `at` and `…At`) spelled one way,
 * `timeEntries` by id, keys in order and plain objects. Use it on both sides of `toEqual`.
 */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (value === null || typeof value !== 'object') return value
  const copy: Record<string, unknown> = {}
  for (const [name, content] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (typeof content === 'string' && instantField.test(name) && instantText.test(content)) {
      copy[name] = new Date(content).toISOString()
    } else if (name === 'timeEntries' && Array.isArray(content)) {
      copy[name] = content.map(comparable).sort((a, b) => Number(idOf(a)) - Number(idOf(b)))
    } else {
      copy[name] = comparable(content)
    }
  }
  return copy
}

function idOf(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'id' in value ? value.id : undefined
}

/** Whether two answers say the same: equal instants are equal however they are spelled. */
export function isSame(actual: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(comparable(actual), comparable(expected))
}
