import type {
  AccountUsage,
  CallOutcome,
  CallWindow,
  NoSlot,
  ObservedBudget,
  SlotRequest,
  SlotStore,
  SlotStores,
} from './slot-store.ts'

/** A monotonic clock, in milliseconds. */
export type Monotonic = () => number

/** Slots of this process alone. They need no renewal, as they end with it. */
export function createProcessSlots(now: Monotonic = () => performance.now()): SlotStores {
  const accounts = new Map<string, SlotStore>()
  return {
    of(account, usageWindowMs) {
      const known = accounts.get(account)
      if (known) return known
      const made = createAccountSlots(now, usageWindowMs)
      accounts.set(account, made)
      return made
    },
    probe: async () => undefined,
  }
}

function createAccountSlots(now: Monotonic, usageWindowMs: number): SlotStore {
  const slots = createSlots(now)
  const gates = createGates(now)
  const used = createUsage(now, usageWindowMs)
  return {
    isShared: false,
    async take(request) {
      const { id, windows, isForced = false } = request
      if (slots.has(id)) return { id, probes: [] }
      const refusal = isForced ? null : (gates.refusal(request) ?? slots.refusal(windows))
      if (refusal) return refusal
      slots.take(id, windows)
      used.count(1)
      return { id, probes: isForced ? [] : gates.probe(request) }
    },
    renew: async () => undefined,
    async release(id, outcome) {
      if (slots.release(id, outcome) && outcome.isUnused) used.count(-1)
      gates.apply(outcome)
    },
    usage: async () => used.read(),
    observe: async (budget) => used.observe(budget),
  }
}

/** A slot in one window; under way until it has an end. */
interface HeldSlot {
  freeAt: number
}

function createSlots(now: Monotonic) {
  const windows = new Map<string, Set<HeldSlot>>()
  const underWay = new Map<string, readonly { window: CallWindow; slot: HeldSlot }[]>()

  function usedOf(name: string): Set<HeldSlot> {
    const used = windows.get(name) ?? new Set()
    windows.set(name, used)
    for (const slot of used) if (slot.freeAt <= now()) used.delete(slot)
    return used
  }

  return {
    has: (id: string) => underWay.has(id),
    /** Null if each window has a slot. */
    refusal(wanted: SlotRequest['windows']): NoSlot | null {
      const waits = wanted.flatMap(({ name, most }) => {
        const used = usedOf(name)
        // The slot whose end makes room; one under way has none yet, and its release is the moment to ask again.
        const ends = [...used].map(({ freeAt }) => freeAt).toSorted((a, b) => a - b)
        return used.size < most ? [] : [(ends[used.size - most] ?? now()) - now()]
      })
      return waits.length === 0 ? null : { freeInMs: Math.max(...waits), closed: null }
    },
    take(id: string, wanted: readonly CallWindow[]) {
      const held = wanted.map((window) => ({ window, slot: { freeAt: Infinity } }))
      for (const { window, slot } of held) usedOf(window.name).add(slot)
      underWay.set(id, held)
    },
    /** @returns whether the slot was held */
    release(id: string, { isUnused = false, holdMs = 0 }: CallOutcome): boolean {
      const held = underWay.get(id)
      underWay.delete(id)
      for (const { window, slot } of held ?? []) slot.freeAt = isUnused ? now() : now() + window.windowMs + holdMs
      return held !== undefined
    },
  }
}

/** A gate that was closed: open again once a call that tried it says so. */
interface Gate {
  closedUntil: number
  /** Until then, another call is trying it. */
  triedUntil: number
}

function createGates(now: Monotonic) {
  const gates = new Map<string, Gate>()
  const closedIn = ({ closedUntil, triedUntil }: Gate) => Math.max(closedUntil, triedUntil) - now()
  return {
    /** Null if none of the gates keeps the call. */
    refusal({ gates: passed }: SlotRequest): NoSlot | null {
      const closed = passed
        .map((gate) => ({ closed: gate, freeInMs: closedIn(gates.get(gate) ?? { closedUntil: 0, triedUntil: 0 }) }))
        .filter(({ freeInMs }) => freeInMs > 0)
      return closed.toSorted((a, b) => b.freeInMs - a.freeInMs)[0] ?? null
    },
    /** The gates that the call tries. */
    probe({ gates: passed, probeMs }: SlotRequest): string[] {
      const tried = passed.filter((name) => gates.has(name))
      for (const name of tried) gates.get(name)!.triedUntil = now() + probeMs
      return tried
    },
    apply({ closes = [], opens = [] }: CallOutcome) {
      for (const name of opens) gates.delete(name)
      for (const { gate, forMs } of closes) {
        const closedUntil = Math.max(gates.get(gate)?.closedUntil ?? -Infinity, now() + forMs)
        gates.set(gate, { closedUntil, triedUntil: -Infinity })
      }
    },
  }
}

/** Counts calls in sixty parts of the usage window. */
function createUsage(now: Monotonic, usageWindowMs: number) {
  const partMs = usageWindowMs / 60
  const parts = new Map<number, number>()
  let observed: { limit: number; used: number; at: number; callsSince: number } | null = null
  const currentPart = () => Math.floor(now() / partMs)
  return {
    count(calls: number) {
      const part = currentPart()
      parts.set(part, (parts.get(part) ?? 0) + calls)
      if (observed) observed.callsSince += calls
    },
    observe({ limit, used }: ObservedBudget) {
      observed = { limit, used, at: now(), callsSince: 0 }
    },
    read(): AccountUsage {
      const oldest = currentPart() - 60
      for (const part of parts.keys()) if (part < oldest) parts.delete(part)
      const calls = [...parts.values()].reduce((sum, count) => sum + count, 0)
      if (!observed) return { calls, observed: null }
      const { at, ...kept } = observed
      return { calls, observed: { ...kept, agoMs: now() - at } }
    },
  }
}
