import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createVendorControl, type VendorControl } from '../support/vendor-control.ts'
import type { AutotaskState } from '../support/oracle/state.ts'
import type { HubSpotState } from '../support/hubspot-state.ts'
import {
  startGateway,
  startWorldSimulators,
  waitForReplica,
  type Gateway,
  type RoleName,
  type WorldOptions,
} from '../support/world.ts'
import type { Simulators } from '../../simulators/start-simulators.ts'

let simulators: Simulators
let autotask: VendorControl<AutotaskState>
let hubspot: VendorControl<HubSpotState>
let gateway: Gateway

/** Vendors with their limits, and a gateway that has asked for nothing yet. */
async function start(options: WorldOptions = {}) {
  simulators = await startWorldSimulators({ scale: 0.2, ...options })
  autotask = createVendorControl<AutotaskState>(simulators.autotask.url)
  hubspot = createVendorControl<HubSpotState>(simulators.environment['HUBSPOT_BASE_URL'])
  gateway = await startGateway(simulators, options)
}
afterEach(async () => {
  await gateway.close()
  await simulators.close()
})

const day = (nth: number) => new Date(Date.UTC(2026, 1, 1) - nth * 86_400_000).toISOString().slice(0, 10)
/** Asks for the tickets of so many days, each of which is a call of its own where they are not replicated. */
const days = (from: number, count: number) =>
  `{ ${Array.from({ length: count }, (_, nth) => `d${nth}: tickets(range: { from: "${day(from + nth)}", to: "${day(from + nth)}" }) { totalCount }`).join('\n')} }`
const askDays = (from: number, count: number, role: RoleName = 'viewer') =>
  gateway.query(days(from, count), {}, { role })

interface Calls {
  running: number
  waiting: number
  breaker: string
  pausedUntil: string | null
  budgetLeft: number | null
  shared: boolean
}
interface Status {
  vendor: string
  state: string
  calls: Calls | null
  collections: { complete: boolean }[]
}

async function statusOf(vendor: string): Promise<Status> {
  const { vendorStatus } = await gateway.data<{ vendorStatus: Status[] }>(
    '{ vendorStatus { vendor state calls { running waiting breaker pausedUntil budgetLeft shared } collections { complete } } }',
  )
  return vendorStatus.find((status) => status.vendor === vendor)!
}

/** Calls sent because of the initial load. */
async function loadCalls(): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text()
  const samples = [...text.matchAll(/^gateway_vendor_calls_total\{vendor="AUTOTASK".*cause="load"\} (\d+)$/gm)]
  return samples.reduce((sum, [, count]) => sum + Number(count), 0)
}

const queries = async () => (await autotask.requests()).filter(({ path }) => path.endsWith('/Tickets/query'))

test('an initial load under a burst of questions of several people meets no limit of any vendor', async () => {
  await start({ sync: true, latencyMs: 20 })
  const roles: RoleName[] = ['viewer', 'operator', 'admin']
  const burst = Array.from({ length: 12 }, (_, nth) => askDays(nth * 8, 8, roles[nth % 3]))
  const sales = Array.from({ length: 12 }, () =>
    gateway.query('{ crmSummary { companies contacts deals } recentContacts { id } formStats { id } }'),
  )
  const answers = await Promise.all([...burst, ...sales, waitForReplica(gateway)])
  const requests = [...(await autotask.requests()), ...(await hubspot.requests())]

  expect(requests.filter(({ status }) => status === 429).map(({ path }) => path)).toEqual([])
  for (const answer of answers) if (answer) expect(answer.body.errors).toBe(undefined)
  expect(await statusOf('AUTOTASK')).toMatchObject({
    state: 'OK',
    calls: { running: 0, waiting: 0, breaker: 'CLOSED', pausedUntil: null, shared: false },
  })
})

test('a flood of one caller delays no other', async () => {
  await start({ latencyMs: 300 })
  const flood = Array.from({ length: 10 }, (_, nth) => askDays(nth * 10, 10))
  await expect.poll(async () => (await queries()).length).toBeGreaterThanOrEqual(3)
  const one = await askDays(200, 1, 'admin')
  const all = [one, ...(await Promise.all(flood))].flatMap(({ body }) => body.errors ?? [])
  const sent = await queries()
  // The days of the flood are in 2025 and 2026, the other one is before them.
  const oldest = sent.map(({ body }) => JSON.stringify(body)).findIndex((body) => body.includes(day(200).slice(0, 7)))

  expect(all).toEqual([])
  expect(sent).toHaveLength(101)
  expect(oldest).toBeGreaterThan(0)
  expect(sent.length - oldest).toBeGreaterThan(40)
})

