import type { BreakerState } from '../../enums.gen.ts'
import type { AttemptOutcome } from './attempt-outcome.ts'
import type { Monotonic } from './process-slots.ts'
import type { CallOutcome } from './slot-store.ts'

/** Where a call goes: the vendor's limits are per queue, its troubles often of one entity. */
export interface CallRoute {
  readonly queue: string
  readonly entity: string
}

/** Why a gate is closed: the vendor limits calls, or is in trouble. */
export type ClosedReason = 'limit' | 'trouble'

/**
 * Decides when calls to an account are held back. After a 429, those of the queue or account until the time the vendor
 * asks for; after failures in a row (503, timeouts, the network), those of an entity or account for a time that doubles.
 * Then one call tries, and its outcome decides for the others. A refusal (4xx) holds nothing back.
 */
export interface CallGates {
  /** The gates on a route. */
  on(route: CallRoute): string[]
  /** What the outcome of an attempt changes. */
  after(route: CallRoute, probes: readonly string[], outcome: AttemptOutcome): Required<Gates>
  /** What it changes that a call that tried gates was not sent. */
  unused(probes: readonly string[]): Required<Gates>
  /** Notes that a gate is closed for this long, in milliseconds: another gateway may have closed it. */
  noteClosed(gate: string, forMs: number): void
  reasonOf(gate: string): ClosedReason
  /** Whether a call of this process is trying the gate. */
  isTried(gate: string): boolean
  noteTried(probes: readonly string[]): void
  /** The state of the account's circuit breaker. */
  readonly breaker: BreakerState
  /** How long the account, or a queue of it, is paused because of a limit, in milliseconds; 0: it is not. */
  readonly pausedMs: number
  /** Forgets all trouble, as the address or the credentials are new. */
  reset(): Required<Gates>
}

type Gates = Pick<CallOutcome, 'closes' | 'opens'>

/** So many failures in a row hold back an entity; of at least two entities, the account. */
const failuresInARow = 5

/**
 * How long trouble holds calls back, in milliseconds: doubling from the first to the longest, less up to half at random. The
 * longest is what a user may be kept waiting, so that a vendor that is well again never costs an error.
 */
const [firstTroubleMs, longestTroubleMs] = [1_000, 5_000]

/** How long a limit does that says nothing of when: doubling, plus up to as much again at random. */
const [firstLimitMs, longestLimitMs] = [1_000, 60_000]

/**
 * The longest wait a vendor can ask for, in milliseconds: an absurd one must not keep the gateway away for days. The
 * vendors' longest windows, but for HubSpot's day (see hubspot/daily-quota.ts), last an hour.
 */
const longestAskedMs = 3_600_000

const limitGate = 'limit'
const troubleGate = 'trouble'

