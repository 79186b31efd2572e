import { expectedActivitySummary, type ExpectedActivitySummary } from './activity-summary.ts'
import { monthDays, plainDate, type Range } from './days.ts'
import { rocTickets } from './filter.ts'
import { byId, compareText, personName } from './labels.ts'
import { roundedSum, sumExactly } from './numbers.ts'
import type { AutotaskState } from './state.ts'

export type ExpectedResourceHours = { resource: { id: string; name: string }; hours: number }

export type ExpectedReport = {
  summary: ExpectedActivitySummary
  hoursWorked: number
  hoursByResource: ExpectedResourceHours[]
}

function expectedReport(state: AutotaskState, range: Range): ExpectedReport {
  return { summary: expectedActivitySummary(state, range), ...expectedHours(state, range) }
}

/** Hours that were worked in the range, in all and by person. */
export function expectedHours(state: AutotaskState, range: Range): Omit<ExpectedReport, 'summary'> {
  const rocIds = new Set<number>()
  for (const ticket of rocTickets(state)) rocIds.add(ticket.id)

  let total = 0n
  const byResource = new Map<number, bigint>()
  for (const entry of state.TimeEntries) {
    if (entry.ticketID === null || !rocIds.has(entry.ticketID)) continue
    // Worked on a day that nobody wrote down: in no day's report.
    if (!entry.dateWorked) continue
    const day = plainDate(entry.dateWorked)
    if (day < range.from || range.to < day) continue
    const hours = sumExactly([entry.hoursWorked])
    total += hours
    if (entry.resourceID === null) continue
    byResource.set(entry.resourceID, (byResource.get(entry.resourceID) ?? 0n) + hours)
  }

  const rows: { id: number; name: string; hours: bigint }[] = []
  for (const [id, hours] of byResource) {
    const resource = byId(state.Resources, id)
    rows.push({ id, name: resource ? personName(resource) : String(id), hours })
  }
  rows.sort((a, b) => {
    if (a.hours !== b.hours) return a.hours > b.hours ? -1 : 1
    return compareText(a.name, b.name) || a.id - b.id
  })

  return {
    hoursWorked: roundedSum(total),
    hoursByResource: rows.map(({ id, name, hours }) => ({
      resource: { id: String(id), name },
      hours: roundedSum(hours),
    })),
  }
}

/** The daily report of a day, "2026-11-22", in a zone. */
export function expectedDailyReport(state: AutotaskState, date: string, timeZone: string): ExpectedReport {
  return expectedReport(state, { from: date, to: date, timeZone })
}

/** The monthly report of a calendar month (1 to 12) in a zone. */
export function expectedMonthlyReport(
  state: AutotaskState,
  year: number,
  month: number,
  timeZone: string,
): ExpectedReport {
  return expectedReport(state, { ...monthDays(year, month), timeZone })
}
