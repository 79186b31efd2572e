import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AutotaskState, WireTicket } from '../support/oracle/state.ts'
import { tellingWorlds } from '../support/telling-worlds.ts'
import { walkTickets } from '../support/ticket-document.ts'
import { startWorld, type World } from '../support/world.ts'

const document = `query ($filter: TicketFilter, $range: DateRangeInput) {
  tickets(filter: $filter, range: $range, first: 100) { totalCount range { from to timeZone } nodes { id } }
}`

interface Lists {
  tickets: { totalCount: number; range: { from: string; to: string; timeZone: string } | null; nodes: { id: string }[] }
}

/** Computed from the raw records alone. */
const idsOf = (state: AutotaskState, isWanted: (ticket: WireTicket) => boolean): string[] =>
  state.Tickets.filter((ticket) => ticket.queueID === state.rocQueueID && isWanted(ticket))
    .map(({ id }) => String(id))
    .toSorted()

describe.each(tellingWorlds.slice(0, 3))('without a range, $label', ({ options }) => {
  let world: World
  let state: AutotaskState

  beforeAll(async () => {
    world = await startWorld(options)
    state = await world.state()
  })
  afterAll(() => world.close())

  async function listed(filter: Record<string, unknown>): Promise<string[]> {
    const rows = await walkTickets(world, { filter, first: 100 })
    const { tickets } = await world.data<Lists>(document, { filter })
    expect({ range: tickets.range, totalCount: tickets.totalCount }).toEqual({ range: null, totalCount: rows.length })
    return rows.map(({ id }) => id).toSorted()
  }

  test('open tickets are all that are open, whatever their age', async () => {
    expect(await listed({ state: 'OPEN' })).toEqual(idsOf(state, ({ completedDate }) => !completedDate))
  })

  test('overdue tickets are the open ones that were due before now', async () => {
    const now = Date.parse(options.now)
    const overdue = idsOf(
      state,
      ({ completedDate, dueDateTime }) => !completedDate && Boolean(dueDateTime) && Date.parse(dueDateTime ?? '') < now,
    )

    expect(overdue.length).toBeGreaterThan(0)
    expect(await listed({ overdue: true })).toEqual(overdue)
    expect(await listed({ state: 'OPEN', overdue: false })).toEqual(
      idsOf(state, ({ completedDate, id }) => !completedDate && !overdue.includes(String(id))),
    )
  })

  test('open tickets can be filtered further', async () => {
    const isOpen = ({ completedDate }: WireTicket) => !completedDate
    expect(await listed({ state: 'OPEN', unassigned: true })).toEqual(
      idsOf(state, (ticket) => isOpen(ticket) && ticket.assignedResourceID === null),
    )
    expect(await listed({ state: 'OPEN', unassigned: false })).toEqual(
      idsOf(state, (ticket) => isOpen(ticket) && ticket.assignedResourceID !== null),
    )
    const [priority] = state.Tickets.filter(isOpen).map((ticket) => ticket.priority)
    expect(await listed({ state: 'OPEN', priority: [String(priority)] })).toEqual(
      idsOf(state, (ticket) => isOpen(ticket) && ticket.priority === priority),
    )
  })

  test('a number finds its one ticket, also in lower case and with blanks around it', async () => {
    const oldest = state.Tickets.filter(({ queueID }) => queueID === state.rocQueueID).toSorted(
      (a, b) => a.id - b.id,
    )[0]!
    expect(await listed({ number: oldest.ticketNumber })).toEqual([String(oldest.id)])
    expect(await listed({ number: ` ${oldest.ticketNumber.toLowerCase()} ` })).toEqual([String(oldest.id)])
    expect(await listed({ number: oldest.ticketNumber.slice(0, -1) })).toEqual([])
  })

  test('a text is looked for in all numbers and titles', async () => {
    const title = state.Tickets.find(({ queueID }) => queueID === state.rocQueueID)!.title ?? ''
    const word = title.split(' ').toSorted((a, b) => b.length - a.length)[0]!
    for (const text of [word.toLowerCase(), word.toUpperCase(), state.Tickets[0]!.ticketNumber.slice(1, 7)]) {
      const wanted = text.toLowerCase()
      expect(await listed({ text })).toEqual(
        idsOf(
          state,
          (ticket) =>
            (ticket.title ?? '').toLowerCase().includes(wanted) || ticket.ticketNumber.toLowerCase().includes(wanted),
        ),
      )
    }
  })

  test('what was updated since an instant has it included', async () => {
    const marks = state.Tickets.flatMap(({ queueID, lastActivityDate }) =>
      queueID === state.rocQueueID && lastActivityDate ? [Date.parse(lastActivityDate)] : [],
    ).toSorted((a, b) => a - b)
    const since = marks.at(-20)!
    expect(await listed({ updatedSince: new Date(since).toISOString() })).toEqual(
      idsOf(state, ({ lastActivityDate, lastTrackedModificationDateTime }) =>
        [lastActivityDate, lastTrackedModificationDateTime].some((mark) => mark !== null && Date.parse(mark) >= since),
      ),
    )
  })

  test('without such a condition a list is of this month', async () => {
    const { tickets } = await world.data<Lists>(document, { filter: { state: 'COMPLETED' } })
    expect(tickets.range).toMatchObject({ timeZone: options.timeZone })
  })

  test('a range bounds the list, whatever its filter', async () => {
    const range = { from: '2026-01-01', to: '2026-01-31' }
    const { tickets } = await world.data<Lists>(document, { filter: { state: 'OPEN' }, range })
    expect(tickets.range).toEqual({ ...range, timeZone: options.timeZone })
  })
})

