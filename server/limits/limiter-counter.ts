import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Count, Counter, CounterPolicy } from './counter.ts'

/** How much longer than its window a count may last, in milliseconds, by differences between the clocks of gateways. */
const toleranceMs = 1_000

/**
 * A counter over one of the library's limiters. It only counts: what follows from a count is decided by our own limits,
 * which take several at once and use up a window to the last one.
 */
export function createLimiterCounter(limiter: RateLimiterAbstract, { windowSeconds }: CounterPolicy): Counter {
  const windowMs = windowSeconds * 1_000
  const present = ({ consumedPoints, msBeforeNext }: { consumedPoints: number; msBeforeNext: number }): Count => ({
    used: consumedPoints,
    endsInMs: Math.min(Math.max(msBeforeNext, 0), windowMs),
  })
  return {
    async add(key, amount) {
      const counted = await limiter.penalty(key, amount)
      // A clock was set back: without this, the window would last until it is where it was before.
      if (counted.msBeforeNext > windowMs + toleranceMs) await limiter.set(key, counted.consumedPoints, windowSeconds)
      return present(counted)
    },
    async read(key) {
      const counted = await limiter.get(key)
      return counted && present(counted)
    },
  }
}
