import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callsPerSecond, verificationPageSize } from '../../../server/vendors/connectwise/config.ts'
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
  return requests.map(({ at, method, query }) => ({ at: Date.parse(at), method, query }))
}

/** The most events within any stretch of `windowMs`, its end not included. */
function crowdest(times: readonly number[], windowMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))
}

/** What a call is for, by what only such calls ask for. */
function purposeOf({ method, query }: { method: string; query: string }): 'read' | 'write' | 'verification' {
  if (method !== 'GET') return 'write'
  return query.includes(`pageSize=${verificationPageSize}`) ? 'verification' : 'read'
}

async function states(): Promise<(string | undefined)[]> {
  const document = '{ tenant(id: "acme") { connectWise { changes(first: 4) { nodes { id state } } } } }'
  const { body } = await desk.world.query<{
    tenant: { connectWise: { changes: { nodes: { id: string; state: string }[] } } }
  }>(document, {}, { role: 'operator' })
  return (body.data?.tenant.connectWise.changes.nodes ?? []).map(({ state }) => state)
}

test('the limit per second keeps the vendor’s of about 1,000 calls a minute', () => {
  expect(callsPerSecond * 60).toBeLessThan(1_000)
})

test('reads, writes and looks for what a write left are never more in a second than the tenant’s rate', async () => {
  const { world } = desk
  await world.connectWise.clearRequests()
  // Two notes are stored and not answered, so that they are looked for.
  await world.connectWise.fault({ match: '^POST .*/notes$', afterStore: true, status: 504, times: 2 })
  const tickets = await Promise.all([0, 1, 2, 3].map((nth) => desk.ticketOn('Voice', nth)))
  let searches = 0
  const delivered = new AbortController()
  /** Searches again and again, each time for something else, so that no answer comes from the cache. */
  async function keepReading() {
    while (!delivered.signal.aborted) {
      const search = `search: "phone ${searches++}"`
      const document = `{ tenant(id: "acme") { connectWise { tickets(${search}) { ticketId notes { id } } } } }`
      await world.query(document, {}, { role: 'operator' })
    }
  }

  const reading = Promise.all(Array.from({ length: 12 }, keepReading))
  await Promise.all(tickets.map(({ id }) => desk.log({ ticketId: id })))
  for (let n = 0; n < 400 && (await states()).includes('PENDING'); n++) await sleep(250)
  delivered.abort()
  await reading

  expect(await states()).toEqual(['DONE', 'DONE', 'DONE', 'DONE'])
  const seen = await calls()
  const atOf = (purpose: string) => seen.filter((call) => purposeOf(call) === purpose).map(({ at }) => at)
  const [reads, writes, verifications] = [atOf('read'), atOf('write'), atOf('verification')]
  // Two writes per change at least, two verifications, and reads all the while.
  expect(writes.length).toBeGreaterThanOrEqual(8)
  expect(verifications.length).toBeGreaterThanOrEqual(2)
  const isAmongReads = (at: number) => Math.min(...reads) < at && at < Math.max(...reads)
  expect([...writes, ...verifications].filter((at) => !isAmongReads(at))).toEqual([])
  const times = seen.map(({ at }) => at)
  expect(crowdest(times, 1_000)).toBeLessThanOrEqual(perSecond)
  expect(crowdest(times, 60_000)).toBeLessThanOrEqual(60 * perSecond)
})
