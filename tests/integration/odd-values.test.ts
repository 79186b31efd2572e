import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectedActivitySummary } from '../support/oracle/activity-summary.ts'
import { expectedDailyReport } from '../support/oracle/reports.ts'
import { expectedSalesActivity } from '../support/oracle/sales-activity.ts'
import type { AutotaskState, WireTicket } from '../support/oracle/state.ts'
import { comparable, expectedTicket } from '../support/oracle/ticket.ts'
import { ticketFields } from '../support/ticket-document.ts'
import { startWorld, type World } from '../support/world.ts'

const timeZone = 'America/New_York'
const march = { from: '2026-03-01', to: '2026-03-31' }
const range = { ...march, timeZone }

/** What accounts of Autotask hold that is odd, and legal. */
describe('an account with odd values', () => {
  let world: World
  let state: AutotaskState
  let tickets: WireTicket[]

  beforeAll(async () => {
    world = await startWorld({ timeZone })
    const before = await world.state()
    tickets = before.Tickets.filter(
      ({ queueID, createDate }) => queueID === before.rocQueueID && createDate.startsWith('2026-03-1'),
    ).slice(0, 8)
    const [one, two] = tickets
    const { resourceID } = before.TimeEntries[0]!
    await world.records('TimeEntries', {
      upsert: [
        // In New York the evening of the day before.
        { ticketID: one!.id, resourceID, hoursWorked: 1.25, dateWorked: null, startDateTime: '2026-03-12T02:00:00Z' },
        { ticketID: one!.id, resourceID, hoursWorked: 0.5, dateWorked: null, createDateTime: '2026-03-13T15:00:00Z' },
        { ticketID: two!.id, resourceID, hoursWorked: null, dateWorked: '2026-03-12T00:00:00Z' },
      ],
    })
    const flags = ['true', 'False', 1, '0', 'perhaps', 0, '1', null]
    await world.records('Tickets', {
      upsert: tickets.map(({ id }, index) => ({ id, serviceLevelAgreementHasBeenMet: flags[index] })),
    })
    const [stage, other] = before.picklists['Opportunities']!['stage']!
    const priority = before.picklists['Tickets']!['priority']![0]!
    await world.records('picklists', {
      upsert: [
        { entity: 'Opportunities', field: 'stage', ...stage!, label: 'Once more', sortOrder: 99 },
        { entity: 'Opportunities', field: 'stage', ...other!, label: 'Left over', sortOrder: 0, isActive: false },
        { entity: 'Tickets', field: 'priority', ...priority, label: 'Again', sortOrder: 98 },
      ],
    })
    state = await world.state()
  })
  afterAll(() => world.close())

  test('time without a day of work counts among the hours logged', async () => {
    const { activitySummary } = await world.data<{ activitySummary: object }>(
      `query ($range: DateRangeInput) {
        activitySummary(range: $range) {
          totalTickets hoursLogged averageHoursPerTicket byPriority { key label count }
        }
      }`,
      { range: march },
    )

    expect(expectedActivitySummary(state, range)).toMatchObject(activitySummary)
  })

  test('and stands under the day it began, or was written down, in the portal’s zone; flags mean what they say', async () => {
    const document = `{ ${tickets.map(({ id }) => `t${id}: ticket(id: "${id}") { ...TicketFields }`).join('\n')} } ${ticketFields}`
    const expected = Object.fromEntries(
      tickets.map(({ id }) => [`t${id}`, expectedTicket(state, String(id), timeZone)]),
    )

    expect(comparable(await world.data(document))).toEqual(comparable(expected))
    const days = expected[`t${tickets[0]!.id}`]!.timeEntries.map(({ workedOn }) => workedOn)
    expect(days).toEqual(expect.arrayContaining(['2026-03-11', '2026-03-13']))
    expect(Object.values(expected).map((ticket) => ticket?.slaMet)).toEqual([
      true,
      false,
      true,
      false,
      null,
      false,
      true,
      null,
    ])
  })

  test('but belongs to no day’s report', async () => {
    const { dailyReport } = await world.data<{ dailyReport: object }>(
      '{ dailyReport(date: "2026-03-11") { hoursWorked hoursByResource { resource { id name } hours } } }',
    )
    const { hoursWorked, hoursByResource } = expectedDailyReport(state, '2026-03-11', timeZone)

    expect(dailyReport).toEqual({ hoursWorked, hoursByResource })
  })

  test('a stage that the list has twice is in the funnel once', async () => {
    const { salesActivity } = await world.data<{ salesActivity: { funnel: { key: string }[] } }>(
      'query ($range: DateRangeInput!) { salesActivity(range: $range) { funnel { key label count amount } } }',
      { range: march },
    )
    const keys = salesActivity.funnel.map(({ key }) => key)

    expect(keys).toEqual([...new Set(keys)])
    expect(salesActivity.funnel).toEqual(expectedSalesActivity(state, range, new Date('2026-03-18T15:00:00Z')).funnel)
  })
})

