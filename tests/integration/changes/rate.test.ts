import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { patientTimes, startDesk, type Desk } from './desk.ts'

const perSecond = 6
let desk: Desk

beforeAll(async () => {
  desk = await startDesk({ callsPerSecond: perSecond, changes: { ...patientTimes, waitMs: 60_000 } })
})
afterAll(() => desk.world.close())

/** When ConnectWise saw each call for acme, in milliseconds, with what it was. */
async function calls() {
  const requests = await desk.world.connectWise.requests()
  return requests.map(({ at, method, path }) => ({ at: Date.parse(at), what: `${method} ${path.split('/3.0/')[1]}` }))
}

/** The most events within any stretch of `windowMs`, its end not included. */
function crowdest(times: readonly number[], windowMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))
}

test('reads, writes and looks for what a write left are never more in a second than the tenant’s rate', async () => {
  const { world } = desk
  await world.connectWise.clearRequests()
  // Two notes are stored and not answered, so that they are looked for.
  await world.connectWise.fault({ match: '^POST .*/notes$', afterStore: true, status: 504, times: 2 })
  const tickets = await Promise.all([0, 1, 2, 3].map((nth) => desk.ticketOn('Voice', nth)))
  const search = (text: string) =>
    world.query(
      `{ tenant(id: "acme") { connectWise { tickets(search: "${text}") { ticketId notes { id } } } } }`,
      {},
      {
        role: 'operator',
      },
    )
  const reading = Promise.all(Array.from({ length: 12 }, (_, n) => search(`phone ${n}`)))
  await Promise.all(tickets.map(({ id }) => desk.log({ ticketId: id })))
  await reading
  for (let n = 0; n < 100 && (await states()).includes('PENDING'); n++) await sleep(250)

  expect(await states()).toEqual(['DONE', 'DONE', 'DONE', 'DONE'])
  const seen = await calls()
  const kinds = new Set(seen.map(({ what }) => what.replaceAll(/\d+/g, '#').replace(/\?.*/, '')))
  expect([...kinds]).toEqual(expect.arrayContaining(['GET service/tickets', 'GET service/tickets/#/notes']))
  expect([...kinds]).toEqual(expect.arrayContaining(['POST service/tickets/#/notes', 'POST time/entries']))
  const times = seen.map(({ at }) => at)
  expect(crowdest(times, 1_000)).toBeLessThanOrEqual(perSecond)
  expect(crowdest(times, 60_000)).toBeLessThanOrEqual(60 * perSecond)

  async function states(): Promise<(string | undefined)[]> {
    const document = '{ tenant(id: "acme") { connectWise { changes(first: 4) { nodes { id state } } } } }'
    const { body } = await world.query<{
      tenant: { connectWise: { changes: { nodes: { id: string; state: string }[] } } }
    }>(document, {}, { role: 'operator' })
    return (body.data?.tenant.connectWise.changes.nodes ?? []).map(({ state }) => state)
  }
})
