import { LRUCache } from 'lru-cache'
import type { Counters } from './counter.ts'
import { maxKeys, secondsUntil, type LimitOptions, type LimitState } from './limit-state.ts'

/** A limit on what is known only afterwards, such as vendor calls that were made: it can be exceeded once, by the last. */
export interface Allowance {
  /**
   * Counts what was used; a negative amount gives it back. It counts here at once, and with the other gateways in the
   * background, in steps.
   */
  charge(key: string, amount: number): void
  /** What is left as far as this gateway knows, without waiting. */
  known(key: string): LimitState
  /** What is left; asks the store where this gateway has not for some seconds. */
  read(key: string): Promise<LimitState>
  /** As `read`, without waiting: null where the store is to be asked. */
  readNow(key: string): LimitState | null
}

/** How long what the store said is good for, in milliseconds. */
const freshMs = 10_000

interface Usage {
  /** Used by all gateways, as the store said last. */
  counted: number
  /** Used here, and not yet in what the store said. */
  uncounted: number
  /** What of that the store was not even told. */
  untold: number
  endsAt: number
  /** When the store was asked last. */
  askedAt: number
  isSpent: boolean
}

export function createAllowance(counters: Counters, options: LimitOptions): Allowance {
  const { name, limit, windowSeconds, step = 1, now = () => performance.now(), onSpent } = options
  const counter = counters.of({ name, windowSeconds })
  const usages = new LRUCache<string, Usage>({ max: maxKeys })

  function current(key: string): Usage {
    const known = usages.get(key)
    if (known && now() < known.endsAt) return known
    const endsAt = now() + windowSeconds * 1_000
    const begun: Usage = { counted: 0, uncounted: 0, untold: 0, endsAt, askedAt: -Infinity, isSpent: false }
    usages.set(key, begun)
    return begun
  }

  const usedOf = ({ counted, uncounted }: Usage) => Math.max(0, counted + uncounted)

  function tellIfSpent(key: string, usage: Usage): void {
    if (usage.isSpent || usedOf(usage) < limit) return
    usage.isSpent = true
    onSpent?.(name, key)
  }

  const stateOf = (usage: Usage): LimitState => ({
    name,
    limit,
    windowSeconds,
    remaining: Math.max(0, limit - usedOf(usage)),
    resetSeconds: secondsUntil(usage.endsAt, now()),
  })

  async function tell(key: string, usage: Usage): Promise<void> {
    const amount = usage.untold
    usage.untold = 0
    usage.askedAt = now()
    const { used, endsInMs } = await counter.add(key, amount)
    usage.uncounted -= amount
    // Answers may come out of order.
    usage.counted = amount > 0 ? Math.max(usage.counted, used) : used
    usage.endsAt = now() + endsInMs
    tellIfSpent(key, usage)
  }

  const isFresh = ({ askedAt }: Usage) => now() - askedAt < freshMs

  return {
    charge(key, amount) {
      const usage = current(key)
      // Nothing to give back: its window is over.
      if (amount === 0 || usedOf(usage) + amount < 0) return
      usage.uncounted += amount
      usage.untold += amount
      tellIfSpent(key, usage)
      if (Math.abs(usage.untold) >= step) void tell(key, usage)
    },
    known: (key) => stateOf(current(key)),
    readNow(key) {
      const usage = current(key)
      return isFresh(usage) ? stateOf(usage) : null
    },
    async read(key) {
      const usage = current(key)
      if (isFresh(usage)) return stateOf(usage)
      usage.askedAt = now()
      const counted = await counter.read(key)
      if (counted) {
        usage.counted = Math.max(usage.counted, counted.used)
        usage.endsAt = now() + counted.endsInMs
        tellIfSpent(key, usage)
      }
      return stateOf(usage)
    },
  }
}
