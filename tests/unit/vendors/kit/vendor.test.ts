import { beforeEach, expect, test } from 'vitest'
import { createCache, type Cache } from '../../../../server/cache/cache.ts'
import { createStore } from '../../../../server/cache/store.ts'
import { hubspotErrors } from '../../../../server/vendors/hubspot/classify-response.ts'
import { createAbsentVendor, readStatus, unchecked, type RequestBudget } from '../../../../server/vendors/kit/vendor.ts'

const now = Date.UTC(2026, 2, 10)
let cache: Cache
beforeEach(() => {
  cache = createCache({ store: createStore('memory:', () => undefined), clock: () => now })
  return () => cache.close()
})

const scarcity = { from: 0.5, message: (percent: number) => `${percent} % are used.` }
const budget = (used: number): RequestBudget => ({ limit: 1_000, used, windowSeconds: 3_600 })
const status = (check: () => Promise<RequestBudget | null>) => readStatus(cache.of('test'), 'status', check, scarcity)

test('without a counter a call that works is all there is to say', async () => {
  expect(await status(async () => null)).toEqual({ state: 'OK', message: null, checkedAt: now, budget: null })
})

test.each([
  [499, 'OK', null],
  [500, 'LIMITED', '50 % are used.'],
  [1_234, 'LIMITED', '123 % are used.'],
])('of 1,000 requests, %i used are %s', async (used, state, message) => {
  expect(await status(async () => budget(used))).toEqual({ state, message, checkedAt: now, budget: budget(used) })
})

test.each([
  ['VENDOR_UNAUTHORIZED', 'UNAUTHORIZED'],
  ['VENDOR_FORBIDDEN', 'UNAUTHORIZED'],
  ['VENDOR_RATE_LIMITED', 'LIMITED'],
  ['VENDOR_TIMEOUT', 'UNREACHABLE'],
  ['VENDOR_UNAVAILABLE', 'UNREACHABLE'],
  ['VENDOR_BAD_RESPONSE', 'UNKNOWN'],
] as const)('%s is the state %s, in the words of the error', async (code, state) => {
  const check = () => Promise.reject(hubspotErrors.error(code, 'Why.'))

  expect(await status(check)).toEqual({ state, message: 'Why.', checkedAt: now, budget: null })
})

test('a fault of our own is no status', async () => {
  await expect(status(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
})

test('all who ask within a minute share one check', async () => {
  let checks = 0
  const check = async () => {
    checks += 1
    return null
  }
  await Promise.all([status(check), status(check)])
  await status(check)

  expect(checks).toBe(1)
})

test('a vendor without settings refuses what it cannot do, and says so', async () => {
  const absent = createAbsentVendor(hubspotErrors)

  expect(absent.refuse).toThrow(expect.objectContaining({ code: 'VENDOR_NOT_CONFIGURED', vendor: 'HUBSPOT' }))
  expect(await absent.isConfigured()).toBe(false)
  expect(await absent.status()).toEqual(unchecked('NOT_CONFIGURED'))
})
