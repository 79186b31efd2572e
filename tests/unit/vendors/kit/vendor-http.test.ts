import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../../server/telemetry/metrics.ts'
import { connectWiseErrors } from '../../../../server/vendors/connectwise/classify-response.ts'
import { createVendorHttp } from '../../../../server/vendors/kit/vendor-http.ts'
import { startFakeVendor, type FakeVendor } from '../../../support/fake-vendor.ts'
import { newPlanner, slotTaker } from '../../../support/planners.ts'

let vendor: FakeVendor

beforeAll(async () => {
  vendor = await startFakeVendor()
})
beforeEach(() => {
  vendor.requests.length = 0
})
afterAll(() => vendor.close())

const queue = 'acme'
const givenUp = expect.objectContaining({ message: 'The call to ConnectWise was given up.' })

/** A way to the vendor with `requests` slots that stay used for as long as any test takes. */
function start({ requests, maxConcurrent }: { requests: number; maxConcurrent: number }) {
  const planner = newPlanner({
    otherQueues: [
      { calls: maxConcurrent, windowMs: 0 },
      { calls: requests, windowMs: 600_000 },
    ],
  })
  const http = createVendorHttp({
    errors: connectWiseErrors,
    plannerOf: () => planner,
    timeoutMs: 60_000,
    classifyResponse: () => null,
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
  })
  const call = (signal?: AbortSignal) =>
    http.call({ entity: 'tickets', queue, method: 'GET', url: new URL(vendor.url), signal })
  return { take: slotTaker(planner), http, call }
}

test('a call that is given up while it waits for the rate sends nothing and takes no slot', async () => {
  const { take, http, call } = start({ requests: 1, maxConcurrent: 8 })
  const slot = await take(queue, 0)
  const leaving = new AbortController()
  const gone = call(leaving.signal)
  leaving.abort()
  slot?.giveBack()

  await expect(gone).rejects.toEqual(givenUp)
  expect(await take(queue, 0)).not.toBeNull()
  expect(vendor.requests).toEqual([])
  http.close()
})

test('a call that is given up while it waits for a place takes no slot once it has one', async () => {
  const { take, http, call } = start({ requests: 2, maxConcurrent: 1 })
  const leaving = new AbortController()
  const [first, gone] = [call(), call(leaving.signal)]
  leaving.abort()

  await expect(gone).rejects.toEqual(givenUp)
  await first
  expect(vendor.requests).toHaveLength(1)
  expect(await take(queue, 0)).not.toBeNull()
  http.close()
})

test('a write that is given up before it leaves keeps the slot that was taken for it as good as new', async () => {
  const { take, http } = start({ requests: 1, maxConcurrent: 8 })
  const slot = await take(queue, 0)
  const write = { entity: 'notes', queue, method: 'POST', url: new URL(vendor.url), isWrite: true } as const
  const gone = http.call({ ...write, slot: slot!, signal: AbortSignal.abort() })

  await expect(gone).rejects.toEqual(givenUp)
  slot?.giveBack()
  expect(await take(queue, 0)).not.toBeNull()
  http.close()
})
