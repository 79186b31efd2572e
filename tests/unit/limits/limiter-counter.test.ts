import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createLimiterCounter } from '../../../server/limits/limiter-counter.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const policy = { name: 'operations', windowSeconds: 60 }
const create = () => {
  const limiter = new RateLimiterMemory({ keyPrefix: policy.name, points: 0, duration: policy.windowSeconds })
  return { limiter, counter: createLimiterCounter(limiter, policy) }
}

test('a window begins with the first count, and ends with its time', async () => {
  const { counter } = create()
  expect(await counter.read('ann')).toBe(null)
  expect(await counter.add('ann', 5)).toEqual({ used: 5, endsInMs: 60_000 })
  vi.advanceTimersByTime(20_000)
  expect(await counter.add('ann', -1)).toEqual({ used: 4, endsInMs: 40_000 })
  expect(await counter.read('ann')).toEqual({ used: 4, endsInMs: 40_000 })
  vi.advanceTimersByTime(40_000)
  expect(await counter.add('ann', 1)).toEqual({ used: 1, endsInMs: 60_000 })
})

test('a window never lasts longer than its time, though a clock was set back by an hour meanwhile', async () => {
  const { limiter, counter } = create()
  await limiter.set('ann', 5, 3_660)
  expect(await counter.add('ann', 1)).toEqual({ used: 6, endsInMs: 60_000 })
  vi.advanceTimersByTime(60_000)
  expect(await counter.add('ann', 1)).toEqual({ used: 1, endsInMs: 60_000 })
})
