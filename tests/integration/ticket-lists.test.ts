import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beyondFigures } from '../support/cache/ages.ts'
import type { Bucket } from '../support/oracle/activity-summary.ts'
import { presetDays, type Range } from '../support/oracle/days.ts'
import type { TicketFilter } from '../support/oracle/filter.ts'
import type { AutotaskState, WireTicket } from '../support/oracle/state.ts'
import { comparable, expectedTicket, expectedTicketIds } from '../support/oracle/ticket.ts'
import { picklist } from '../support/oracle/labels.ts'
import { comparedWorlds, tellingWorlds, windowsOf } from '../support/telling-worlds.ts'
import { ticketFields, walkTickets, type TicketRow } from '../support/ticket-document.ts'
import { startWorld, type World } from '../support/world.ts'

const groupings = { byStatus: 'status', byPriority: 'priority', byAssignee: 'assignee', byCompany: 'company' } as const
type Grouping = keyof typeof groupings

const ascending = (ids: Iterable<string>) => [...ids].toSorted((a, b) => Number(a) - Number(b))

/** The filter that opens a bucket. */
function filterOf(grouping: Grouping, { key }: Bucket): TicketFilter {
  return key === null ? { unassigned: true } : { [groupings[grouping]]: [key] }
}

const dateFields = ['CREATED', 'COMPLETED', 'DUE', 'LAST_ACTIVITY'] as const

describe.each(comparedWorlds.slice(0, 5))('$label', (telling) => {
  const { timeZone, now } = telling.options
  const year: Range = { ...presetDays('LAST_365_DAYS', new Date(now), timeZone), timeZone }
  const range = { from: year.from, to: year.to }
  let world: World
  let state: AutotaskState

  beforeAll(async () => {
    world = await startWorld(telling.options)
    state = await world.state()
  })
  afterAll(() => world.close())

  test.each(windowsOf(telling).slice(0, 6))(
    '$label: each bucket opens to exactly its tickets',
    async ({ from, to }) => {
      const days = { from, to }
      const names = Object.keys(groupings) as Grouping[]
      const { activitySummary } = await world.data<{ activitySummary: Record<Grouping, Bucket[]> }>(
        `query ($range: DateRangeInput) {
        activitySummary(range: $range) { ${names.map((name) => `${name} { key label count }`).join('\n')} }
      }`,
        { range: days },
      )
      const buckets = names.flatMap((name) =>
        activitySummary[name].map((bucket) => ({ count: bucket.count, filter: filterOf(name, bucket) })),
      )
      // All buckets of a window in one question; the ids of those that do not fit on a page are walked below.
      const variables = Object.fromEntries(buckets.map(({ filter }, index) => [`filter${index}`, filter]))
      const document = `query ($range: DateRangeInput ${buckets.map((_, index) => `$filter${index}: TicketFilter`).join(' ')}) {
      totals: activitySummary(range: $range) { totalTickets }
      ${buckets
        .map(
          (_, index) =>
            `list${index}: tickets(range: $range, filter: $filter${index}, first: 100) { totalCount nodes { id } }`,
        )
        .join('\n')}
    }`
      const lists = await world.data<Record<string, { totalCount: number; nodes: { id: string }[] }>>(document, {
        range: days,
        ...variables,
      })

      const byStatus = activitySummary.byStatus.reduce((sum, { count }) => sum + count, 0)
      expect(lists['totals']).toEqual({ totalTickets: byStatus })
      for (const [index, { filter, count }] of buckets.entries()) {
        const list = lists[`list${index}`]
        const rows = count <= 100 ? (list?.nodes ?? []) : await walkTickets(world, { range: days, filter, first: 100 })
        expect({ filter, totalCount: list?.totalCount, ids: ascending(rows.map(({ id }) => id)) }).toEqual({
          filter,
          totalCount: count,
          ids: expectedTicketIds(state, { ...days, timeZone }, filter),
        })
        expect(rows.length).toBe(count)
      }
    },
  )

  test('every field of every ticket of a year is what Autotask holds', async () => {
    const rows = await walkTickets<TicketRow>(world, { range, first: 100 }, '{ ...TicketFields }', ticketFields)

    expect(ascending(rows.map(({ id }) => id))).toEqual(expectedTicketIds(state, year))
    for (const row of rows) expect(comparable(row)).toEqual(comparable(expectedTicket(state, row.id)))
  })

  test('a ticket by its id is the same ticket', async () => {
    const ids = expectedTicketIds(state, year).slice(0, 40)
    const document = `{ ${ids.map((id) => `t${id}: ticket(id: "${id}") { ...TicketFields }`).join('\n')} }${ticketFields}`

    expect(comparable(await world.data(document))).toEqual(
      comparable(Object.fromEntries(ids.map((id) => [`t${id}`, expectedTicket(state, id)]))),
    )
  })

  test.each(dateFields)('the range is about the date %s when the filter says so', async (dateField) => {
    for (const { from, to } of windowsOf(telling).slice(0, 6)) {
      const filter: TicketFilter = { dateField }
      const rows = await walkTickets(world, { range: { from, to }, filter, first: 100 })

      expect({ from, to, ids: ascending(rows.map(({ id }) => id)) }).toEqual({
        from,
        to,
        ids: expectedTicketIds(state, { from, to, timeZone }, filter),
      })
    }
  })
})

