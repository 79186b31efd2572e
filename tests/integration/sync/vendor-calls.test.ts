import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pageDocument } from '../../support/page-document.ts'
import { createRandom } from '../../support/random.ts'
import { startWorld, type World } from '../../support/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld({ sync: true, limits: false })
  await world.data(pageDocument)
  await world.clearRequests()
})
afterEach(() => world.close())

const refresh = () => world.data('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')

/** The entities that Autotask was asked for, in order. */
const calls = async () =>
  (await world.requests()).map(({ path }) => /V1\.0\/(.+?)(\/query.*)?$/i.exec(path)?.[1] ?? path)

const roc = async () => {
  const { Tickets, rocQueueID } = await world.state()
  return Tickets.filter(({ queueID }) => queueID === rocQueueID)
}

test('a page, its tickets and any sub-range of the replica cost no call', async () => {
  const answer = await world.query<{ tickets: { nodes: { id: string }[] } }>(pageDocument)
  const id = answer.body.data?.tickets.nodes[0]?.id
  const ticket = await world.query(`{ ticket(id: "${id}") { number description timeEntries { hours } } }`)
  const summary = await world.query(
    `{ activitySummary(range: { from: "2025-11-03", to: "2026-01-17" }) { totalTickets hoursLogged byDay { created } } }`,
  )

  expect([answer, ticket, summary].map(({ headers }) => headers.get('x-vendor-calls'))).toEqual(['0', '0', '0'])
  expect(await calls()).toEqual([])
})

test('a ticket beyond the replica costs one call, and one of another queue is still not shown', async () => {
  const { Tickets, rocQueueID } = await world.state()
  const foreign = Tickets.find(({ queueID }) => queueID !== rocQueueID)
  const answer = await world.query(`{ ticket(id: "${foreign?.id}") { number } }`)

  expect(answer.body).toEqual({ data: { ticket: null } })
  expect(answer.headers.get('x-vendor-calls')).toBe('1')
  expect(await calls()).toEqual(['Tickets'])
})

test('a refresh after twenty edits of known tickets is two calls for the records, whatever is shown', async () => {
  const tickets = createRandom(1)
    .shuffle(await roc())
    .slice(0, 20)
  await world.records('Tickets', { upsert: tickets.map(({ id }) => ({ id, title: `Edited ${id}` })) })
  await world.advanceClock(61_000)
  await world.clearRequests()
  await refresh()
  const { tickets: found } = await world.data<{ tickets: { totalCount: number } }>(
    '{ tickets(filter: { text: "Edited" }, first: 100) { totalCount } }',
  )

  expect(found.totalCount).toBe(20)
  expect((await calls()).filter((entity) => entity === 'Tickets' || entity === 'TimeEntries').toSorted()).toEqual([
    'Tickets',
    'TimeEntries',
  ])
})

test('five thousand changed tickets of another queue are read past, and none of them is kept', async () => {
  const { Tickets, rocQueueID } = await world.state()
  const foreign = Tickets.find(({ queueID }) => queueID !== rocQueueID)
  const { id: _, ...like } = foreign!
  const rows = Array.from({ length: 5_000 }, (__, index) => ({ ...like, ticketNumber: `T20260317.${index}` }))
  await world.records('Tickets', { upsert: rows, marks: 'both' })
  const before = await records()
  await world.advanceClock(61_000)
  await world.clearRequests()
  await refresh()

  expect((await calls()).length).toBeLessThanOrEqual(12)
  expect(await records()).toEqual(before)
})

/** Number of records by collection. */
async function records(): Promise<Record<string, number>> {
  const { vendorStatus } = await world.data<{
    vendorStatus: { collections: { name: string; records: number }[] }[]
  }>('{ vendorStatus { collections { name records } } }')
  return Object.fromEntries(vendorStatus.flatMap(({ collections }) => collections.map((c) => [c.name, c.records])))
}

/** Adds a time entry to a ticket of another queue and, some minutes later, changes another ticket. */
async function changeOtherQueues(): Promise<void> {
  const { Tickets, Resources, rocQueueID } = await world.state()
  const [one, other] = Tickets.filter(({ queueID }) => queueID !== rocQueueID)
  const entry = { ticketID: one?.id, resourceID: Resources[0]?.id, hoursWorked: 1, timeEntryType: 2 }
  await world.records('TimeEntries', { upsert: { ...entry, dateWorked: '2026-03-18T00:00:00Z' } })
  await world.advanceClock(5 * 60_000)
  await world.records('Tickets', { upsert: { id: other?.id, title: 'Changed later' } })
  await refresh()
}

describe('while nothing changes', () => {
  test('an hour of one wallboard costs a delta a minute, and little else', async () => {
    // Every delta reads the last time entry again, though not its ticket.
    await changeOtherQueues()
    await world.clearRequests()
    for (let minute = 0; minute < 60; minute++) {
      await world.advanceClock(60_000)
      await world.data(pageDocument)
      await expect.poll(async () => (await calls()).length).toBeGreaterThanOrEqual(2 * (minute + 1))
    }
    const asked = await calls()
    const deltas = asked.filter((entity) => entity === 'Tickets' || entity === 'TimeEntries')

    expect(deltas.length).toBeLessThanOrEqual(130)
    expect(asked.length - deltas.length).toBeLessThanOrEqual(20)
  })

  test('nothing is asked while there is no question', async () => {
    await world.advanceClock(10 * 60_000)
    await expect.poll(() => calls(), { interval: 500, timeout: 3_000 }).toEqual([])
    await world.advanceClock(3_600_000)
    // A few looks for work later.
    await new Promise((resolve) => setTimeout(resolve, 2_500))

    expect(await calls()).toEqual([])
  })
})
