import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Counters } from './counter.ts'
import { createLimiterCounter } from './limiter-counter.ts'

/** Counts of this process alone. */
export function createMemoryCounters(): Counters {
  return {
    of: (policy) => {
      const { name, windowSeconds } = policy
      // What it compares with is of no use here: see createLimiterCounter.
      return createLimiterCounter(
        new RateLimiterMemory({ keyPrefix: name, points: 0, duration: windowSeconds }),
        policy,
      )
    },
    close: async () => undefined,
  }
}
