import { setTimeout as sleep } from 'node:timers/promises'
import { createCircuitBreaker, type CircuitBreaker } from '../../circuit-breaker.ts'
import { createProcessSlots } from '../kit/process-slots.ts'
import type { CallOutcome, SlotRequest, SlotStore } from '../kit/slot-store.ts'
import { slotLimitMs, type SharedSlots } from './shared-slots.ts'

/** Called on each change: the limits are shared with other gateways, or each gateway keeps to its own, and why. */
export type OnSharing = (state: { readonly isShared: boolean; readonly reason: unknown }) => void

/** How often a store that is away is tried, in milliseconds. */
const probeEveryMs = 500

/** The same at the start, for a store that is still connecting. */
const connectingMs = 20

/** Slots that know whether their store is there. */
export interface ReadySlots extends SharedSlots {
  /** Resolves once the store was found, or not: until then, limits are kept by this process alone. */
  readonly ready: Promise<void>
}

/** Tries until it works, or for as long as a store may take. @throws the last error */
async function succeed(probe: () => Promise<void>): Promise<void> {
  const until = performance.now() + slotLimitMs
  for (;;) {
    try {
      return await probe()
    } catch (error) {
      if (performance.now() > until) throw error
    }
    await sleep(connectingMs)
  }
}

/**
 * Slots that are shared while the store answers. While it is away, this process keeps to the limits by itself, from what it
 * knows of its own calls; the store is probed in the background, told what is under way, and used again. No caller ever
 * sees an error of the store.
 */
export function createResilientSlots(shared: SharedSlots, onSharing: OnSharing): ReadySlots {
  const own = createProcessSlots()
  const accounts = new Map<string, ResilientStore>()
  /** Whether the store answers, and knows what is under way here. */
  let isInStep = false
  /** What was told last; null: nothing yet. */
  let told: boolean | null = null
  const tell = (isShared: boolean, reason: unknown) => {
    // That it is there at the start is not worth telling.
    if (isShared !== (told ?? true)) onSharing({ isShared, reason })
    told = isShared
  }

  const breaker = createCircuitBreaker({
    limitMs: shared.limitMs,
    probe: shared.probe,
    probeLimitMs: shared.limitMs,
    probeEveryMs,
    onChange(isOpen, reason) {
      isInStep = false
      if (isOpen) tell(false, reason)
      else void catchUp()
    },
  })

  /** Tells the store what it missed; until then, this process keeps to its own limits. */
  async function catchUp(): Promise<void> {
    try {
      for (const account of accounts.values()) await account.catchUp()
      if (breaker.isOpen) return
      isInStep = true
      tell(true, null)
    } catch (error) {
      breaker.open(error)
    }
  }

  // A Redis connects in a moment: that is no outage.
  const ready = breaker.run(() => succeed(shared.probe)).then(catchUp, (error: unknown) => breaker.open(error))

  return {
    ready,
    limitMs: shared.limitMs,
    of(account, usageWindowMs) {
      const known = accounts.get(account)
      if (known) return known
      const made = createResilientStore({
        shared: shared.of(account, usageWindowMs),
        own: own.of(account, usageWindowMs),
        breaker,
        isShared: () => isInStep,
      })
      accounts.set(account, made)
      return made
    },
    probe: shared.probe,
    async close() {
      breaker.close()
      await shared.close()
    },
  }
}

interface ResilientStore extends SlotStore {
  /** Tells the shared store what it does not know. */
  catchUp(): Promise<void>
}

interface ResilientStoreOptions {
  readonly shared: SlotStore
  readonly own: SlotStore
  readonly breaker: CircuitBreaker
  readonly isShared: () => boolean
}

function createResilientStore({ shared, own, breaker, isShared }: ResilientStoreOptions): ResilientStore {
  const underWay = new Map<string, SlotRequest>()
  const missedGates = createMissedGates()

  /** Asks the shared store. @returns null where it is away */
  const ask = async <T>(command: () => Promise<T>) => (isShared() ? breaker.ask(command) : null)

  return {
    get isShared() {
      return isShared()
    },
    async take(request) {
      const asked = await ask(() => shared.take(request))
      const answer = asked ? asked.answer : await own.take(request)
      if (!('id' in answer)) return answer
      underWay.set(request.id, request)
      // Counted here too, for when the store goes away.
      if (asked) await own.take({ ...request, isForced: true })
      return answer
    },
    async renew(ids) {
      await ask(() => shared.renew(ids))
    },
    async release(id, outcome) {
      underWay.delete(id)
      await own.release(id, outcome)
      if (!(await ask(() => shared.release(id, outcome)))) missedGates.note(outcome)
    },
    async usage() {
      const asked = await ask(() => shared.usage())
      return asked ? asked.answer : own.usage()
    },
    async observe(budget) {
      await own.observe(budget)
      await ask(() => shared.observe(budget))
    },
    async catchUp() {
      const outcome = missedGates.outcome()
      if (outcome) await breaker.run(() => shared.release('', outcome))
      missedGates.clear()
      // What is taken meanwhile is among them.
      for (const request of underWay.values()) {
        await breaker.run(() => shared.take({ ...request, isForced: true }))
        // It ended meanwhile, and its release was not sent.
        if (!underWay.has(request.id)) await breaker.run(() => shared.release(request.id, {}))
      }
    },
  }
}

/** Gates that were closed or opened while the shared store was away. */
function createMissedGates() {
  const closedUntil = new Map<string, number>()
  const opened = new Set<string>()
  return {
    note({ closes = [], opens = [] }: CallOutcome) {
      for (const gate of opens) {
        closedUntil.delete(gate)
        opened.add(gate)
      }
      for (const { gate, forMs } of closes) {
        closedUntil.set(gate, Math.max(closedUntil.get(gate) ?? 0, performance.now() + forMs))
        opened.delete(gate)
      }
    },
    /** Null: there are none. */
    outcome(): CallOutcome | null {
      const now = performance.now()
      const closes = [...closedUntil].map(([gate, until]) => ({ gate, forMs: Math.max(0, until - now) }))
      return closes.length + opened.size === 0 ? null : { closes, opens: [...opened] }
    },
    clear() {
      closedUntil.clear()
      opened.clear()
    },
  }
}
