import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedDeals } from '../support/oracle/hubspot/deals.ts'
import { expectedBacklog } from '../support/oracle/backlog.ts'
import { epochMs, type Range } from '../support/oracle/days.ts'
import type { TicketFilter } from '../support/oracle/filter.ts'
import { picklist } from '../support/oracle/labels.ts'
import { expectedHours } from '../support/oracle/reports.ts'
import type { AutotaskState, WireTicket } from '../support/oracle/state.ts'
import { comparedWorlds, windowsOf } from '../support/telling-worlds.ts'
import { startWorld, type World } from '../support/world.ts'

interface Part {
  count: number
  tickets: { nodes: { id: string }[]; totalCount: number; pageInfo: { endCursor: string | null; hasNextPage: boolean } }
}

interface Backlog extends Record<string, unknown> {
  open: number
  overdue: Part
  dueToday: Part
  unassigned: Part
}

const bucket = '{ key label count }'
const part = '{ count tickets(first: 3, after: $after) { nodes { id } totalCount pageInfo { endCursor hasNextPage } } }'
const document = `query ($filter: TicketFilter) { backlog(filter: $filter) {
  open byAge { key count } byStatus ${bucket} byPriority ${bucket} byAssignee ${bucket} byCompany ${bucket}
  overdue { count } dueToday { count } unassigned { count } freshness { source asOf stale } } }`

describe.each(
  [true, false].flatMap((sync) =>
    comparedWorlds.slice(0, sync ? 2 : 1).map((telling) => ({ sync, telling, label: telling.label })),
  ),
)('$label, replicated: $sync', ({ sync, telling }) => {
  const { timeZone } = telling.options
  let world: World
  let state: AutotaskState

  beforeAll(async () => {
    world = await startWorld({ ...telling.options, sync })
    state = await world.state()
  })
  afterAll(() => world.close())

  const now = () => world.simulators.clock.now()
  const expected = (filter: TicketFilter) => {
    const { overdue, dueToday, unassigned, ...rest } = expectedBacklog(state, now(), timeZone, filter)
    const counted = (tickets: WireTicket[]) => ({ count: tickets.length })
    return { ...rest, overdue: counted(overdue), dueToday: counted(dueToday), unassigned: counted(unassigned) }
  }

  test('the backlog is that of the records, whatever the filter', async () => {
    const some = state.Tickets.find((ticket) => ticket.queueID === state.rocQueueID && !ticket.completedDate)!
    const filters: TicketFilter[] = [
      {},
      { company: [String(some.companyID)] },
      { unassigned: true },
      { priority: [picklist(state, 'Tickets', 'priority')[0]!.value] },
      { state: 'COMPLETED' },
    ]
    for (const filter of filters) {
      const before = expected(filter)
      const { backlog } = await world.data<{ backlog: Backlog }>(document, { filter })

      // A ticket may come of age while it is asked.
      expect([before, expected(filter)]).toContainEqual(withoutFreshness(backlog))
      expect(backlog['freshness']).toMatchObject({ source: 'AUTOTASK', stale: false })
    }
  })

  test('tickets of a part are in the order in which they are to be worked on, page by page', async () => {
    const ranks = new Map(picklist(state, 'Tickets', 'priority').map(({ value }, index) => [Number(value), index]))
    const { overdue, unassigned } = expectedBacklog(state, now(), timeZone)
    const orders = {
      overdue: overdue.toSorted((a, b) => epochMs(a.dueDateTime!) - epochMs(b.dueDateTime!) || a.id - b.id),
      unassigned: unassigned.toSorted(
        (a, b) =>
          ranks.get(a.priority)! - ranks.get(b.priority)! ||
          epochMs(a.createDate) - epochMs(b.createDate) ||
          a.id - b.id,
      ),
    }
    for (const [name, tickets] of Object.entries(orders)) {
      const found: string[] = []
      let after: string | null = null
      do {
        const pages: { backlog: Backlog } = await world.data(`query ($after: String) { backlog { ${name} ${part} } }`, {
          after,
        })
        const { nodes, pageInfo, totalCount } = (pages.backlog[name] as Part).tickets
        expect(totalCount).toBe(tickets.length)
        found.push(...nodes.map(({ id }) => id))
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      } while (after !== null && found.length < 30)

      expect(found).toEqual(tickets.slice(0, found.length).map(({ id }) => String(id)))
      expect(found.length).toBe(Math.min(tickets.length, Math.max(found.length, 3)))
    }
  })

  test('hours that were worked are those of the records, in any days', async () => {
    const windows = windowsOf(telling).slice(0, 6)
    for (const { from, to } of windows) {
      const range: Range = { from, to, timeZone }
      const { hoursWorked, hoursByResource } = expectedHours(state, range)
      const answer = await world.data(
        `query ($range: DateRangeInput) { hoursWorked(range: $range) {
          range { from to timeZone } hours byResource { resource { id name } hours } freshness { source } } }`,
        { range: { from, to } },
      )

      expect(answer).toEqual({
        hoursWorked: { range, hours: hoursWorked, byResource: hoursByResource, freshness: { source: 'AUTOTASK' } },
      })
    }
  })

  test('deals are filtered by the days on which they close, both of them included', async () => {
    const deals = expectedDeals(await world.hubspot.state(), timeZone)
    const days = deals.flatMap(({ closeDate }) => closeDate ?? []).toSorted()
    const [from, to] = [days[Math.floor(days.length / 4)]!, days[Math.floor(days.length / 2)]!]
    const filters: { closesFrom?: string; closesTo?: string }[] = [
      { closesFrom: from, closesTo: to },
      { closesFrom: to },
      { closesTo: from },
    ]
    for (const filter of filters) {
      const { closesFrom = '0000', closesTo = '9999' } = filter
      const wanted = deals.filter(
        ({ closeDate }) => closeDate !== null && closesFrom <= closeDate && closeDate <= closesTo,
      )
      const { deals: list } = await world.data<{ deals: { totalCount: number; nodes: { id: string }[] } }>(
        'query ($filter: DealFilter) { deals(filter: $filter, first: 100) { totalCount nodes { id } } }',
        { filter },
      )

      expect(list.totalCount).toBe(wanted.length)
      expect(list.nodes.map(({ id }) => id)).toEqual(wanted.slice(0, 100).map(({ id }) => id))
    }
  })

  test('what cannot be is refused, and says what to do', async () => {
    const refusals = [
      ['backlog(filter: { dateField: DUE }) { open }', 'leave dateField out'],
      ['backlog(filter: { priority: ["nope"] }) { open }', 'filter.priority'],
      ['backlog { overdue { tickets(first: 101) { totalCount } } }', 'first must be from 1 to 100'],
      ['hoursWorked(range: { from: "2026-02-02", to: "2026-02-01" }) { hours }', 'lies after'],
      ['deals(filter: { closesFrom: "2026-02-02", closesTo: "2026-02-01" }) { totalCount }', 'lies after'],
    ] as const
    for (const [field, message] of refusals) {
      const { body } = await world.query(`{ ${field} }`)
      expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
      expect(body.errors?.[0]?.message).toContain(message)
    }
  })
})

const withoutFreshness = (backlog: Backlog) =>
  Object.fromEntries(Object.entries(backlog).filter(([name]) => name !== 'freshness'))
