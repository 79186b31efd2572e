import { afterEach, describe, expect, test } from 'vitest'
import { expectedActivitySummary } from '../../support/oracle/activity-summary.ts'
import { presetDays, type Range } from '../../support/oracle/days.ts'
import { expectedDailyReport, expectedMonthlyReport } from '../../support/oracle/reports.ts'
import { comparable, expectedTicket, expectedTicketIds, isSame } from '../../support/oracle/ticket.ts'
import { createRandom } from '../../support/random.ts'
import { ticketFields, walkTickets, type TicketRow } from '../../support/ticket-document.ts'
import { startWorld, type World } from '../../support/world.ts'
import { changeRecords } from './record-changes.ts'

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

let world: World
afterEach(() => world.close())

/** What the graph says now, and what the records say. */
async function compare(timeZone: string): Promise<[unknown, unknown]> {
  const now = new Date(world.simulators.clock.now())
  const state = await world.state()
  const year: Range = { ...presetDays('LAST_365_DAYS', now, timeZone), timeZone }
  const day = presetDays('TODAY', now, timeZone).from
  const [yearOf, month] = day.split('-').map(Number) as [number, number]
  const range = { from: year.from, to: year.to }
  const answer = await world.data(document, { range, year: yearOf, month, day })
  const rows = await walkTickets<TicketRow>(world, { range, first: 100 }, '{ ...TicketFields }', ticketFields)
  const open = await walkTickets(world, { filter: { state: 'OPEN' }, first: 100 })

  const { summary: _, ...daily } = expectedDailyReport(state, day, timeZone)
  const ids = expectedTicketIds(state, year, {})
  const openIds = state.Tickets.filter((ticket) => ticket.queueID === state.rocQueueID && !ticket.completedDate)
  const sorted = (list: { id: string }[]) => list.toSorted((a, b) => Number(a.id) - Number(b.id))
  const without = ({ range: _range, ...rest }: ReturnType<typeof expectedActivitySummary>) => rest
  const monthly = expectedMonthlyReport(state, yearOf, month, timeZone)
  return [
    { answer, rows: sorted(rows), open: sorted(open).map(({ id }) => id) },
    {
      answer: {
        activitySummary: without(expectedActivitySummary(state, year)),
        unassigned: without(expectedActivitySummary(state, year, { unassigned: true })),
        dailyReport: daily,
        monthlyReport: { ...monthly, summary: without(monthly.summary) },
      },
      rows: sorted(ids.map((id) => expectedTicket(state, id, timeZone)).filter((row) => row !== null)),
      open: openIds.map(({ id }) => String(id)).toSorted((a, b) => Number(a) - Number(b)),
    },
  ]
}

const refresh = () => world.query('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')

describe.each([
  ['New York', 'America/New_York', 1],
  ['Kolkata', 'Asia/Kolkata', 2],
])('random changes in %s', (_, timeZone, seed) => {
  test('every figure and list is right after each delta, and after the next reading of everything', async () => {
    const random = createRandom(seed)
    world = await startWorld({ seed, scale: 0.15, timeZone, sync: true, limits: false })
    for (let round = 0; round < 8; round++) {
      const made = await changeRecords(world, random, 6, ({ isMarked }) => isMarked)
      await world.advanceClock(61_000)
      await refresh()
      const [actual, expected] = await compare(timeZone)
      expect(comparable(actual), `round ${round}: ${made.join(', ')}`).toEqual(comparable(expected))
    }

    const unmarked = await changeRecords(world, random, 25, ({ isMarked }) => !isMarked)
    await world.advanceClock(21 * 3_600_000)
    await refresh()
    await expect
      .poll(
        async () => {
          const [actual, expected] = await compare(timeZone)
          return isSame(actual, expected)
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe(true)
    const [actual, expected] = await compare(timeZone)
    expect(comparable(actual), unmarked.join(', ')).toEqual(comparable(expected))
  })
})