/** What comes when a vendor answers with everything, or with nonsense. */
describe('Autotask answers', () => {
  let world: World

  beforeAll(async () => {
    world = await startWorld({ timeZone })
  })
  afterAll(() => world.close())
  beforeEach(async () => {
    await world.clearFaults()
    await world.advanceClock(26 * 3_600_000)
  })

  test('without heeding the filter: sales count what was asked for all the same', async () => {
    const state = await world.state()
    for (const entity of ['Opportunities', 'Appointments', 'CompanyToDos', 'CompanyNotes'] as const) {
      await world.fault({
        match: `POST .*/${entity}/query`,
        body: { items: state[entity], pageDetails: { nextPageUrl: null } },
        times: -1,
      })
    }
    const { salesActivity } = await world.data<{ salesActivity: object }>(
      `query ($range: DateRangeInput!) {
        salesActivity(range: $range) {
          phoneCalls { total inbound outbound } conversations { total calls meetings emails }
          appointments upcomingAppointments funnel { key label count amount }
        }
      }`,
      { range: march },
    )

    expect(expectedSalesActivity(state, range, new Date(world.simulators.clock.now()))).toMatchObject(salesActivity)
  })

  test.each(['a lot', [1], { hours: 1 }, true, '1e300'])(
    'with hours of %j: what rests on them is told apart, and all else is there',
    async (hoursWorked) => {
      const state = await world.state()
      const ticket = state.Tickets.find(
        ({ queueID, createDate }) => queueID === state.rocQueueID && createDate.startsWith('2026-03-1'),
      )!
      const row = { id: 1, ticketID: ticket.id, hoursWorked, dateWorked: '2026-03-12T00:00:00Z' }
      await world.fault({
        match: 'POST .*/TimeEntries/query',
        body: { items: [row], pageDetails: { nextPageUrl: null } },
        times: -1,
      })
      const { body } = await world.query(
        `query ($range: DateRangeInput, $id: ID!) {
          activitySummary(range: $range) { totalTickets hoursLogged averageHoursPerTicket }
          ticket(id: $id) { id hoursLogged timeEntries { hours } }
        }`,
        { range: march, id: String(ticket.id) },
      )

      expect(body.data).toEqual({
        activitySummary: {
          totalTickets: expectedActivitySummary(state, range).totalTickets,
          hoursLogged: null,
          averageHoursPerTicket: null,
        },
        ticket: { id: String(ticket.id), hoursLogged: null, timeEntries: null },
      })
      expect(body.errors?.map(({ message, extensions }) => [message, extensions.code])).toEqual(
        Array.from({ length: 2 }, () => [
          'Autotask has a time entry whose hours are no number, so hours that include it cannot be told.',
          'VENDOR_BAD_RESPONSE',
        ]),
      )
    },
  )

  test.each([
    { externalRequestThreshold: 0, currentTimeframeRequestCount: 0, requestThresholdTimeframe: 60 },
    { externalRequestThreshold: 10_000, currentTimeframeRequestCount: 9_000.5, requestThresholdTimeframe: 60 },
    { externalRequestThreshold: 10_000, currentTimeframeRequestCount: -1, requestThresholdTimeframe: 60 },
    { externalRequestThreshold: 3_000_000_000, currentTimeframeRequestCount: 5, requestThresholdTimeframe: 60 },
    { externalRequestThreshold: 10_000, currentTimeframeRequestCount: 1e300, requestThresholdTimeframe: 60 },
    { externalRequestThreshold: 10_000, currentTimeframeRequestCount: 5, requestThresholdTimeframe: 1e9 },
    { externalRequestThreshold: null, currentTimeframeRequestCount: 'few' },
    {},
  ])('with the request counter %j: it stands well, and how much is used is not known', async (counter) => {
    await world.fault({ match: 'ThresholdInformation', body: counter, times: -1 })
    const { vendorStatus } = await world.data<{ vendorStatus: { vendor: string }[] }>(
      '{ vendorStatus { vendor state message budget { limit used windowSeconds } } }',
    )

    expect(vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')).toEqual({
      vendor: 'AUTOTASK',
      state: 'OK',
      message: null,
      budget: null,
    })
  })
})
