import { beforeEach, describe, expect, test } from 'vitest'
import { createBackoff, type Backoff } from '../../../server/sync/backoff.ts'

const minuteMs = 60_000

describe('a backoff', () => {
  let now: number
  let backoff: Backoff
  const delayMs = () => backoff.retryAt - now
  beforeEach(() => {
    now = 1_000_000_000
    backoff = createBackoff(() => now)
  })

  test('allows attempts at once while none has failed', () => {
    expect([backoff.retryAt, backoff.failedAt, backoff.error]).toEqual([-Infinity, -Infinity, null])
  })

  test('doubles the delay with each failure, from 10 seconds up to five minutes', () => {
    const delays = Array.from({ length: 8 }, () => {
      backoff.failed(new Error('no'))
      return delayMs()
    })

    expect(delays).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000])
  })

  test('stays at five minutes after thousands of failures', () => {
    for (let failure = 0; failure < 5_000; failure += 1) backoff.failed(new Error('no'))

    expect(delayMs()).toBe(5 * minuteMs)
  })

  test('waits as long as the vendor asks for, where that is longer, and never longer than five minutes', () => {
    const delayAfter = (retryAfterSeconds: unknown) => {
      backoff.succeeded()
      backoff.failed(Object.assign(new Error('slow down'), { retryAfterSeconds }))
      return delayMs()
    }

    expect([90, 3, -5, 3_600, '90', null].map(delayAfter)).toEqual([90_000, 10_000, 10_000, 300_000, 10_000, 10_000])
  })

  test('says why and when the last attempt failed', () => {
    const error = new Error('no')
    backoff.failed(error)
    now += 1_000

    expect([backoff.error, backoff.failedAt]).toEqual([error, now - 1_000])
  })

  test('begins anew after a success', () => {
    backoff.failed(new Error('no'))
    backoff.failed(new Error('no'))
    backoff.succeeded()
    expect([backoff.retryAt, backoff.failedAt, backoff.error]).toEqual([-Infinity, -Infinity, null])

    backoff.failed(new Error('no'))
    expect(delayMs()).toBe(10_000)
  })

  test('does not keep attempts away until a clock that was set back has caught up', () => {
    backoff.failed(new Error('no'))
    now -= 24 * 60 * minuteMs

    expect(backoff.retryAt).toBe(-Infinity)
  })
})
