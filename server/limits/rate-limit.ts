import { LRUCache } from 'lru-cache'
import type { Counters } from './counter.ts'
import { maxKeys, secondsUntil, type LimitOptions, type LimitState } from './limit-state.ts'

/** A limit that is asked before the work, and never exceeded by all gateways on one store together. */
export interface RateLimit {
  /** Takes one. @returns whether there was one, and what is left */
  take(key: string): Promise<{ readonly isAllowed: boolean; readonly state: LimitState }>
  /** Whether one may be taken without asking the store; `takeNow` then does. */
  canTakeNow(key: string): boolean
  /** Takes one without asking the store. @throws Error where `canTakeNow` is false */
  takeNow(key: string): LimitState
}

/**
 * While more than this many are left, they are taken in blocks, each a fiftieth of what is left: a busy caller costs a
 * round trip to the store now and then, while the blocks that several gateways hold never add up to much. A limit of
 * fewer than a hundred is counted one by one.
 */
const blocksLeft = 50

interface Window {
  /** Taken from the counter, not yet used. */
  own: number
  /** Left at the counter, as last known. */
  left: number
  endsAt: number
  /** Whether nothing is left at the counter. */
  isSpent: boolean
  /** Callers that wait for a block. */
  waiting: number
  taking: Promise<void> | null
}

/** Limits how much a key may use in a window, which begins with its first use. */
export function createRateLimit(counters: Counters, options: LimitOptions): RateLimit {
  const { name, limit, windowSeconds, now = () => performance.now(), onSpent } = options
  const counter = counters.of({ name, windowSeconds })
  const windows = new LRUCache<string, Window>({ max: maxKeys })

  function current(key: string): Window {
    const known = windows.get(key)
    if (known && (known.taking || now() < known.endsAt)) return known
    const begun: Window = {
      own: 0,
      left: limit,
      endsAt: now() + windowSeconds * 1_000,
      isSpent: false,
      waiting: 0,
      taking: null,
    }
    windows.set(key, begun)
    return begun
  }

  async function takeBlock(key: string, window: Window): Promise<void> {
    const wanted = Math.min(limit, Math.max(1, window.waiting, Math.floor(window.left / blocksLeft)))
    const { used, endsInMs } = await counter.add(key, wanted)
    // What others took before is gone; of a block that goes beyond the limit, the part up to it is ours.
    window.own += Math.max(0, Math.min(wanted, limit - (used - wanted)))
    window.left = Math.max(0, limit - used)
    window.endsAt = now() + endsInMs
    if (window.own > 0 || window.isSpent) return
    window.isSpent = true
    onSpent?.(name, key)
  }

  const stateOf = ({ own, left, endsAt }: Window): LimitState => ({
    name,
    limit,
    windowSeconds,
    remaining: own + left,
    resetSeconds: secondsUntil(endsAt, now()),
  })

  /** Takes one of the own block, after waiting for a new block if it is empty. @returns false if nothing is left */
  async function takeOwn(key: string, window: Window): Promise<boolean> {
    window.waiting += 1
    try {
      while (window.own === 0 && !window.isSpent) {
        window.taking ??= takeBlock(key, window).finally(() => {
          window.taking = null
        })
        await window.taking
      }
      // With nothing awaited in between: many wait for one block.
      if (window.own === 0) return false
      window.own -= 1
      return true
    } finally {
      window.waiting -= 1
    }
  }

  return {
    async take(key) {
      const window = current(key)
      const isAllowed = await takeOwn(key, window)
      return { isAllowed, state: stateOf(window) }
    },
    // Those that wait for a block go first.
    canTakeNow: (key) => {
      const { own, waiting } = current(key)
      return own > 0 && waiting === 0
    },
    takeNow(key) {
      const window = current(key)
      if (window.own === 0) throw new Error(`Nothing of the limit ${name} can be taken without asking.`)
      window.own -= 1
      return stateOf(window)
    },
  }
}
