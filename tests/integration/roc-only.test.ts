import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beyondFigures } from '../support/cache/ages.ts'
import { expectedActivitySummary } from '../support/oracle/activity-summary.ts'
import { presetDays, type Range } from '../support/oracle/days.ts'
import type { TicketFilter } from '../support/oracle/filter.ts'
import { expectedMonthlyReport } from '../support/oracle/reports.ts'
import type { AutotaskState, WireTicket } from '../support/oracle/state.ts'
import { expectedTicketIds } from '../support/oracle/ticket.ts'
import { walkTickets } from '../support/ticket-document.ts'
import { fixedNow, fixedWorld, startWorld, type World } from '../support/world.ts'

const { timeZone } = fixedWorld
const year: Range = { ...presetDays('LAST_365_DAYS', new Date(fixedNow), timeZone), timeZone }
const range = { from: year.from, to: year.to }
const otherQueue = 5

let world: World

beforeEach(async () => {
  world = await startWorld({ ...fixedWorld, scale: 0.2 })
})
afterEach(() => world.close())

const isForeign = (state: AutotaskState) => (ticket: WireTicket) => ticket.queueID !== state.rocQueueID

const listed = async (filter: TicketFilter = {}) =>
  (await walkTickets(world, { range, filter, first: 100 }))
    .map(({ id }) => id)
    .toSorted((a, b) => Number(a) - Number(b))

const summaryFigures = `
  totalTickets openTickets completedTickets completedInRange
  byStatus { key label count } byPriority { key label count }
  byAssignee { key label count } byCompany { key label count }
  byDay { date created completed }
  averageResolutionHours averageFirstResponseHours hoursLogged averageHoursPerTicket`

async function expectOracleFigures() {
  const state = await world.state()
  const { range: _, ...expected } = expectedActivitySummary(state, year)
  const data = await world.data(
    `query ($range: DateRangeInput) {
      activitySummary(range: $range) { ${summaryFigures} }
      monthlyReport { hoursWorked hoursByResource { resource { id name } hours } }
    }`,
    { range },
  )
  const { hoursWorked, hoursByResource } = expectedMonthlyReport(state, 2026, 3, timeZone)

  expect(data).toEqual({ activitySummary: expected, monthlyReport: { hoursWorked, hoursByResource } })
}

describe('a ticket of another queue', () => {
  test('is nothing by its id, and no error', async () => {
    const state = await world.state()
    const foreign = state.Tickets.filter(isForeign(state))
    expect(foreign.length).toBeGreaterThan(100)
    const ids = foreign.slice(0, 200).map(({ id }) => id)
    const { body } = await world.query(`{ ${ids.map((id) => `t${id}: ticket(id: "${id}") { id title }`).join('\n')} }`)

    expect(body).toEqual({ data: Object.fromEntries(ids.map((id) => [`t${id}`, null])) })
  })

  test('is in no list, by whichever filter it would pass', async () => {
    const state = await world.state()
    const foreign = state.Tickets.filter(isForeign(state))
    const sample = foreign[0]!
    const filters: TicketFilter[] = [
      {},
      { company: [...new Set(foreign.map((ticket) => String(ticket.companyID)))] },
      {
        assignee: [...new Set(foreign.map((ticket) => String(ticket.assignedResourceID)))].filter(
          (id) => id !== 'null',
        ),
      },
      { text: sample.ticketNumber },
      { text: sample.title ?? '' },
      { unassigned: true },
      ...(['COMPLETED', 'DUE', 'LAST_ACTIVITY'] as const).map((dateField) => ({ dateField })),
    ]

    for (const filter of filters) {
      expect({ filter, ids: await listed(filter) }).toEqual({ filter, ids: expectedTicketIds(state, year, filter) })
    }
    expect(await listed({ text: sample.ticketNumber })).toEqual([])
  })

  test('is not behind a cursor made for it', async () => {
    const state = await world.state()
    const foreign = state.Tickets.filter(isForeign(state)).find(
      ({ createDate }) => Date.parse(createDate) > Date.parse('2026-01-01'),
    )!
    const place = ['CREATED', 'ASC', Date.parse(foreign.createDate) - 1, 0]
    const after = Buffer.from(JSON.stringify(place)).toString('base64url')
    const { tickets } = await world.data<{ tickets: { nodes: { id: string }[] } }>(
      `query ($range: DateRangeInput, $after: String) {
        tickets(range: $range, after: $after, orderBy: { field: CREATED, direction: ASC }, first: 10) { nodes { id } }
      }`,
      { range, after },
    )
    const expected = state.Tickets.filter((ticket) => !isForeign(state)(ticket))
      .filter(({ createDate }) => Date.parse(createDate) >= Date.parse(foreign.createDate))
      .toSorted((a, b) => Date.parse(a.createDate) - Date.parse(b.createDate) || a.id - b.id)
      .slice(0, 10)

    expect(tickets.nodes).toEqual(expected.map(({ id }) => ({ id: String(id) })))
  })

  test('is in no figure', async () => {
    await expectOracleFigures()
  })
})

