import { sum } from '../figures/rounding.ts'
import type { PicklistEntity } from '../vendors/autotask/index.ts'
import type { Ticket, TimeEntry } from '../vendors/autotask/types.ts'
import type { Desk } from './desk.ts'
import { compileTicketFilter } from './ticket-filter.ts'

/** Autotask's Complete: the same value in every account, whatever its label. */
const completeStatus = 5

/** A ticket of the board by its id or by its number; null for anything else, also for text that can be neither. */
export async function loadTicket(desk: Desk, id: string): Promise<Ticket | null> {
  if (/^\d{1,15}$/.test(id)) return (await desk.loaders.ticket.load(Number(id))).value
  if (!ticketNumber.test(id)) return null
  const passes = compileTicketFilter({ number: id }, desk.now)
  const { value } = await desk.loaders.ticketSelection({ by: 'number', number: id.toUpperCase() })
  return value.find(passes) ?? null
}

/** Letters that an account chooses, the day, and a count, perhaps of a recurrence: `T20200924.0046.051`. */
const ticketNumber = /^[a-z]{0,10}\d{8}(\.\d{1,8}){1,2}$/i

/** The label of a picklist's value; null when none is set. */
export async function pickLabel(
  desk: Desk,
  entity: PicklistEntity,
  field: string,
  id: number | null,
): Promise<string | null> {
  return id === null ? null : (await desk.loaders.picklist(entity, field)).label(id)
}

export async function statusOf(desk: Desk, id: number | null) {
  const label = (await pickLabel(desk, 'Tickets', 'status', id)) ?? 'None'
  return { id: id ?? 'none', label, isClosed: id === completeStatus }
}

export async function priorityOf(desk: Desk, id: number | null) {
  const picklist = await desk.loaders.picklist('Tickets', 'priority')
  if (id === null) return { id: 'none', label: 'None', rank: picklist.values.length + 1 }
  return { id, label: picklist.label(id), rank: picklist.rank(id) }
}

/** Hours of all time entries of the ticket, unrounded. */
export async function hoursOfTicket(desk: Desk, ticket: Ticket): Promise<number> {
  const { value } = await desk.loaders.timeEntriesOfTicket.load(ticket.id)
  return sum(value.map((entry) => entry.hours))
}

/** The ticket's time entries, oldest first. */
export async function timeEntriesOfTicket(desk: Desk, ticket: Ticket): Promise<TimeEntry[]> {
  const { value } = await desk.loaders.timeEntriesToShow(ticket.id)
  const begin = (entry: TimeEntry) => entry.startedAt ?? Date.parse(entry.workedOn)
  return value.toSorted((a, b) =>
    a.workedOn === b.workedOn ? begin(a) - begin(b) || a.id - b.id : a.workedOn < b.workedOn ? -1 : 1,
  )
}
