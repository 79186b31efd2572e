import type { Monotonic } from './process-slots.ts'
import type { AccountUsage, ObservedBudget, SlotStore } from './slot-store.ts'
import type { Limit } from './vendor-limits.ts'

/** The use of an account's long window, such as an hour, by all integrations. */
export interface CallBudget {
  /** Whether background work may make a call: never of the last quarter. */
  mayGoInBackground(): Promise<boolean>
  /** Keeps what the vendor said. What makes no sense is ignored, and the budget then counts as unknown. */
  observe(budget: ObservedBudget): void
  /** To be told of each call. */
  went(isBackground: boolean): void
  /** As last known; null: the vendor has no such limit. */
  readonly current: ObservedBudget | null
}

export interface CallBudgetOptions {
  readonly store: SlotStore
  /** As documented; null: the vendor has none. */
  readonly budget: Limit | null
  /** Asks the vendor how much is used, and observes it; what fails is ignored. */
  readonly readBudget?: (() => Promise<unknown>) | undefined
  readonly now: Monotonic
}

/** The share of the budget that background work may use up, in all. */
const backgroundShare = 0.75

/** Background work asks how much is used once in so many calls of its own, while plenty is left. */
const callsPerReading = 25

/** From this share on, and while background work waits, it asks as often as it may. */
const scarceShare = 0.5

/** The vendor is asked at most so often, in milliseconds: its counter is a call as well. */
const readingEveryMs = 60_000

/** How long what the store said is good for, in milliseconds. */
const usageFreshMs = 1_000

/** How often the store is told what was observed, in milliseconds, unless it differs by this share of the limit. */
const [tellEveryMs, newsShare] = [5_000, 0.01]

/** A limit below this makes no sense of any vendor: 0 of 0, say. */
const leastLimit = 100

export function createCallBudget({ store, budget, readBudget, now }: CallBudgetOptions): CallBudget {
  let usage: AccountUsage = { calls: 0, observed: null }
  let usageAt = -Infinity
  let since = 0
  let inBackground = 0
  let readAt = -Infinity
  let toldAt = -Infinity

  /** Used by all, as far as known: what the vendor said and the calls since; otherwise the gateways' own calls. */
  function current(): ObservedBudget | null {
    if (!budget) return null
    const { observed, calls } = usage
    if (!observed || observed.agoMs + (now() - usageAt) > budget.windowMs)
      return { limit: budget.calls, used: calls + since }
    return { limit: observed.limit, used: observed.used + observed.callsSince + since }
  }

  async function update(): Promise<void> {
    if (now() - usageAt < usageFreshMs) return
    usageAt = now()
    const counted = since
    const read = await store.usage().catch(() => null)
    if (!read) return
    usage = read
    since = Math.max(0, since - counted)
  }

  /** Not waited for: until there is an answer, what is known has to do. */
  function readIfDue(share: number): void {
    const isDue = share >= scarceShare || inBackground >= callsPerReading
    if (!readBudget || !isDue || now() - readAt < readingEveryMs) return
    readAt = now()
    inBackground = 0
    void readBudget().catch(() => undefined)
  }

  return {
    async mayGoInBackground() {
      if (!budget) return true
      await update()
      const { limit, used } = current() ?? { limit: 1, used: 0 }
      readIfDue(used / limit)
      return used < Math.floor(limit * backgroundShare)
    },
    observe({ limit, used }) {
      if (!Number.isFinite(limit) || limit < leastLimit || !(used >= 0)) return
      const before = current()
      readAt = now()
      inBackground = 0
      usage = { calls: usage.calls + since, observed: { limit, used, agoMs: 0, callsSince: 0 } }
      usageAt = now()
      since = 0
      const isNews = before?.limit !== limit || Math.abs(before.used - used) > limit * newsShare
      if (!isNews && now() - toldAt < tellEveryMs) return
      toldAt = now()
      void store.observe({ limit, used }).catch(() => undefined)
    },
    went(isBackground) {
      since += 1
      if (isBackground) inBackground += 1
    },
    get current() {
      return current()
    },
  }
}