describe('an order', () => {
  const { options } = tellingWorlds[3]!
  const year: Range = {
    ...presetDays('LAST_365_DAYS', new Date(options.now), options.timeZone),
    timeZone: options.timeZone,
  }
  const range = { from: year.from, to: year.to }
  let world: World
  let state: AutotaskState

  beforeAll(async () => {
    world = await startWorld(options)
    state = await world.state()
  })
  afterAll(() => world.close())

  const placeIn = (field: 'status' | 'priority') => (ticket: WireTicket) => {
    const index = picklist(state, 'Tickets', field).findIndex(({ value }) => value === String(ticket[field]))
    return index === -1 ? Number.MAX_SAFE_INTEGER : index
  }
  const instant = (wire: string | null) => (wire ? Date.parse(wire) : null)
  const values: Record<string, (ticket: WireTicket) => number | string | null> = {
    CREATED: (ticket) => instant(ticket.createDate),
    COMPLETED: (ticket) => instant(ticket.completedDate),
    DUE: (ticket) => instant(ticket.dueDateTime),
    LAST_ACTIVITY: (ticket) => instant(ticket.lastActivityDate),
    PRIORITY: (ticket) => placeIn('priority')(ticket),
    STATUS: (ticket) => placeIn('status')(ticket),
    NUMBER: (ticket) => ticket.ticketNumber,
  }

  /** Whether `b` may stand behind `a`: by value in the direction, nothing last, equal ones by id. */
  function mayFollow(
    a: WireTicket,
    b: WireTicket,
    valueOf: (ticket: WireTicket) => number | string | null,
    isUp: boolean,
  ) {
    const [first, second] = [valueOf(a), valueOf(b)]
    if (first === second) return isUp ? a.id < b.id : a.id > b.id
    if (first === null || second === null) return second === null
    return first < second === isUp
  }

  test.each(Object.keys(values).flatMap((field) => [`${field} ASC`, `${field} DESC`]))(
    '%s holds over all pages, without loss or doubling, whatever the size of a page',
    async (order) => {
      const [field = '', direction = ''] = order.split(' ')
      const orderBy = { field, direction }
      const rows = await walkTickets(world, { range, orderBy, first: 37 })
      const ids = rows.map(({ id }) => id)
      const byId = new Map(state.Tickets.map((ticket) => [String(ticket.id), ticket]))
      const tickets = ids.map((id) => byId.get(id)!)
      const misplaced = tickets.filter(
        (ticket, index) => index > 0 && !mayFollow(tickets[index - 1]!, ticket, values[field]!, direction === 'ASC'),
      )

      expect(ascending(ids)).toEqual(expectedTicketIds(state, year))
      expect(misplaced).toEqual([])
      expect(await walkTickets(world, { range, orderBy, first: 100 })).toEqual(rows)
    },
  )

  test('is newest first unless chosen', async () => {
    expect(await walkTickets(world, { range, first: 100 })).toEqual(
      await walkTickets(world, { range, first: 100, orderBy: { field: 'CREATED' } }),
    )
    expect(await walkTickets(world, { range, first: 100, orderBy: { field: 'CREATED' } })).toEqual(
      await walkTickets(world, { range, first: 100, orderBy: { field: 'CREATED', direction: 'DESC' } }),
    )
  })

  test('goes on behind its cursor although rows came and went in between', async () => {
    const document = `query ($range: DateRangeInput, $after: String) {
      tickets(range: $range, orderBy: { field: CREATED, direction: ASC }, first: 3, after: $after) {
        nodes { id } pageInfo { endCursor }
      }
    }`
    type Page = { tickets: { nodes: { id: string }[]; pageInfo: { endCursor: string } } }
    const whole = (
      await walkTickets(world, { range, first: 100, orderBy: { field: 'CREATED', direction: 'ASC' } })
    ).map(({ id }) => id)
    const before = await world.data<Page>(document, { range })
    const [first, second, third, ...rest] = whole
    expect(before.tickets.nodes.map(({ id }) => id)).toEqual([first, second, third])

    await world.records('Tickets', { delete: [Number(first), Number(third)] })
    await world.advanceClock(beyondFigures)
    const after = await world.data<Page>(document, { range, after: before.tickets.pageInfo.endCursor })

    expect(after.tickets.nodes.map(({ id }) => id)).toEqual(rest.slice(0, 3))
  })
})
