import { expect, test } from 'vitest'
import { createDailyQuota } from '../../../../server/vendors/hubspot/daily-quota.ts'

const noon = Date.parse('2026-03-18T16:00:00Z')

function start(timeZone?: string) {
  let now = noon
  const stop = createDailyQuota(() => now)
  if (timeZone) stop.setTimeZone(timeZone)
  return { stop, advance: (ms: number) => void (now += ms) }
}

test('nothing is kept in before the day is used up', () => {
  expect(() => start().stop.check()).not.toThrow()
})

test.each([
  ['America/New_York', 12 * 3_600],
  ['US/Eastern', 12 * 3_600],
  ['UTC', 8 * 3_600],
])('calls are kept in until midnight in %s, and not a second longer', (timeZone, seconds) => {
  const { stop, advance } = start(timeZone)

  expect(stop.begin()).toMatchObject({ code: 'VENDOR_RATE_LIMITED', retryAfterSeconds: seconds })
  advance(seconds * 1_000 - 1)
  expect(() => stop.check()).toThrow(expect.objectContaining({ retryAfterSeconds: 1 }))
  advance(1)
  expect(() => stop.check()).not.toThrow()
})

test.each([undefined, 'Nowhere/At_All'])('while the zone is %s, a call leaves every quarter of an hour', (timeZone) => {
  const { stop, advance } = start(timeZone)

  expect(stop.begin().retryAfterSeconds).toBe(900)
  advance(900_000)
  expect(() => stop.check()).not.toThrow()
})
