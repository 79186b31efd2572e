import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const browserNow = Date.parse('2026-11-26T14:00:00Z')

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers({ now: browserNow, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** As it is when the portal has just been loaded. */
const loadClock = () => import('../../../../client/format/gateway-clock.ts')

test('nothing has an age before the gateway has told its time', async () => {
  const { ageSeconds, gatewayNow } = await loadClock()

  expect([ageSeconds('2026-03-18T15:00:00Z'), gatewayNow()]).toEqual([0, browserNow])
})

test.each([
  ['months ahead of', '2026-03-18T15:00:00Z'],
  ['an hour behind', '2026-11-26T15:00:00Z'],
  ['the same as', '2026-11-26T14:00:00Z'],
])('ages are told by the gateway’s clock where the browser’s is %s it', async (_, now) => {
  const { ageSeconds, gatewayNow, setGatewayClock } = await loadClock()
  setGatewayClock(now)
  const atOnce = ageSeconds(now)
  vi.setSystemTime(browserNow + 90_000)

  expect([atOnce, ageSeconds(now), gatewayNow()]).toEqual([0, 90, Date.parse(now) + 90_000])
})

test('what the gateway stamped after it told its time is not younger than new', async () => {
  const { ageSeconds, setGatewayClock } = await loadClock()
  setGatewayClock('2026-11-26T14:00:00Z')

  expect(ageSeconds('2026-11-26T14:00:05Z')).toBe(0)
})

test.each([null, 'soon'])('the browser’s clock counts where the gateway told %j', async (told) => {
  const { ageSeconds, gatewayNow, setGatewayClock } = await loadClock()
  setGatewayClock(told)

  expect([ageSeconds('2026-11-26T13:59:00Z'), gatewayNow()]).toEqual([60, browserNow])
})
