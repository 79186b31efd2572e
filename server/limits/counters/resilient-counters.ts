import { createHash } from 'node:crypto'
import { createCircuitBreaker } from '../../circuit-breaker.ts'
import type { Counter, Counters } from '../counter.ts'
import { createMemoryCounters } from '../memory-counters.ts'
import { countLimitMs, type SharedCounters } from './shared-counters.ts'

/** Called on each change: counts are shared with other gateways, or each gateway counts by itself, and why. */
export type OnCounting = (state: { readonly isShared: boolean; readonly reason: unknown }) => void

/** How often a store that is away is tried, in milliseconds. */
const probeEveryMs = 500

export interface ResilientCountersOptions {
  readonly shared: SharedCounters
  readonly onCounting: OnCounting
  /** Overrides how long the store may take, in milliseconds. */
  readonly limitMs?: number | undefined
}

/**
 * Counts that are shared while the store answers. While it is away, this process counts by itself, on from what it has
 * counted: a limit then holds for each gateway. No caller ever sees an error of the store, or waits for it longer than
 * once.
 */
export function createResilientCounters(options: ResilientCountersOptions): Counters {
  const { shared, onCounting, limitMs = countLimitMs } = options
  const own = createMemoryCounters()
  const breaker = createCircuitBreaker({
    limitMs,
    probe: shared.probe,
    probeLimitMs: limitMs,
    probeEveryMs,
    onChange: (isOpen, reason) => onCounting({ isShared: !isOpen, reason }),
  })

  return {
    of(policy) {
      const [there, here] = [shared.of(policy), own.of(policy)]
      const counter: Counter = {
        async add(key, amount) {
          // Counted here too, for when the store goes away.
          const counted = await here.add(key, amount)
          const asked = await breaker.ask(() => there.add(digestOf(key), amount))
          return asked ? asked.answer : counted
        },
        async read(key) {
          const asked = await breaker.ask(() => there.read(digestOf(key)))
          return asked ? asked.answer : here.read(key)
        },
      }
      return counter
    },
    async close() {
      breaker.close()
      await shared.close()
    },
  }
}

/** Keys are people and their addresses, and may be of any length: neither belongs in a store that others can read. */
const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url')
