import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { presetDays } from '../support/oracle/days.ts'
import { expectedTicketIds } from '../support/oracle/ticket.ts'
import { pageDocument } from '../support/page-document.ts'
import { callWords, dataCalls } from '../support/vendor-calls.ts'
import { fixedNow, fixedWorld, startWorld, type World } from '../support/world.ts'

const minuteMs = 60_000
const year = { preset: 'LAST_365_DAYS' }

let world: World

// About 480 tickets in a year: one page of Autotask's.
beforeEach(async () => {
  world = await startWorld({ ...fixedWorld, seed: 1, scale: 0.4 })
})
afterEach(() => world.close())

const callsOf = async (ask: () => Promise<unknown>) => {
  await world.clearRequests()
  await ask()
  return dataCalls(await world.requests())
}

describe('a page of a hundred tickets with all that hangs on them', () => {
  test('costs six calls, one per entity', async () => {
    await world.data(pageDocument, { range: year })

    expect(callWords(await world.requests()).toSorted()).toEqual([
      'Companies',
      'Contacts',
      'Contracts',
      'Resources',
      'Tickets',
      'TimeEntries',
      'fields:Contracts',
      'fields:Tickets',
      'zone',
    ])
  })

  test('costs one call more for each further 500 rows', async () => {
    await world.close()
    world = await startWorld({ ...fixedWorld, seed: 1, scale: 1 })
    const state = await world.state()
    const days = presetDays('LAST_365_DAYS', new Date(fixedNow), fixedWorld.timeZone)
    const inYear = expectedTicketIds(state, { ...days, timeZone: fixedWorld.timeZone })
    const { tickets } = await world.data<{ tickets: { nodes: { id: string }[] } }>(
      'query ($range: DateRangeInput) { tickets(range: $range, first: 100) { nodes { id } } }',
      { range: year },
    )
    const shown = new Set(tickets.nodes.map(({ id }) => id))
    const entries = state.TimeEntries.filter(({ ticketID }) => shown.has(String(ticketID)))
    const further = (rows: number) => Math.ceil(rows / 500) - 1
    await world.data('mutation { refresh(input: { scope: ALL }) { refreshedAt } }')

    const calls = await callsOf(() => world.data(pageDocument, { range: year }))

    expect(
      Object.fromEntries([...Map.groupBy(calls, (word) => word)].map(([word, all]) => [word, all.length])),
    ).toEqual({
      Tickets: 1,
      'Tickets+': further(inYear.length),
      TimeEntries: 1,
      'TimeEntries+': further(entries.length),
      Companies: 1,
      Contacts: 1,
      Contracts: 1,
      Resources: 1,
    })
  })

  test('costs nothing for five minutes, and is then asked for anew behind the answer, metadata excepted', async () => {
    const first = await world.data(pageDocument, { range: year })
    await world.clearRequests()

    expect(await world.data(pageDocument, { range: year })).toEqual(first)
    await world.advanceClock(3 * minuteMs)
    expect(await world.data(pageDocument, { range: year })).toEqual(first)
    expect(await world.requests()).toEqual([])

    await world.advanceClock(2 * minuteMs)
    const old = await world.query(pageDocument, { range: year })
    expect([old.body.errors, old.headers.get('x-vendor-calls')]).toEqual([undefined, '0'])
    await expect
      .poll(async () => callWords(await world.requests()).toSorted())
      .toEqual(['Companies', 'Contacts', 'Contracts', 'Resources', 'Tickets', 'TimeEntries'])
  })

  test('asks for the people of tickets and of time entries together', async () => {
    const { Tickets, rocQueueID } = await world.state()
    const assigned = Tickets.filter((ticket) => ticket.queueID === rocQueueID && ticket.assignedResourceID !== null)
    const newest = assigned.toSorted((a, b) => (a.createDate < b.createDate ? 1 : -1))[0]!
    await world.records('Resources', { upsert: { id: 999, firstName: 'Assigned', lastName: 'Nowhere' } })
    await world.records('TimeEntries', {
      upsert: { id: 999_999, ticketID: newest.id, resourceID: 999, hoursWorked: 1, dateWorked: '2026-03-18T00:00:00Z' },
    })
    await world.data(pageDocument, { range: year })
    const asked = (await world.requests())
      .filter(({ path }) => path.endsWith('/Resources/query'))
      .map(({ body }) => (body as { Filter: { value: number[] }[] }).Filter[0]?.value)

    expect(asked).toEqual([expect.arrayContaining([999, newest.assignedResourceID])])
  })

  test('asks for each thing once, and for nothing that is not needed', async () => {
    await world.data(pageDocument, { range: year })

    for (const { path, body } of await world.requests()) {
      if (!path.endsWith('/query')) continue
      const { MaxRecords, IncludeFields, Filter } = body as {
        MaxRecords: number
        IncludeFields: string[]
        Filter: { field: string; op: string; value: unknown }[]
      }
      expect(MaxRecords).toBe(500)
      expect(IncludeFields).toContain('id')
      for (const { op, value } of Filter) if (op === 'in') expect(value).toEqual([...new Set(value as number[])])
    }
  })
})

test('fifty at once cost no more than one', async () => {
  const alone = await callsOf(() => world.data(pageDocument, { range: year }))
  await world.data('mutation { refresh(input: { scope: ALL }) { refreshedAt } }')

  const together = await callsOf(async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.query(pageDocument, { range: year })))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]?.body.errors).toBe(undefined)
  })

  expect(together.toSorted()).toEqual(alone.toSorted())
})

