import { afterEach, expect, test } from 'vitest'
import { expectedMonthlyReport } from '../../support/oracle/reports.ts'
import type { AutotaskState } from '../../support/oracle/state.ts'
import { comparable } from '../../support/oracle/ticket.ts'
import { createVendorControl } from '../../support/vendor-control.ts'
import { startWorld, usualTimeZone, type World } from '../../support/world.ts'

let world: World
afterEach(() => world.close())

const months = 3
const monthly = `{ monthlyReport(year: 2026, month: 3) { hoursWorked hoursByResource { resource { id name } hours } } }`

/** Work of this month on tickets created and done before the horizon, which moved no mark of theirs. */
async function logOldWork(): Promise<number> {
  const autotask = createVendorControl<AutotaskState>(world.simulators.autotask.url)
  const { Tickets, Resources, rocQueueID } = await autotask.state()
  const isPast = (at: string | null) => at !== null && at < '2025-12-01'
  const old = Tickets.filter(
    (ticket) =>
      ticket.queueID === rocQueueID &&
      [ticket.createDate, ticket.completedDate, ticket.dueDateTime, ticket.lastActivityDate].every(isPast),
  ).slice(0, 3)
  const upsert = old.map(({ id }, index) => ({
    ticketID: id,
    resourceID: Resources[index]!.id,
    hoursWorked: 1.25,
    dateWorked: '2026-03-11T00:00:00Z',
    createDateTime: '2025-10-01T10:00:00Z',
    lastModifiedDateTime: '2025-10-01T10:00:00Z',
    timeEntryType: 2,
  }))
  await autotask.records('TimeEntries', { upsert, marks: 'none' })
  return old.length
}

const compare = async () => {
  const { hoursWorked, hoursByResource } = expectedMonthlyReport(await world.state(), 2026, 3, usualTimeZone)
  return [
    comparable(await world.data(monthly)),
    comparable({ monthlyReport: { hoursWorked, hoursByResource } }),
  ] as const
}

test('work on a ticket that nothing else brings into the replica counts after the next reading of everything', async () => {
  world = await startWorld({ sync: true, limits: false, environment: { SYNC_MONTHS: String(months) } })
  const [before] = await compare()
  expect(await logOldWork()).toBe(3)
  await world.advanceClock(21 * 3_600_000)
  await world.clearRequests()
  await world.data(monthly)
  await expect.poll(async () => (await compare())[0], { timeout: 20_000 }).not.toEqual(before)
  const [actual, expected] = await compare()

  expect(actual).toEqual(expected)
})
