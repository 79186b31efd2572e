import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAnswers } from '../support/kept-answers.ts'
import { pageDocument } from '../support/page-document.ts'
import { fetchTokenWithoutRole } from '../support/token-without-role.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld({ sync: true, limits: false })
  // The names and labels of the page are fetched by the first.
  await world.data(pageDocument)
  await world.data(pageDocument)
})
afterEach(() => world.close())

/** Root fields that were kept, and made, while something is done. */
const during = (work: () => Promise<unknown>) => readAnswers(world.url, work)

const list = '{ tickets(range: { preset: LAST_30_DAYS }, first: 5) { totalCount nodes { id title status { label } } } }'

describe('an answer of the service desk', () => {
  test('is made once, and used again for whoever may see it', async () => {
    const texts = new Set<string>()
    const ask = async () => void texts.add((await world.query(pageDocument)).text)
    // What the first answers needed beside the replica may still be on its way into it.
    await expect.poll(() => during(ask)).toEqual({ kept: 1, made: 0 })
    texts.clear()
    await during(ask)
    await during(ask)
    expect(texts.size).toBe(1)
    expect(await during(() => world.query(list))).toEqual({ kept: 0, made: 1 })
    await expect.poll(() => during(() => world.query(list))).toEqual({ kept: 1, made: 0 })
    // Higher roles have what is theirs.
    expect(await during(() => world.query(list, {}, { role: 'admin' }))).toEqual({ kept: 0, made: 1 })
  })

  test('is another one with other variables, conditions, arguments below and selections', async () => {
    const document = `query ($first: Int!, $with: Comparison!, $labels: Boolean!) {
      tickets(range: { preset: LAST_30_DAYS }, first: $first) { nodes { id status @include(if: $labels) { label } } }
      activitySummary(range: { preset: LAST_30_DAYS }) { totalTickets comparison(with: $with) { range { from } totalTickets } }
    }`
    const asked = [
      { first: 1, with: 'PREVIOUS_PERIOD', labels: true },
      { first: 2, with: 'PREVIOUS_PERIOD', labels: true },
      { first: 1, with: 'PREVIOUS_YEAR', labels: true },
      { first: 1, with: 'PREVIOUS_PERIOD', labels: false },
    ]
    const made = []
    for (const variables of asked) made.push((await world.query(document, variables)).text)
    expect(new Set(made).size).toBe(4)
    const kept = []
    for (const variables of asked) kept.push((await world.query(document, variables)).text)

    expect(kept).toEqual(made)
  })

  test('is made anew once a record has changed, and says how new it is', async () => {
    interface Listed {
      tickets: { nodes: { id: string; title: string }[]; freshness: { asOf: string } }
    }
    const ask = () =>
      world.data<Listed>(
        '{ tickets(range: { preset: LAST_30_DAYS }, first: 5) { nodes { id title } freshness { asOf } } }',
      )
    const before = (await ask()).tickets
    expect((await ask()).tickets).toEqual(before)
    const id = Number(before.nodes[0]?.id)
    await world.records('Tickets', { upsert: [{ id, title: 'Changed meanwhile' }] })
    await world.advanceClock(61_000)
    // The first one after a minute has the delta begin.
    await expect.poll(async () => (await ask()).tickets.nodes[0]?.title).toBe('Changed meanwhile')

    expect(Date.parse((await ask()).tickets.freshness.asOf)).toBeGreaterThan(Date.parse(before.freshness.asOf))
  })

  test('is made anew by a refresh', async () => {
    const ask = async () =>
      (await world.data<{ tickets: { nodes: { id: string; title: string }[] } }>(list)).tickets.nodes[0]
    const before = await ask()
    await world.records('Tickets', { upsert: [{ id: Number(before?.id), title: 'Changed just now' }] })
    expect(await ask()).toEqual(before)
    await world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')

    expect(await ask()).toEqual({ ...before, title: 'Changed just now' })
  })

  test('ends with the day', async () => {
    const ask = async () =>
      (await world.data<{ dailyReport: { date: string } }>('{ dailyReport { date summary { totalTickets } } }'))
        .dailyReport.date
    const today = await ask()
    expect(await ask()).toBe(today)
    await world.advanceClock(86_400_000)

    expect(await ask()).toBe(new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10))
  })

  test('is not kept where it depends on the moment', async () => {
    const overdue = '{ tickets(filter: { overdue: true, state: OPEN }) { totalCount } }'
    const { tickets: before } = await world.data<{ tickets: { totalCount: number } }>(overdue)
    const { Tickets, rocQueueID } = await world.state()
    const open = Tickets.filter(({ queueID, completedDate }) => queueID === rocQueueID && !completedDate)
    const soon = new Date(world.simulators.clock.now() + 20_000).toISOString()
    const [later] = open.filter(({ dueDateTime }) => Date.parse(String(dueDateTime)) > world.simulators.clock.now())
    await world.records('Tickets', { upsert: [{ id: later!.id, dueDateTime: soon }] })
    await world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')
    expect(await world.data(overdue)).toEqual({ tickets: before })
    await world.advanceClock(30_000)

    expect(await world.data(overdue)).toEqual({ tickets: { totalCount: before.totalCount + 1 } })
    for (const document of [overdue, overdue.replace('true', 'false')]) {
      expect(await during(() => world.query(document))).toEqual({ kept: 0, made: 0 })
    }
  })
})

describe('rights, limits and audit', () => {
  test('a caller without a role gets nothing that is kept, and has nothing read', async () => {
    await world.data(list)
    const token = await fetchTokenWithoutRole(world.simulators)
    await world.advanceClock(16 * 60_000)
    await world.clearRequests()
    const { body } = await world.query(list, {}, { token })

    expect(body.data).toEqual({ tickets: null })
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
    expect(await world.requests()).toEqual([])
  })

  test('what is kept is recorded as what was made: its fields, rows and calls', async () => {
    for (let n = 0; n < 3; n++) await world.query(list, {}, { headers: { 'x-request-id': `kept-${n}` } })
    interface Log {
      auditLog: { nodes: { requestId: string; rows: number; fields: string[]; vendorCalls: number; outcome: string }[] }
    }
    const document = '{ auditLog(first: 50) { nodes { requestId rows fields vendorCalls outcome } } }'
    const read = async () =>
      ((await world.query<Log>(document, {}, { role: 'admin' })).body.data?.auditLog.nodes ?? []).filter(({ fields }) =>
        fields.some((field) => field.startsWith('tickets(range: {preset: LAST_30_DAYS}, first: 5)')),
      )
    await expect.poll(async () => (await read()).length).toBeGreaterThan(0)

    for (const record of await read()) {
      expect(record).toMatchObject({ rows: 5, vendorCalls: 0, outcome: 'ok' })
    }
  })

  test('an answer that is too large is refused, whether its parts are kept or not', async () => {
    const rows = 'nodes { id number title description createdAt company { id name } status { id label } }'
    const part = (n: number) => `a${n}: tickets(range: { preset: LAST_365_DAYS }, first: 100) { ${rows} }`
    const document = `{ ${Array.from({ length: 50 }, (_, n) => part(n)).join(' ')} }`
    const codes = []
    for (let n = 0; n < 2; n++) codes.push((await world.query(document)).body.errors?.[0]?.extensions.code)

    expect(codes).toEqual(['QUERY_TOO_EXPENSIVE', 'QUERY_TOO_EXPENSIVE'])
  })
})
