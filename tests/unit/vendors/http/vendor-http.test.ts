import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../../server/telemetry/metrics.ts'
import { createPace } from '../../../../server/vendors/http/pace.ts'
import { createScheduler } from '../../../../server/vendors/http/scheduler.ts'
import { createVendorHttp } from '../../../../server/vendors/http/vendor-http.ts'
import { startFakeVendor, type FakeVendor } from '../../../support/fake-vendor.ts'

let vendor: FakeVendor

beforeAll(async () => {
  vendor = await startFakeVendor()
})
beforeEach(() => {
  vendor.requests.length = 0
})
afterAll(() => vendor.close())

const lane = 'acme'
const givenUp = expect.objectContaining({ message: 'The call to ConnectWise was given up.' })

/** A way to the vendor with `requests` slots that stay used for as long as any test takes. */
function start({ requests, places }: { requests: number; places: number }) {
  const pace = createPace(() => [{ requests, windowMs: 600_000 }])
  const http = createVendorHttp({
    vendor: 'CONNECTWISE',
    scheduler: createScheduler({ places }),
    pace,
    timeoutMs: 60_000,
    judge: () => null,
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
  })
  const call = (signal?: AbortSignal) =>
    http.call({ entity: 'tickets', lane, method: 'GET', url: new URL(vendor.url), signal })
  return { pace, http, call }
}

test('a call that is given up while it waits for the rate sends nothing and takes no slot', async () => {
  const { pace, http, call } = start({ requests: 1, places: 8 })
  const slot = await pace.take(lane, 0)
  const leaving = new AbortController()
  const gone = call(leaving.signal)
  leaving.abort()
  slot?.giveBack()

  await expect(gone).rejects.toEqual(givenUp)
  expect(await pace.take(lane, 0)).not.toBeNull()
  expect(vendor.requests).toEqual([])
  http.close()
})

test('a call that is given up while it waits for a place takes no slot once it has one', async () => {
  const { pace, http, call } = start({ requests: 2, places: 1 })
  const leaving = new AbortController()
  const [first, gone] = [call(), call(leaving.signal)]
  leaving.abort()

  await expect(gone).rejects.toEqual(givenUp)
  await first
  expect(vendor.requests).toHaveLength(1)
  expect(await pace.take(lane, 0)).not.toBeNull()
  http.close()
})

test('a write that is given up before it leaves keeps the slot that was taken for it as good as new', async () => {
  const { pace, http } = start({ requests: 1, places: 8 })
  const slot = await pace.take(lane, 0)
  const write = { entity: 'notes', lane, method: 'POST', url: new URL(vendor.url), isWrite: true } as const
  const gone = http.call({ ...write, slot: slot!, signal: AbortSignal.abort() })

  await expect(gone).rejects.toEqual(givenUp)
  slot?.giveBack()
  expect(await pace.take(lane, 0)).not.toBeNull()
  http.close()
})
