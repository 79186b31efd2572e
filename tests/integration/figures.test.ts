import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedActivitySummary } from '../support/oracle/activity-summary.ts'
import { presetDays, previousPeriod, previousYear, split, type Preset, type Range } from '../support/oracle/days.ts'
import type { TicketFilter } from '../support/oracle/filter.ts'
import { expectedDailyReport, expectedMonthlyReport } from '../support/oracle/reports.ts'
import { expectedSalesActivity, isRecent, type ExpectedSalesEvent } from '../support/oracle/sales-activity.ts'
import type { AutotaskState } from '../support/oracle/state.ts'
import { comparable } from '../support/oracle/ticket.ts'
import { comparedWorlds, windowsOf } from '../support/telling-worlds.ts'
import { startWorld, type World } from '../support/world.ts'

const figures = `
  fragment Figures on ActivitySummary {
    range { from to timeZone }
    totalTickets openTickets completedTickets completedInRange
    byStatus { key label count } byPriority { key label count }
    byAssignee { key label count } byCompany { key label count }
    byDay { date created completed }
    averageResolutionHours averageFirstResponseHours hoursLogged averageHoursPerTicket
  }`

const summaryDocument = `
  query ($range: DateRangeInput, $filter: TicketFilter) {
    activitySummary(range: $range, filter: $filter) {
      ...Figures
      period: comparison { ...Figures }
      year: comparison(with: PREVIOUS_YEAR) { ...Figures }
    }
  }${figures}`

const reportsDocument = `
  query ($date: Date!, $year: Int!, $month: Int!) {
    dailyReport(date: $date) { date summary { ...Figures } ...DailyHours }
    monthlyReport(year: $year, month: $month) { year month summary { ...Figures } ...MonthlyHours }
  }
  fragment DailyHours on DailyReport { hoursWorked hoursByResource { resource { id name } hours } }
  fragment MonthlyHours on MonthlyReport { hoursWorked hoursByResource { resource { id name } hours } }${figures}`

const salesDocument = `
  query ($range: DateRangeInput!) {
    salesActivity(range: $range) {
      range { from to timeZone }
      phoneCalls { total inbound outbound }
      conversations { total calls meetings emails }
      appointments upcomingAppointments
      funnel { key label count amount }
      recent(first: 100) { id kind at title company { id name } resource { id name email } }
    }
  }`

const presets: Preset[] = [
  'TODAY',
  'YESTERDAY',
  'THIS_WEEK',
  'LAST_WEEK',
  'THIS_MONTH',
  'LAST_MONTH',
  'THIS_QUARTER',
  'LAST_QUARTER',
  'THIS_YEAR',
  'LAST_7_DAYS',
  'LAST_30_DAYS',
  'LAST_90_DAYS',
  'LAST_365_DAYS',
]

/** Filters worth asking of any world; ids are ones that occur in it. */
function filtersOf(state: AutotaskState): TicketFilter[] {
  const roc = state.Tickets.filter((ticket) => ticket.queueID === state.rocQueueID)
  const some = (id: (ticket: (typeof roc)[number]) => number | null, count: number) => [
    ...new Set(
      roc
        .map(id)
        .filter((value) => value !== null)
        .slice(0, count)
        .map(String),
    ),
  ]
  const companies = some((ticket) => ticket.companyID, 8)
  const people = some((ticket) => ticket.assignedResourceID, 4)
  const words = roc[0]?.title?.split(' ') ?? []
  return [
    {},
    { state: 'OPEN' },
    { state: 'COMPLETED', priority: some((ticket) => ticket.priority, 3) },
    { status: some((ticket) => ticket.status, 5) },
    { company: companies },
    { assignee: people },
    { unassigned: true },
    { assignee: people, unassigned: true },
    { text: (words[0] ?? '').toUpperCase() },
    { text: roc[1]?.ticketNumber.slice(0, 9) ?? '' },
    { company: companies, state: 'OPEN', unassigned: false },
    { assignee: people, unassigned: false },
    { company: [] },
  ]
}

describe.each(comparedWorlds)('$label', (telling) => {
  const { timeZone, now } = telling.options
  let world: World
  let state: AutotaskState

  beforeAll(async () => {
    world = await startWorld(telling.options)
    state = await world.state()
  })
  afterAll(() => world.close())

  test('a preset means the days the calendar says', async () => {
    const document = `{ ${presets
      .map((preset) => `${preset}: activitySummary(range: { preset: ${preset} }) { range { from to timeZone } }`)
      .join('\n')} }`

    expect(await world.data(document)).toEqual(
      Object.fromEntries(
        presets.map((preset) => [preset, { range: { ...presetDays(preset, new Date(now), timeZone), timeZone } }]),
      ),
    )
  })

  test('no range means this month, and reports are of today and of this month', async () => {
    const document = `{
      activitySummary { ...Figures }
      dailyReport { summary { ...Figures } }
      monthlyReport { summary { ...Figures } }
    }${figures}`
    const month = { ...presetDays('THIS_MONTH', new Date(now), timeZone), timeZone }
    const today = { ...presetDays('TODAY', new Date(now), timeZone), timeZone }

    expect(await world.data(document)).toEqual({
      activitySummary: expectedActivitySummary(state, month),
      dailyReport: { summary: expectedActivitySummary(state, today) },
      monthlyReport: { summary: expectedActivitySummary(state, month) },
    })
  })

  test.each(windowsOf(telling))('$label: every figure of the summary and of both comparisons', async ({ from, to }) => {
    const range: Range = { from, to, timeZone }
    const filters = filtersOf(state)
    // Every window without a filter, and with two of the others, so that all filters are met in every world.
    const turn = windowsOf(telling).findIndex((window) => window.from === from && window.to === to)
    const chosen = [0, 1 + (turn % (filters.length - 1)), 1 + ((turn + 5) % (filters.length - 1))]

    for (const filter of chosen.map((index) => filters[index] ?? {})) {
      const expected = (days: { from: string; to: string }) =>
        expectedActivitySummary(state, { ...days, timeZone }, filter)

      expect({ filter, ...(await world.data(summaryDocument, { range: { from, to }, filter })) }).toEqual({
        filter,
        activitySummary: {
          ...expected(range),
          period: expected(previousPeriod(range)),
          year: expected(previousYear(range)),
        },
      })
    }
  })

  test.each(windowsOf(telling))('$label: every figure of the reports of its first day and month', async ({ from }) => {
    const { year, month } = split(from)

    expect(await world.data(reportsDocument, { date: from, year, month })).toEqual({
      dailyReport: { date: from, ...expectedDailyReport(state, from, timeZone) },
      monthlyReport: { year, month, ...expectedMonthlyReport(state, year, month, timeZone) },
    })
  })

  test.each(windowsOf(telling))('$label: every figure of the sales activity', async ({ from, to }) => {
    const { salesActivity } = await world.data<{ salesActivity: { recent: ExpectedSalesEvent[] } }>(salesDocument, {
      range: { from, to },
    })
    const instant = new Date(world.simulators.clock.now())
    const expected = expectedSalesActivity(state, { from, to, timeZone }, instant)
    const ids = salesActivity.recent.map(({ id }) => id)

    expect(isRecent(salesActivity.recent, expected.recent, 100)).toBe(true)
    expect(comparable(salesActivity)).toEqual(
      comparable({ ...expected, recent: ids.map((id) => expected.recent.find((event) => event.id === id)) }),
    )
  })
})
