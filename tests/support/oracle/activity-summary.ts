import { epochMs, liesIn, listDays, localDay, type Range } from './days.ts'
import { rocTickets, type TicketFilter } from './filter.ts'
import { byId, compareText, labelOf, personName, picklist } from './labels.ts'
import { meanHours, roundedMean, roundedSum, sumExactly } from './numbers.ts'
import type { AutotaskState, WireTicket } from './state.ts'

export type Bucket = { key: string | null; label: string; count: number }
export type DayCount = { date: string; created: number; completed: number }

export type ExpectedActivitySummary = {
  range: Range
  totalTickets: number
  openTickets: number
  completedTickets: number
  completedInRange: number
  byStatus: Bucket[]
  byPriority: Bucket[]
  byAssignee: Bucket[]
  byCompany: Bucket[]
  byDay: DayCount[]
  averageResolutionHours: number | null
  averageFirstResponseHours: number | null
  hoursLogged: number
  averageHoursPerTicket: number | null
}

/** Milliseconds from creation to resolution, else completion; null for a ticket that is not completed. */
export function resolutionMs(ticket: WireTicket): number | null {
  if (!ticket.completedDate) return null
  return epochMs(ticket.resolvedDateTime || ticket.completedDate) - epochMs(ticket.createDate)
}

export function countBy(
  tickets: WireTicket[],
  idOf: (ticket: WireTicket) => number | null,
): Map<number | null, number> {
  const counts = new Map<number | null, number>()
  for (const ticket of tickets) {
    const id = idOf(ticket)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** Buckets in the picklist's order; values it does not list come last, by number. */
export function picklistBuckets(state: AutotaskState, field: 'status' | 'priority', tickets: WireTicket[]): Bucket[] {
  const counts = countBy(tickets, (ticket) => ticket[field])
  const buckets: Bucket[] = []
  for (const { value, label } of picklist(state, 'Tickets', field)) {
    const count = counts.get(Number(value))
    if (count === undefined) continue
    buckets.push({ key: value, label, count })
    counts.delete(Number(value))
  }
  const unlisted = [...counts].sort(([a], [b]) => Number(a) - Number(b))
  for (const [id, count] of unlisted) {
    buckets.push({ key: String(id), label: labelOf(state, 'Tickets', field, Number(id)), count })
  }
  return buckets
}

/** Buckets by count, most first, then by label, then by key (none before any). */
export function rankedBuckets(counts: Map<number | null, number>, label: (id: number | null) => string): Bucket[] {
  const buckets: Bucket[] = []
  for (const [id, count] of counts) buckets.push({ key: id === null ? null : String(id), label: label(id), count })
  return buckets.sort(
    (a, b) => b.count - a.count || compareText(a.label, b.label) || compareText(a.key ?? '', b.key ?? ''),
  )
}

/** The graph's `ActivitySummary` without `id`, `freshness` and `comparison`. */
export function expectedActivitySummary(
  state: AutotaskState,
  range: Range,
  filter: TicketFilter = {},
): ExpectedActivitySummary {
  const roc = rocTickets(state, filter)
  const population: WireTicket[] = []
  const completedWithin: WireTicket[] = []
  for (const ticket of roc) {
    if (liesIn(ticket.createDate, range)) population.push(ticket)
    if (liesIn(ticket.completedDate, range)) completedWithin.push(ticket)
  }

  let completedTickets = 0
  const resolutions: number[] = []
  const firstResponses: number[] = []
  const ids = new Set<number>()
  for (const ticket of population) {
    ids.add(ticket.id)
    const resolution = resolutionMs(ticket)
    if (resolution !== null) {
      completedTickets += 1
      resolutions.push(resolution)
    }
    if (ticket.firstResponseDateTime) {
      firstResponses.push(epochMs(ticket.firstResponseDateTime) - epochMs(ticket.createDate))
    }
  }

  const hours: (number | null)[] = []
  for (const entry of state.TimeEntries) {
    if (entry.ticketID !== null && ids.has(entry.ticketID)) hours.push(entry.hoursWorked)
  }
  const exactHours = sumExactly(hours)

  const days = new Map<string, DayCount>()
  for (const date of listDays(range.from, range.to)) days.set(date, { date, created: 0, completed: 0 })
  for (const ticket of population) {
    const day = days.get(localDay(ticket.createDate, range.timeZone))
    if (day) day.created += 1
  }
  for (const ticket of completedWithin) {
    const day = ticket.completedDate ? days.get(localDay(ticket.completedDate, range.timeZone)) : undefined
    if (day) day.completed += 1
  }

  return {
    range: { from: range.from, to: range.to, timeZone: range.timeZone },
    totalTickets: population.length,
    openTickets: population.length - completedTickets,
    completedTickets,
    completedInRange: completedWithin.length,
    byStatus: picklistBuckets(state, 'status', population),
    byPriority: picklistBuckets(state, 'priority', population),
    byAssignee: rankedBuckets(
      countBy(population, (ticket) => ticket.assignedResourceID),
      (id) => {
        if (id === null) return 'Unassigned'
        const resource = byId(state.Resources, id)
        return resource ? personName(resource) : String(id)
      },
    ),
    byCompany: rankedBuckets(
      countBy(population, (ticket) => ticket.companyID),
      (id) => (id === null ? 'No company' : (byId(state.Companies, id)?.companyName ?? String(id))),
    ),
    byDay: [...days.values()],
    averageResolutionHours: meanHours(resolutions),
    averageFirstResponseHours: meanHours(firstResponses),
    hoursLogged: roundedSum(exactHours),
    averageHoursPerTicket: roundedMean(exactHours, population.length),
  }
}