describe('a ticket that moves to another queue', () => {
  test('is gone from lists, figures and by its id once the cache has aged', async () => {
    const before = await world.state()
    const [moved] = expectedTicketIds(before, year, { state: 'OPEN' }).slice(-1)
    const byId = `{ ticket(id: "${moved}") { id } }`
    await expectOracleFigures()
    expect(await listed()).toContain(moved)
    expect(await world.data(byId)).toEqual({ ticket: { id: moved } })

    await world.records('Tickets', { upsert: { id: Number(moved), queueID: otherQueue } })
    await world.advanceClock(beyondFigures)

    expect(await listed()).toEqual(expectedTicketIds(before, year).filter((id) => id !== moved))
    expect(await world.data(byId)).toEqual({ ticket: null })
    await expectOracleFigures()
  })

  test('comes back as it went', async () => {
    const state = await world.state()
    const foreign = state.Tickets.filter(isForeign(state)).findLast(
      ({ createDate }) => Date.parse(createDate) < Date.parse(fixedNow),
    )!
    const byId = `{ ticket(id: "${foreign.id}") { id } }`
    expect(await world.data(byId)).toEqual({ ticket: null })

    await world.records('Tickets', { upsert: { id: foreign.id, queueID: state.rocQueueID } })
    await world.advanceClock(beyondFigures)

    expect(await world.data(byId)).toEqual({ ticket: { id: String(foreign.id) } })
    expect(await listed()).toEqual(expectedTicketIds(await world.state(), year))
    await expectOracleFigures()
  })
})

describe('a vendor that drops the condition of the queue', () => {
  const everything = async () => {
    const { Tickets } = await world.state()
    const items = Tickets.slice(0, 500)
    await world.fault({
      match: '/Tickets/query',
      times: -1,
      body: { items, pageDetails: { count: items.length, requestCount: 500, prevPageUrl: null, nextPageUrl: null } },
    })
    return { items, rest: new Set(items.map(({ id }) => String(id))) }
  }

  test('puts no ticket of another queue or another day into a list', async () => {
    const state = await world.state()
    const { rest } = await everything()
    const march: Range = { from: '2026-03-01', to: '2026-03-31', timeZone }
    const rows = await walkTickets(world, { range: { from: march.from, to: march.to }, first: 100 })

    expect(await listed()).toEqual(expectedTicketIds(state, year).filter((id) => rest.has(id)))
    expect(rows.map(({ id }) => id).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      expectedTicketIds(state, march).filter((id) => rest.has(id)),
    )
  })

  test('answers for no ticket of another queue by its id', async () => {
    const state = await world.state()
    const { items } = await everything()
    const [own, foreign] = [items.find((row) => !isForeign(state)(row))!, items.find(isForeign(state))!]
    const { body } = await world.query(
      `{ own: ticket(id: "${own.id}") { id number } foreign: ticket(id: "${foreign.id}") { id number } }`,
    )

    expect(body).toEqual({ data: { own: { id: String(own.id), number: own.ticketNumber }, foreign: null } })
  })

  test('adds nothing to a figure', async () => {
    const state = await world.state()
    const { rest } = await everything()
    const known: AutotaskState = { ...state, Tickets: state.Tickets.filter(({ id }) => rest.has(String(id))) }
    const { range: _, ...expected } = expectedActivitySummary(known, year)

    expect(
      await world.data(`query ($range: DateRangeInput) { activitySummary(range: $range) { ${summaryFigures} } }`, {
        range,
      }),
    ).toEqual({ activitySummary: expected })
  })
})