describe('a vendor that limits calls', () => {
  test.each<[string, () => Record<string, string>]>([
    ['for so many seconds', () => ({ 'retry-after': '8' })],
    ['until a date', () => ({ 'retry-after': new Date(Date.now() + 9_000).toUTCString() })],
  ])('%s is not asked before, fails others at once, and is well with the first call after', async (_, headers) => {
    await start()
    await autotask.fault({ match: 'query', status: 429, headers: headers() })
    const first = await askDays(0, 1)
    const limitedAt = performance.now()
    const others = await Promise.all([askDays(1, 3), gateway.query('{ salesActivity { appointments } }')])
    expect([first, ...others].map(({ body }) => body.errors?.[0]?.extensions.code)).toEqual([
      'VENDOR_RATE_LIMITED',
      'VENDOR_RATE_LIMITED',
      expect.stringMatching(/VENDOR_RATE_LIMITED|FEATURE_DISABLED/),
    ])
    const told = others[0]?.body.errors?.[0]?.extensions.retryAfterSeconds ?? 0
    expect(told).toBeGreaterThanOrEqual(1)
    expect(told).toBeLessThanOrEqual(9)
    expect(await queries()).toHaveLength(1)

    await expect.poll(async () => (await askDays(1, 3)).body.errors, { timeout: 20_000, interval: 250 }).toBe(undefined)
    expect(performance.now() - limitedAt).toBeGreaterThan(6_500)
    expect(await queries()).toHaveLength(4)
  })

  test.each(['-5', 'soon', '99999999999999999999', ''])('for "%s" is asked again within an hour', async (header) => {
    await start()
    await autotask.fault({ match: 'query', status: 429, headers: { 'retry-after': header }, times: -1 })
    await askDays(0, 1)
    const { calls } = await statusOf('AUTOTASK')
    const pausedMs = calls?.pausedUntil ? Date.parse(calls.pausedUntil) - simulators.clock.now() : 0

    expect(pausedMs).toBeLessThanOrEqual(3_600_000)
    expect(gateway.log.join('')).toContain('vendor limits calls')
  })
})

describe('a vendor that is away', () => {
  test.each<[string, object, number]>([
    ['answers 503', { status: 503 }, 30_000],
    ['drops connections', { reset: true }, 30_000],
    ['hangs', { hang: true }, 700],
  ])('because it %s is left alone, and is well again with one call', async (_, fault, timeoutMs) => {
    // With the tenants of the demo comes the flag of sales activity, whose entities are others than those of tickets.
    await start({ tenants: true, timeouts: { autotask: timeoutMs } })
    await gateway.query(days(300, 1))
    await autotask.fault({ match: 'query', times: -1, ...fault })
    const appointments = (nth: number) =>
      `{ salesActivity(range: { from: "${day(nth)}", to: "${day(nth)}" }) { appointments } }`
    for (let nth = 0; nth < 40 && (await statusOf('AUTOTASK')).calls?.breaker === 'CLOSED'; nth++) {
      await Promise.all([askDays(nth * 3, 3), gateway.query(appointments(nth))])
    }
    const { calls } = await statusOf('AUTOTASK')
    expect(['OPEN', 'HALF_OPEN']).toContain(calls?.breaker)
    await autotask.clearRequests()
    const began = performance.now()
    while (performance.now() - began < 3_000) {
      await askDays(150 + Math.floor(Math.random() * 50), 3)
      await sleep(100)
    }
    // About thirty rounds of three questions: one call every second or less often, and no retries of it.
    expect((await queries()).length).toBeLessThanOrEqual(8)

    await autotask.clearFaults()
    await autotask.clearRequests()
    await expect
      .poll(async () => (await askDays(250, 3)).body.errors, { timeout: 40_000, interval: 250 })
      .toBe(undefined)
    expect(await queries()).toHaveLength(3)
  })
})

describe('the budget of an hour', () => {
  const threshold = (limit: number, used: number) => ({
    externalRequestThreshold: limit,
    requestThresholdTimeframe: 60,
    currentTimeframeRequestCount: used,
  })
  const say = (answer: object) => autotask.fault({ match: 'ThresholdInformation', times: -1, ...answer })

  test('that others use up is left to people: the initial load waits until it is free again', async () => {
    await start({ sync: true })
    await say({ status: 200, body: threshold(10_000, 7_500) })
    expect((await statusOf('AUTOTASK')).calls?.budgetLeft).toBe(2_500)
    expect((await askDays(0, 2)).body.errors).toBe(undefined)
    await sleep(1_500)
    expect((await askDays(2, 2)).body.errors).toBe(undefined)
    expect(await loadCalls()).toBe(0)

    await autotask.clearFaults()
    simulators.clock.advance(61_000)
    await waitForReplica(gateway)
    expect(await loadCalls()).toBeGreaterThan(20)
  })

  test.each<[string, object]>([
    ['0 of 0', { status: 200, body: threshold(0, 0) }],
    ['less than nothing', { status: 200, body: threshold(-1, -7) }],
    ['1 call', { status: 200, body: threshold(1, 5_000) }],
    ['words', { status: 200, body: { externalRequestThreshold: 'many' } }],
    ['nothing: it refuses', { status: 403, body: '' }],
    ['nothing: it fails', { status: 503 }],
  ])('of which the vendor says %s is counted here, and stops nobody', async (_, answer) => {
    await start({ sync: true })
    await say(answer)
    const { calls } = await statusOf('AUTOTASK')
    expect(calls?.budgetLeft).toBeGreaterThan(9_900)
    await waitForReplica(gateway)
    expect((await askDays(0, 3)).body.errors).toBe(undefined)
  })
})
