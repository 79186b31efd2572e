import { expectedActivitySummary } from '../../support/oracle/activity-summary.ts'
import { presetDays, type Range } from '../../support/oracle/days.ts'
import { expectedDailyReport, expectedMonthlyReport } from '../../support/oracle/reports.ts'
import { expectedSalesActivity } from '../../support/oracle/sales-activity.ts'
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
  sales: salesActivity(range: $range) { ...SalesFigures }
  week: salesActivity(range: { preset: LAST_7_DAYS }) {
    ...SalesFigures
    recent(first: 100) { id kind at title company { id name } resource { id name email } }
  }
}
fragment SalesFigures on SalesActivity {
  range { from to timeZone } phoneCalls { total inbound outbound } conversations { total calls meetings emails }
  appointments upcomingAppointments funnel { key label count amount }
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
  const { sales, week, ...answer } = await gateway.data<{ sales: unknown; week: { recent: { id: string }[] } }>(
    document,
    { range, year: yearOf, month, day },
  )
  const rows = await walkTickets<TicketRow>(gateway, { range, first: 100 }, '{ ...TicketFields }', ticketFields)
  const open = await walkTickets(gateway, { filter: { state: 'OPEN' }, first: 100 })

  const { summary: _, ...daily } = expectedDailyReport(state, day, timeZone)
  const monthly = expectedMonthlyReport(state, yearOf, month, timeZone)
  const expectedRows = expectedTicketIds(state, year).map((id) => expectedTicket(state, id, timeZone))
  const openTickets = state.Tickets.filter((ticket) => ticket.queueID === state.rocQueueID && !ticket.completedDate)
  return {
    actual: comparable({
      answer,
      sales: { year: sales, week: { ...week, recent: byId(week.recent) } },
      rows: sorted(rows),
      open: sorted(open).map(({ id }) => id),
    }),
    expected: comparable({
      answer: {
        activitySummary: withoutRange(expectedActivitySummary(state, year)),
        unassigned: withoutRange(expectedActivitySummary(state, year, { unassigned: true })),
        dailyReport: daily,
        monthlyReport: { ...monthly, summary: withoutRange(monthly.summary) },
      },
      sales: expectedSales(state, year, new Date(now)),
      rows: sorted(expectedRows.filter((row) => row !== null)),
      open: openTickets.map(({ id }) => String(id)).toSorted((a, b) => Number(a) - Number(b)),
    }),
  }
}

function expectedSales(state: AutotaskState, year: Range, now: Date) {
  const week: Range = { ...presetDays('LAST_7_DAYS', now, year.timeZone), timeZone: year.timeZone }
  const ofYear: Partial<ReturnType<typeof expectedSalesActivity>> = expectedSalesActivity(state, year, now)
  delete ofYear.recent
  const ofWeek = expectedSalesActivity(state, week, now)
  return { year: ofYear, week: { ...ofWeek, recent: byId(ofWeek.recent) } }
}

/** Events of one instant come in no order that counts. */
const byId = <T extends { readonly id: string }>(rows: readonly T[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))

const sorted = <T extends { readonly id: string }>(rows: readonly T[]) =>
  rows.toSorted((a, b) => Number(a.id) - Number(b.id))

function withoutRange(summary: ReturnType<typeof expectedActivitySummary>) {
  const copy: Partial<typeof summary> = { ...summary }
  delete copy.range
  return copy
}
