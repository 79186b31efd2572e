import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'

/** When changes were logged. */
export interface LoggedChanges {
  readonly clock: Clock
  /** When the change of a key was logged, in epoch milliseconds; null if there is none. */
  readonly changeCreatedAt: (tenantId: string, idempotencyKey: string) => Promise<number | null>
}

export interface RepeatKeysOptions extends LoggedChanges {
  /** Begins every key, so that ways in do not share any. */
  readonly prefix: string
  /** For how long an equal request is the same change. */
  readonly repeatMs: number
}

interface Decision {
  /** When the first of the equal requests came, as far as it is known. */
  firstAt: number
  readonly key: Promise<string>
}

/** A name for JSON values, of 43 characters. */
export const contentHash = (...parts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

/**
 * The keys under which the graph makes a change once that has no key of its caller: equal content within `repeatMs` of the
 * first is the same change. The key is made of the content and the period (of `repeatMs`) in which the first one came.
 * Several gateways agree by what is in the database; within this one, also requests at the same moment, before anything is.
 */
export function createRepeatKeys({ clock, changeCreatedAt, prefix, repeatMs }: RepeatKeysOptions) {
  const decisions = new LRUCache<string, Decision>({ max: 10_000 })

  /** The key of an equal request's change that is recent enough; else that of this period. */
  async function decide(content: string, tenantId: string, decision: { firstAt: number }): Promise<string> {
    const now = decision.firstAt
    const period = Math.floor(now / repeatMs)
    const keyOf = (each: number) => `${prefix}:${content}:${each}`
    const [before, after] = await Promise.all([
      changeCreatedAt(tenantId, keyOf(period - 1)),
      // A gateway whose clock is ahead has begun the next period.
      changeCreatedAt(tenantId, keyOf(period + 1)),
    ])
    if (after !== null) return keyOf(period + 1)
    if (before === null || now - before >= repeatMs) return keyOf(period)
    decision.firstAt = Math.min(now, before)
    return keyOf(period - 1)
  }

  /** @param content a hash of all that makes two requests equal, the caller among it */
  return async (content: string, tenantId: string): Promise<string> => {
    const now = clock()
    const known = decisions.get(content)
    if (known && now >= known.firstAt && now - known.firstAt < repeatMs) return known.key
    const begun = { firstAt: now }
    const decision: Decision = Object.assign(begun, { key: decide(content, tenantId, begun) })
    decisions.set(content, decision)
    try {
      return await decision.key
    } catch (error) {
      if (decisions.peek(content) === decision) decisions.delete(content)
      throw error
    }
  }
}
