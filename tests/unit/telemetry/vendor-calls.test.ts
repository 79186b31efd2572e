import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createCache } from '../../../server/cache/cache.ts'
import { createStore } from '../../../server/cache/store.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import {
  countVendorCalls,
  recordVendorCall,
  runAs,
  runInBackground,
  vendorCallCause,
  type VendorCallCause,
} from '../../../server/telemetry/vendor-calls.ts'
import { connectWiseErrors } from '../../../server/vendors/connectwise/classify-response.ts'
import { createRequestLoaders } from '../../../server/vendors/kit/request-loaders.ts'
import { createVendorHttp } from '../../../server/vendors/kit/vendor-http.ts'
import { startFakeVendor, type FakeVendor } from '../../support/fake-vendor.ts'
import { newPlanner } from '../../support/planners.ts'

let vendor: FakeVendor
beforeAll(async () => {
  vendor = await startFakeVendor()
})
afterAll(() => vendor.close())
afterEach(() => {
  vendor.answer = () => ({ body: {} })
  vendor.requests.length = 0
})

/** A way to the vendor, one call at a time. */
function start() {
  const metrics = createMetrics()
  const planner = newPlanner({
    otherQueues: [
      { calls: 1, windowMs: 0 },
      { calls: 2, windowMs: 50 },
    ],
  })
  const http = createVendorHttp({
    errors: connectWiseErrors,
    plannerOf: () => planner,
    timeoutMs: 60_000,
    classifyResponse: ({ status }) =>
      status === 200 ? null : { error: connectWiseErrors.error('VENDOR_UNAVAILABLE'), kind: 'trouble', reason: 'down' },
    random: () => 0,
    logger: createLogger({ level: 'silent' }),
    metrics,
  })
  return {
    call: () => http.call({ entity: 'tickets', method: 'GET', url: new URL(vendor.url) }),
    /** How many calls were counted, by cause and outcome. */
    async counted(): Promise<Record<string, number>> {
      const { values } = await metrics.vendorCalls.get()
      return Object.fromEntries(values.map(({ labels, value }) => [`${labels['cause']} ${labels['outcome']}`, value]))
    },
  }
}

const background: VendorCallCause[] = ['delta', 'load', 'reconcile', 'change']

describe('the cause of a call', () => {
  test('is a question unless a scope says otherwise, and ends with its scope', async () => {
    expect(vendorCallCause()).toBe('question')
    await runAs('status', async () => {
      await sleep(1)
      expect(vendorCallCause()).toBe('status')
      await runInBackground('delta', async () => {
        await sleep(1)
        expect(vendorCallCause()).toBe('delta')
        runAs('question', () => expect(vendorCallCause()).toBe('question'))
      })
      expect(vendorCallCause()).toBe('status')
    })
    expect(vendorCallCause()).toBe('question')
  })

  test.each(['question', 'status', ...background] as const)('is in the metric: %s', async (cause) => {
    const { call, counted } = start()
    let failures = 1
    vendor.answer = () => (failures-- > 0 ? { status: 503 } : { body: {} })
    await runAs(cause, call)

    expect(await counted()).toEqual({ [`${cause} down`]: 1, [`${cause} ok`]: 1 })
  })

  test('is that of each call where several wait for one another', async () => {
    const { call, counted } = start()
    await Promise.all([
      call(),
      ...background.map((cause) => runInBackground(cause, call)),
      runAs('status', call),
      runAs('status', call),
    ])

    expect(await counted()).toEqual({
      'question ok': 1,
      'status ok': 2,
      ...Object.fromEntries(background.map((cause) => [`${cause} ok`, 1])),
    })
  })
})

describe('the count of a request', () => {
  test('has the calls it started, retries and calls of other causes included', async () => {
    const { call } = start()
    let failures = 2
    vendor.answer = () => (failures-- > 0 ? { status: 503 } : { body: {} })
    const sent = await countVendorCalls(async (count) => {
      await call()
      await runAs('status', call)
      return count.sent
    })

    expect(sent).toBe(4)
    expect(vendor.requests).toHaveLength(4)
  })

  test.each(background)('has nothing of what it starts in the background: %s', async (cause) => {
    const { call } = start()
    const sent = await countVendorCalls(async (count) => {
      await Promise.all([call(), runInBackground(cause, () => countVendorCalls(call))])
      return count.sent
    })

    expect(sent).toBe(1)
    expect(vendor.requests).toHaveLength(2)
  })

  test('has nothing of other requests, whose calls share the queue', async () => {
    const { call } = start()
    const countOf = (calls: number) =>
      countVendorCalls(async (count) => {
        await Promise.all(Array.from({ length: calls }, call))
        return count.sent
      })

    expect(await Promise.all([countOf(1), countOf(3), countOf(0), countOf(2)])).toEqual([1, 3, 0, 2])
  })

  test('has a shared load if it started it, and not if it only waited', async () => {
    const { call } = start()
    const cache = createCache({ store: createStore('memory:', () => undefined), clock: () => 1_000 })
    const policy = { freshMs: 60_000, staleMs: 0, scope: 'x' }
    const read = () =>
      countVendorCalls(async (count) => {
        await cache.of('account').read(policy, 'key', call)
        return count.sent
      })

    expect((await Promise.all([read(), read(), read()])).toSorted()).toEqual([0, 0, 1])
    expect(await read()).toBe(0)
    await cache.close()
  })

  test('has the batches of its loaders', async () => {
    const { call } = start()
    const sent = await countVendorCalls(async (count) => {
      const loaders = createRequestLoaders()
      const loader = loaders.batched<number>({ name: 'tickets', after: 1, until: () => 1 }, async (ids) => {
        await call()
        return new Map(ids.map((id) => [id, { value: id, asOf: 0, stale: false, maxAgeSeconds: 1 }]))
      })
      await Promise.all([loader.load(1), sleep(1).then(() => loader.load(2))])
      return count.sent
    })

    expect(sent).toBe(vendor.requests.length)
    expect(sent).toBeGreaterThanOrEqual(1)
  })

  test('nests, and goes on after the work for what was not waited for', () => {
    const counts = countVendorCalls((outer) => {
      recordVendorCall()
      const inner = countVendorCalls((count) => {
        recordVendorCall()
        return count
      })
      recordVendorCall()
      return { outer, inner }
    })
    recordVendorCall()

    expect([counts.outer.sent, counts.inner.sent]).toEqual([3, 1])
  })
})