test('two operators with tokens of their own share calls', async () => {
  const [acme, globex] = await Promise.all([world.token('operator', 'acme'), world.token('operator', 'globex')])
  expect(acme).not.toBe(globex)

  const calls = await callsOf(() =>
    Promise.all([acme, globex].map((token) => world.query(pageDocument, { range: year }, { token }))),
  )

  expect(calls.toSorted()).toEqual(['Companies', 'Contacts', 'Contracts', 'Resources', 'Tickets', 'TimeEntries'])
  expect(await callsOf(() => world.query(pageDocument, { range: year }, { role: 'admin' }))).toEqual([])
})

describe('one operation', () => {
  test('asks for each window and each entity once, however many fields and aliases need it', async () => {
    const document = `query ($range: DateRangeInput) {
      summary: activitySummary(range: $range) {
        totalTickets byAssignee { label } byCompany { label } hoursLogged
        comparison { totalTickets byCompany { label } }
      }
      open: activitySummary(range: $range, filter: { state: OPEN }) { totalTickets byCompany { label } hoursLogged }
      list: tickets(range: $range, first: 100) {
        nodes { company { name } assignee { name } timeEntries { resource { name } } }
      }
      previous: tickets(range: { from: "2026-02-01", to: "2026-02-28" }, first: 100) {
        nodes { company { name } assignee { name } }
      }
    }`

    const calls = await callsOf(() => world.data(document, { range: { from: '2026-03-01', to: '2026-03-31' } }))

    expect(calls.toSorted()).toEqual(['Companies', 'Resources', 'Tickets', 'Tickets', 'TimeEntries'])
  })

  test('asks for companies and people of tickets by id in one call each', async () => {
    const { Tickets, rocQueueID } = await world.state()
    const ids = Tickets.filter((ticket) => ticket.queueID === rocQueueID)
      .slice(0, 60)
      .map(({ id }) => id)
    const document = `{ ${ids
      .map(
        (id) => `t${id}: ticket(id: "${id}") { company { name } assignee { name } timeEntries { resource { name } } }`,
      )
      .join('\n')} }`

    const calls = await callsOf(() => world.data(document))

    expect(calls.toSorted()).toEqual(['Companies', 'Resources', 'Tickets', 'TimeEntries'])
  })

  test('asks for a report, its tickets and its hours without asking anything twice', async () => {
    const document = `{
      monthlyReport(year: 2026, month: 2) {
        summary { totalTickets completedInRange byDay { created } byAssignee { label } }
        hoursWorked hoursByResource { resource { name } hours }
        tickets(first: 50) { nodes { id company { name } assignee { name } } }
        freshness { asOf }
      }
    }`

    const calls = await callsOf(() => world.data(document))

    // Tickets: created in the month, completed in it, and those of other months that were worked on in it.
    expect(calls.toSorted()).toEqual(['Companies', 'Resources', 'Tickets', 'Tickets', 'Tickets', 'TimeEntries'])
  })

  test('reads the ids of a thousand tickets in lists of at most 500', async () => {
    await world.close()
    world = await startWorld({ ...fixedWorld, seed: 1, scale: 1 })
    await world.data('query ($range: DateRangeInput) { activitySummary(range: $range) { hoursLogged } }', {
      range: year,
    })

    const lists = (await world.requests())
      .filter(({ path }) => path.endsWith('/TimeEntries/query'))
      .map(({ body }) => (body as { Filter: { value: number[] }[] }).Filter[0]?.value ?? [])
    expect(lists.map((list) => list.length)).toEqual([500, 500, new Set(lists.flat()).size - 1_000])
  })
})

test('picklists are asked for once in six hours', async () => {
  const document = '{ tickets(first: 1) { nodes { status { label } priority { label } queue { label } } } }'
  const askFields = async () => {
    await world.clearRequests()
    await world.data(document)
    return callWords(await world.requests()).filter((word) => word.startsWith('fields:'))
  }

  expect(await askFields()).toEqual(['fields:Tickets'])
  for (let hour = 1; hour < 6; hour++) {
    // The world's clock runs on by itself too, on a busy machine for minutes.
    await world.advanceClock(59 * minuteMs)
    expect(await askFields()).toEqual([])
  }
  await world.advanceClock(66 * minuteMs)
  // Behind the answer, which is given at once.
  await askFields()
  const fields = async () => callWords(await world.requests()).filter((word) => word.startsWith('fields:'))
  await expect.poll(fields).toEqual(['fields:Tickets'])
})

test('the zone is asked for once in twelve hours', async () => {
  const ask = async () => {
    await world.clearRequests()
    await world.data('{ tickets(first: 1) { totalCount } }')
    return callWords(await world.requests()).filter((word) => word === 'zone')
  }

  expect(await ask()).toEqual(['zone'])
  await world.advanceClock(11 * 60 * minuteMs)
  expect(await ask()).toEqual([])
  await world.advanceClock(61 * minuteMs)
  expect(await ask()).toEqual(['zone'])
})

test('nothing is asked of Autotask for who is calling', async () => {
  await world.data('{ viewer { name roles } __typename }')

  expect(await world.requests()).toEqual([])
})