describe('what it costs', () => {
  let world: World
  let state: AutotaskState

  beforeAll(async () => {
    world = await startWorld({ scale: 0.2 })
    state = await world.state()
  })
  afterAll(() => world.close())

  const ticketQueries = async () =>
    (await world.requests()).filter(({ path }) => /\/Tickets\/query/i.test(path)).map(({ body }) => body)

  test('all open lists of an operation are one query, which names the completion date', async () => {
    await world.data('{ viewer { id } tickets { totalCount } }')
    await world.clearRequests()
    await world.data(`{
      all: tickets(filter: { state: OPEN }, first: 1) { totalCount }
      overdue: tickets(filter: { overdue: true }, first: 1) { totalCount }
      unassigned: tickets(filter: { state: OPEN, unassigned: true, text: "e" }, first: 1) { totalCount }
    }`)
    const queries = await ticketQueries()
    expect(queries).toHaveLength(1)
    expect(JSON.stringify(queries[0])).toContain('{"op":"notExist","field":"completedDate"}')
  })

  test('a ticket is found by its number, in another case too, and none by a number that is of another queue', async () => {
    const [mine] = state.Tickets.filter(({ queueID }) => queueID === state.rocQueueID)
    const other = state.Tickets.find(({ queueID }) => queueID !== state.rocQueueID)!
    const data = await world.data<Record<string, { id: string } | null>>(`{
      found: ticket(id: "${mine!.ticketNumber}") { id }
      lower: ticket(id: "${mine!.ticketNumber.toLowerCase()}") { id }
      byId: ticket(id: "${mine!.id}") { id }
      other: ticket(id: "${other.ticketNumber}") { id }
      unknown: ticket(id: "T20991231.9999") { id }
    }`)
    const id = String(mine!.id)
    expect(data).toEqual({ found: { id }, lower: { id }, byId: { id }, other: null, unknown: null })
  })

  test('what can be neither id nor number asks nothing of Autotask', async () => {
    await world.clearRequests()
    const data = await world.data('{ ticket(id: "not a number") { id } }')
    expect(data).toEqual({ ticket: null })
    expect(await ticketQueries()).toEqual([])
  })

  test('characters that may be wildcards are not sent, and count as themselves', async () => {
    await world.clearRequests()
    const { tickets } = await world.data<Lists>(document, { filter: { text: '100%_[a-z]zz' } })
    expect(tickets).toMatchObject({ totalCount: 0, range: null })
    expect(JSON.stringify(await ticketQueries())).not.toMatch(/[%_]\[|100%/)
  })

  test('an empty number is refused', async () => {
    const { body } = await world.query(document, { filter: { number: ' ' } })
    expect(body.errors?.[0]).toMatchObject({
      message: 'filter.number is empty; give a ticket number, such as "T20261122.0046".',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })
})
