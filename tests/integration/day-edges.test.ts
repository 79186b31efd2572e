import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startOfDay } from '../../server/calendar/days.ts'
import { expectedActivitySummary } from '../support/oracle/activity-summary.ts'
import { addDays } from '../support/oracle/days.ts'
import { expectedMonthlyReport } from '../support/oracle/reports.ts'
import type { AutotaskState } from '../support/oracle/state.ts'
import { expectedTicketIds } from '../support/oracle/ticket.ts'
import { walkTickets } from '../support/ticket-document.ts'
import { fixedWorld, startWorld, type World } from '../support/world.ts'

/** Days whose edges are worth a look: usual ones, month ends, and days on which the clocks change. */
const scenes = [
  { timeZone: 'America/New_York', days: ['2026-02-28', '2026-03-01', '2026-03-08', '2025-11-02', '2026-03-17'] },
  { timeZone: 'Europe/Berlin', days: ['2025-10-26', '2026-01-01', '2026-03-01'] },
  { timeZone: 'Asia/Kolkata', days: ['2026-02-28', '2026-03-01'] },
  // The day has no midnight there: the clocks jump from 0:00 to 1:00.
  { timeZone: 'America/Havana', days: ['2026-03-08'] },
]

describe.each(scenes)('in $timeZone', ({ timeZone, days }) => {
  let world: World
  let state: AutotaskState

  beforeAll(async () => {
    world = await startWorld({ ...fixedWorld, scale: 0.05, timeZone })
    const { Tickets, rocQueueID } = await world.state()
    const base = Tickets.find((ticket) => ticket.queueID === rocQueueID)!
    const instants = days.flatMap((day) => {
      const [start, end] = [startOfDay(day, timeZone), startOfDay(addDays(day, 1), timeZone)]
      return [start - 1, start, start + 1, end - 1, end, end + 1]
    })
    const upsert = instants.flatMap((instant, index) => {
      const at = new Date(instant).toISOString()
      const row = { ...base, status: 5, queueID: rocQueueID, dueDateTime: at, lastActivityDate: at }
      return [
        { ...row, id: 900_000 + index * 2, createDate: at, completedDate: new Date(instant + 3_600_000).toISOString() },
        { ...row, id: 900_001 + index * 2, createDate: '2025-06-01T12:00:00Z', completedDate: at },
      ]
    })
    await world.records('Tickets', { upsert })
    await world.records('TimeEntries', {
      upsert: days.map((day, index) => ({
        id: 800_000 + index,
        ticketID: 900_000 + index,
        resourceID: base.assignedResourceID,
        hoursWorked: 0.25 + index,
        dateWorked: `${day}T00:00:00Z`,
      })),
    })
    state = await world.state()
  })
  afterAll(() => world.close())

  test.each(days)('what happens at the first and last instant of %s belongs to it', async (day) => {
    const range = { from: day, to: day, timeZone }
    const { byDay, totalTickets, completedInRange } = expectedActivitySummary(state, range)
    expect(totalTickets).toBeGreaterThanOrEqual(3)
    expect(completedInRange).toBeGreaterThanOrEqual(3)

    expect(
      await world.data(
        `query ($range: DateRangeInput) {
          activitySummary(range: $range) { totalTickets completedInRange byDay { date created completed } }
        }`,
        { range: { from: day, to: day } },
      ),
    ).toEqual({ activitySummary: { totalTickets, completedInRange, byDay } })
    for (const dateField of ['CREATED', 'COMPLETED'] as const) {
      const rows = await walkTickets(world, { range: { from: day, to: day }, filter: { dateField }, first: 100 })
      const ids = rows.map(({ id }) => id).toSorted((a, b) => Number(a) - Number(b))
      expect({ dateField, ids }).toEqual({ dateField, ids: expectedTicketIds(state, range, { dateField }) })
    }
  })

  test.each(days)('of the days around %s each has its own', async (day) => {
    const range = { from: addDays(day, -1), to: addDays(day, 1), timeZone }

    expect(
      await world.data(
        'query ($range: DateRangeInput) { activitySummary(range: $range) { byDay { date created completed } } }',
        { range: { from: range.from, to: range.to } },
      ),
    ).toEqual({ activitySummary: { byDay: expectedActivitySummary(state, range).byDay } })
  })

  test.each(days)('hours of %s are hours of that day, whatever the zone', async (day) => {
    const [year, month] = day.split('-').map(Number) as [number, number]
    const { hoursWorked, hoursByResource } = expectedMonthlyReport(state, year, month, timeZone)

    expect(
      await world.data(`{
        monthlyReport(year: ${year}, month: ${month}) { hoursWorked hoursByResource { resource { id name } hours } }
      }`),
    ).toEqual({ monthlyReport: { hoursWorked, hoursByResource } })
  })
})

test('the vendor is asked for just the instants of the range, and for the board’s queue only', async () => {
  const world = await startWorld({ ...fixedWorld, scale: 0.05 })
  await world.data('{ tickets(range: { from: "2026-03-08", to: "2026-03-08" }) { totalCount } }')
  const { rocQueueID } = await world.state()
  const asked = (await world.requests()).filter(({ path }) => path.endsWith('/Tickets/query'))
  await world.close()

  expect(asked.map(({ body }) => (body as { Filter: unknown }).Filter)).toEqual([
    [
      { op: 'eq', field: 'queueID', value: rocQueueID },
      { op: 'gte', field: 'createDate', value: '2026-03-08T05:00:00.000Z' },
      { op: 'lt', field: 'createDate', value: '2026-03-09T04:00:00.000Z' },
    ],
  ])
})
