import { expectedActivitySummary } from '../../support/oracle/activity-summary.ts'
import { presetDays, type Range } from '../../support/oracle/days.ts'
import { expectedDailyReport, expectedMonthlyReport } from '../../support/oracle/reports.ts'
import type { AutotaskState } from '../../support/oracle/state.ts'
import { comparable, expectedTicket, expectedTicketIds } from '../../support/oracle/ticket.ts'
import { ticketFields, walkTickets, type TicketRow } from '../../support/ticket-document.ts'
import type { Gateway } from '../../support/world.ts'

const figures = `fragment Figures on ActivitySummary {
  totalTickets openTickets completedTickets completedInRange
  byStatus { key label count } byPriority { key label count } byAssignee { key label count } byCompany { key label count }
  byDay { date created completed }
  averageResolutionHours averageFirstResponseHours hoursLogged averageHoursPerTicket
}`

const document = `query ($range: DateRangeInput!, $year: Int!, $month: Int!, $day: Date!) {
  activitySummary(range: $range) { ...Figures }
  unassigned: activitySummary(range: $range, filter: { unassigned: true }) { ...Figures }
  dailyReport(date: $day) { hoursWorked hoursByResource { resource { id name } hours } }
  monthlyReport(year: $year, month: $month) { summary { ...Figures } hoursWorked hoursByResource { resource { id name } hours } }
}${figures}`

/** What a gateway says now of every figure and list, and what Autotask's records say; both comparable with `toEqual`. */
export async function compareWithOracle(
  gateway: Pick<Gateway, 'data'>,
  state: AutotaskState,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): Promise<{ readonly actual: unknown; readonly expected: unknown }> {
  const year: Range = { ...presetDays('LAST_365_DAYS', new Date(now), timeZone), timeZone }
  const day = presetDays('TODAY', new Date(now), timeZone).from
  const [yearOf, month] = day.split('-').map(Number) as [number, number]
  const range = { from: year.from, to: year.to }
  const answer = await gateway.data(document, { range, year: yearOf, month, day })
  const rows = await walkTickets<TicketRow>(gateway, { range, first: 100 }, '{ ...TicketFields }', ticketFields)
  const open = await walkTickets(gateway, { filter: { state: 'OPEN' }, first: 100 })

  const { summary: _, ...daily } = expectedDailyReport(state, day, timeZone)
  const monthly = expectedMonthlyReport(state, yearOf, month, timeZone)
  const expectedRows = expectedTicketIds(state, year).map((id) => expectedTicket(state, id, timeZone))
  const openTickets = state.Tickets.filter((ticket) => ticket.queueID === state.rocQueueID && !ticket.completedDate)
  return {
    actual: comparable({ answer, rows: sorted(rows), open: sorted(open).map(({ id }) => id) }),
    expected: comparable({
      answer: {
        activitySummary: withoutRange(expectedActivitySummary(state, year)),
        unassigned: withoutRange(expectedActivitySummary(state, year, { unassigned: true })),
        dailyReport: daily,
        monthlyReport: { ...monthly, summary: withoutRange(monthly.summary) },
      },
      rows: sorted(expectedRows.filter((row) => row !== null)),
      open: openTickets.map(({ id }) => String(id)).toSorted((a, b) => Number(a) - Number(b)),
    }),
  }
}

const sorted = <T extends { readonly id: string }>(rows: readonly T[]) =>
  rows.toSorted((a, b) => Number(a.id) - Number(b.id))

function withoutRange(summary: ReturnType<typeof expectedActivitySummary>) {
  const copy: Partial<typeof summary> = { ...summary }
  delete copy.range
  return copy
}
