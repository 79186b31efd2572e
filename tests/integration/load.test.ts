import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LoggedRequest } from '../../simulators/control/request-log.ts'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { addDays } from '../support/oracle/days.ts'
import { pageDocument } from '../support/page-document.ts'
import { startGatewayProgram } from '../support/program.ts'
import { overlaps } from '../support/vendor-calls.ts'
import { createGraphClient, gatewayEnvironment, startWorldSimulators, type World } from '../support/world.ts'

const mebibyte = 1_048_576
// The gateway is a program of its own here, whose clock is the machine's. Days are written out, so that both questions of
// a test are about the same ones also around midnight.
const today = new Date().toISOString().slice(0, 10)
const year = { from: addDays(today, -364), to: today }

const summaryDocument = `
  query ($range: DateRangeInput) {
    activitySummary(range: $range) {
      totalTickets completedInRange hoursLogged averageHoursPerTicket averageResolutionHours
      byStatus { label count } byPriority { label count } byAssignee { label count } byCompany { label count }
      byDay { date created completed }
      comparison { totalTickets }
      freshness { stale }
    }
  }`

let simulators: Simulators
let gateway: Awaited<ReturnType<typeof startGatewayProgram>>
let client: Pick<World, 'data'>

beforeAll(async () => {
  simulators = await startWorldSimulators({ scale: 4.5, now: new Date().toISOString(), latencyMs: 150, limits: true })
  gateway = await startGatewayProgram(gatewayEnvironment(simulators))
  client = createGraphClient(gateway.url, simulators)
})
afterAll(async () => {
  await gateway.kill()
  await simulators.close()
})

/** Resident memory of the gateway's own process, in bytes. */
function residentBytes(): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) * 1_024
}

const requests = async () =>
  (await (await fetch(`${simulators.autotask.url}/__sim/requests`)).json()) as LoggedRequest[]

test('a year of 5,000 tickets is answered within the vendor’s limits and in little memory', async () => {
  await client.data('{ viewer { id } tickets(range: { preset: TODAY }) { totalCount } }')
  const before = residentBytes()

  const [summary, list] = await Promise.all([
    client.data<{ activitySummary: { totalTickets: number; freshness: { stale: boolean } } }>(summaryDocument, {
      range: year,
    }),
    client.data<{ tickets: { totalCount: number; nodes: object[] } }>(pageDocument, { range: year }),
  ])
  const grown = (residentBytes() - before) / mebibyte
  const asked = await requests()

  expect(summary.activitySummary.totalTickets).toBeGreaterThan(5_000)
  expect([list.tickets.totalCount, list.tickets.nodes.length]).toEqual([summary.activitySummary.totalTickets, 100])
  expect(summary.activitySummary.freshness.stale).toBe(false)
  expect(asked.filter(({ status }) => status !== 200)).toEqual([])
  expect(Math.max(...Object.values(overlaps(asked)))).toBeLessThanOrEqual(3)
  expect(overlaps(asked)).toMatchObject({ Tickets: 3, TimeEntries: 3 })
  expect(grown).toBeLessThan(150)
})

test('twenty different questions at once stay within the limits, and their memory is given back', async () => {
  const before = residentBytes()
  const orders = ['CREATED', 'COMPLETED', 'DUE', 'LAST_ACTIVITY', 'PRIORITY', 'STATUS', 'NUMBER']
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      client.data(
        `query ($range: DateRangeInput, $filter: TicketFilter, $orderBy: TicketOrder) {
          tickets(range: $range, filter: $filter, orderBy: $orderBy, first: 100) {
            totalCount nodes { title company { name } assignee { name } contact { name } contract { name } }
          }
        }`,
        {
          range: { from: addDays(today, -30 * (1 + (index % 9))), to: addDays(today, -30 * (index % 9)) },
          filter: { state: index % 2 === 0 ? 'OPEN' : 'COMPLETED' },
          orderBy: { field: orders[index % orders.length] },
        },
      ),
    ),
  )
  const asked = await requests()

  expect(asked.filter(({ status }) => status !== 200)).toEqual([])
  expect(Math.max(...Object.values(overlaps(asked)))).toBeLessThanOrEqual(3)
  expect((residentBytes() - before) / mebibyte).toBeLessThan(150)
})