export function createCallGates(now: Monotonic, random: () => number): CallGates {
  const closings = createClosings(now)
  const close = createCloser(closings, random)
  const tried = new Set<string>()
  const failures = new Map<string, number>()
  /** What has not failed by itself is asked once although others fail: it may be well, and its panel shows something. */
  const on = (route: CallRoute) => {
    const ownGate = entityGate(route)
    const hasFailed = failures.has(ownGate) || closings.has(ownGate)
    return [limitGate, `${limitGate} ${route.queue}`, ...(hasFailed ? [troubleGate] : []), ownGate]
  }

  function afterFailure(route: CallRoute, probes: readonly string[], { askedWaitMs }: AttemptOutcome) {
    const ownGate = entityGate(route)
    failures.set(ownGate, (failures.get(ownGate) ?? 0) + 1)
    const inARow = [...failures.values()].reduce((sum, count) => sum + count, 0)
    const due = new Set(probes.filter((gate) => reasonOf(gate) === 'trouble'))
    if ((failures.get(ownGate) ?? 0) >= failuresInARow) due.add(ownGate)
    if (inARow >= failuresInARow && failures.size > 1) due.add(troubleGate)
    const closes = [...due].flatMap((gate) => close(gate, probes.includes(gate), askedWaitMs))
    // The limit is over, or the call would have met it; it may as well not have got so far.
    return { closes: [...closes, ...retryable(probes, due)], opens: [] }
  }

  /** Gates that were tried without a result: the next call tries them. */
  const retryable = (probes: readonly string[], decided: ReadonlySet<string>) =>
    probes.filter((gate) => !decided.has(gate)).map((gate) => ({ gate, forMs: 0 }))

  function open(gates: readonly string[]): string[] {
    const opened = gates.filter((gate) => closings.has(gate))
    for (const gate of opened) closings.open(gate)
    return opened
  }

  return {
    on,
    after(route, probes, outcome) {
      for (const gate of probes) tried.delete(gate)
      if (outcome.kind === 'cancelled') return { closes: retryable(probes, new Set()), opens: [] }
      if (outcome.kind === 'failed') return afterFailure(route, probes, outcome)
      failures.clear()
      const [limit, queueLimit] = [limitGate, `${limitGate} ${route.queue}`]
      const answered = [troubleGate, entityGate(route), ...probes.filter((gate) => reasonOf(gate) === 'trouble')]
      if (outcome.kind === 'alive') return { closes: [], opens: union(open([...answered, ...probes]), probes) }
      const gate = outcome.scope === 'queue' ? queueLimit : limit
      const closes = close(gate, probes.includes(gate), outcome.askedWaitMs)
      const opens = union(open(answered), probes).filter((other) => other !== gate && reasonOf(other) === 'trouble')
      const decided = new Set([gate, ...opens])
      return { closes: [...closes, ...retryable(probes, decided)], opens }
    },
    unused(probes) {
      for (const gate of probes) tried.delete(gate)
      return { closes: retryable(probes, new Set()), opens: [] }
    },
    noteClosed: closings.note,
    reasonOf,
    isTried: (gate) => tried.has(gate),
    noteTried(probes) {
      for (const gate of probes) tried.add(gate)
    },
    get breaker() {
      if (!closings.has(troubleGate)) return 'CLOSED'
      return closings.leftMs(troubleGate) > 0 ? 'OPEN' : 'HALF_OPEN'
    },
    get pausedMs() {
      return Math.max(
        0,
        ...closings
          .names()
          .filter((gate) => reasonOf(gate) === 'limit')
          .map(closings.leftMs),
      )
    },
    reset() {
      failures.clear()
      return { closes: [], opens: open(closings.names().filter((gate) => reasonOf(gate) === 'trouble')) }
    },
  }
}

/** Returns a function that closes a gate, for longer each time it is closed in a row. */
function createCloser(closings: ReturnType<typeof createClosings>, random: () => number) {
  return (gate: string, isProbe: boolean, askedWaitMs: number): { gate: string; forMs: number }[] => {
    const isClosed = closings.leftMs(gate) > 0
    // What was under way when it was closed says nothing new, unless the vendor asks for a longer wait.
    if (isClosed && !isProbe && askedWaitMs <= closings.leftMs(gate)) return []
    const asked = Math.min(askedWaitMs, longestAskedMs)
    const times = closings.countOf(gate)
    const isLimit = reasonOf(gate) === 'limit'
    const usual = isLimit
      ? Math.min(longestLimitMs, firstLimitMs * 2 ** times) * (1 + random())
      : Math.min(longestTroubleMs, firstTroubleMs * 2 ** times) * (1 - random() / 2)
    // A limit lasts as long as the vendor says; trouble that the vendor has an idea of lasts at least so long.
    const forMs = Math.ceil(isLimit && asked > 0 ? asked : Math.max(usual, asked))
    closings.close(gate, forMs)
    return [{ gate, forMs }]
  }
}

/** Searches of an entity can be in trouble where its lists are not. */
const entityGate = ({ queue, entity }: CallRoute) => `${troubleGate} ${queue} ${entity}`

const reasonOf = (gate: string): ClosedReason => (gate.startsWith(limitGate) ? 'limit' : 'trouble')

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]

/** What this process knows of closed gates: until when, and how often in a row. */
function createClosings(now: Monotonic) {
  const closed = new Map<string, { until: number; times: number }>()
  const leftMs = (gate: string) => Math.max(0, (closed.get(gate)?.until ?? 0) - now())
  return {
    has: (gate: string) => closed.has(gate),
    names: () => [...closed.keys()],
    leftMs,
    countOf: (gate: string) => closed.get(gate)?.times ?? 0,
    close(gate: string, forMs: number) {
      const { until, times } = closed.get(gate) ?? { until: 0, times: 0 }
      closed.set(gate, { until: Math.max(until, now() + forMs), times: times + 1 })
    },
    note(gate: string, forMs: number) {
      closed.set(gate, { until: now() + forMs, times: closed.get(gate)?.times ?? 1 })
    },
    open: (gate: string) => closed.delete(gate),
  }
}
