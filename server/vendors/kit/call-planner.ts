import { randomUUID } from 'node:crypto'
import type { BreakerState } from '../../enums.gen.ts'
import { vendorCallScope } from '../../telemetry/vendor-calls.ts'
import { createCallBudget } from './call-budget.ts'
import { createCallGates, type CallGates, type CallRoute, type ClosedReason } from './call-gates.ts'
import type { AttemptOutcome } from './attempt-outcome.ts'
import { createPump, type Blocked, type CallPump } from './call-pump.ts'
import { priorityOf, type CallPriority } from './call-priority.ts'
import { createFairOrder, type Turn } from './fair-order.ts'
import type { Monotonic } from './process-slots.ts'
import { createSlot, type Slot } from './slot.ts'
import { createSlotRenewal } from './slot-renewal.ts'
import type { CallOutcome, NoSlot, ObservedBudget, SlotStore } from './slot-store.ts'
import { createUserActivity, type UserActivity } from './user-activity.ts'
import { windowsOf, type VendorLimits } from './vendor-limits.ts'
import { createWaitingCalls, type WaitingCall, type WaitingCalls } from './waiting-calls.ts'

/** Plans the calls to one vendor account: who goes when, within its limits. Every attempt passes it. */
export interface CallPlanner {
  /** Waits for a slot, in the order of priorities and callers. Never rejects. */
  take(request: TurnRequest): Promise<Slot | Refusal>
  /** Keeps what the vendor said about the account's budget. */
  observe(budget: ObservedBudget): void
  /** Forgets that the account was in trouble, as its address or credentials are new. */
  forgetTrouble(): void
  status(): CallStatus
  /** Ends all waiting. */
  close(): void
}

export interface TurnRequest extends CallRoute {
  /** How long the call may wait, in milliseconds; first attempts of background work at least ten minutes. */
  readonly maxWaitMs: number
  /** Ends the wait at once. */
  readonly signal?: AbortSignal | undefined
  /** The turn of an earlier attempt of the same call. */
  readonly turn?: Turn | undefined
  /**
   * Whether only limits hold the call back, and no trouble of the vendor: for a slot that is taken long before it is
   * known whether, and what, will be sent.
   */
  readonly isInAdvance?: boolean
}

/** Why there is no slot: it took too long, the signal aborted, or calls are held back. */
export interface Refusal {
  readonly refused: 'late' | 'aborted' | ClosedReason
  /** When it is worth trying again, in milliseconds; 0 if that is not known. */
  readonly retryAfterMs: number
}

/** How an account stands, for people. */
export interface CallStatus {
  readonly running: number
  readonly waiting: number
  readonly breaker: BreakerState
  /** How long calls are held back because of a limit, in milliseconds; 0: they are not. */
  readonly pausedMs: number
  /** Whether all gateways share the limits. */
  readonly isShared: boolean
  /** As last known; null: the vendor has none. */
  readonly budget: ObservedBudget | null
}

/** What happens in a planner, for metrics. */
export interface PlannerEvents {
  onWaiting(priority: CallPriority, change: 1 | -1): void
  onGranted(priority: CallPriority, waitSeconds: number): void
  /** Called whenever the rest of the status may have changed. */
  onChange(status: CallStatus): void
}

export interface CallPlannerOptions {
  readonly limits: VendorLimits
  readonly store: SlotStore
  /** Asks the vendor for the use of its budget, and observes it. */
  readonly readBudget?: (() => Promise<unknown>) | undefined
  readonly events?: PlannerEvents
  /** Milliseconds that only go forward. */
  readonly now?: Monotonic
  /** Source of jitter, from 0 to 1. */
  readonly random?: () => number
}

/** How long calls of background work may wait at least, in milliseconds: for the budget, or a vendor that is away. */
const backgroundWaitMs = 600_000

/** How long a waiting user is kept waiting because calls are held back, in milliseconds, rather than told so. */
const patienceMs = 7_500

/** How long one call may be the only one to try whether the vendor is well again, in milliseconds. */
const probeMs = 5_000

/** How often background work that waits for the budget looks at it, in milliseconds. */
const budgetLookMs = 1_000

/**
 * What a call of a program costs, in turns: while people at the portal wait, four calls of each of them go for one of a
 * program. A program alone loses nothing by it, and none waits for ever.
 */
const programCost = 4

interface Waiting extends WaitingCall {
  readonly request: TurnRequest
  readonly queuedAt: number
  /** Since when, and why, it is held back; null: it is not. */
  held: { readonly since: number; readonly reason: ClosedReason } | null
  settle(result: Slot | Refusal): void
}

const noEvents: PlannerEvents = {
  onWaiting: () => undefined,
  onGranted: () => undefined,
  onChange: () => undefined,
}

const isBackground = ({ scope }: WaitingCall) => priorityOf(scope) !== 'user'

export function createCallPlanner(options: CallPlannerOptions): CallPlanner {
  const { limits, store, events = noEvents, now = () => performance.now(), random = Math.random } = options
  const gates = createCallGates(now, random)
  const budget = createCallBudget({ ...options, budget: limits.budget, now })
  const waiting = createWaitingCalls<Waiting>()
  const order = createFairOrder()
  const users = createUserActivity(now)
  const renewal = createSlotRenewal(store)
  const pump = createPump({ waiting, now, offer })

  function status(): CallStatus {
    const { breaker, pausedMs } = gates
    const counts = { running: renewal.size, waiting: waiting.size }
    return { ...counts, breaker, pausedMs, isShared: store.isShared, budget: budget.current }
  }

  /** Tries to get a slot for the call. @returns how long calls like it need not be tried, in milliseconds; null: it is settled */
  async function offer(call: Waiting): Promise<Blocked | null> {
    const inBackground = isBackground(call)
    if (inBackground && !(await budget.mayGoInBackground())) {
      call.held ??= { since: now(), reason: 'limit' }
      return { forMs: budgetLookMs, what: 'lane' }
    }
    if (!waiting.has(call)) return null
    const { route, request } = call
    const onRoute = gates.on(route).filter((gate) => !request.isInAdvance || gates.reasonOf(gate) === 'limit')
    const windows = users.wanted(route.queue, windowsOf(limits, route.queue), inBackground)
    const answer = await store.take({ id: randomUUID(), windows, gates: onRoute, probeMs })
    if (!('id' in answer)) return refuse(call, answer, { inBackground, gates, now })
    grant(call, answer.id, answer.probes, inBackground)
    return null
  }

  function grant(call: Waiting, id: string, probes: readonly string[], inBackground: boolean): void {
    const { route, turn } = call
    if (!waiting.has(call)) return void release(id, { isUnused: true, ...gates.unused(probes) })
    renewal.add(id)
    gates.noteTried(probes)
    order.passed(turn)
    budget.went(inBackground)
    const endActivity = inBackground ? () => undefined : users.begin(route.queue)
    events.onGranted(priorityOf(call.scope), (now() - call.queuedAt) / 1_000)
    const end = (outcome: AttemptOutcome | null) => {
      endActivity()
      void release(id, toRelease({ gates, limits, route, probes }, outcome))
    }
    call.settle(createSlot(turn, end))
  }

  async function release(id: string, outcome: CallOutcome): Promise<void> {
    renewal.remove(id)
    const released = store.release(id, outcome).catch(() => undefined)
    events.onChange(status())
    await released
    pump.again()
  }

  return {
    take: (request) => wait(callOf(request, order, now), { waiting, users, events, pump }),
    observe: (observed) => {
      budget.observe(observed)
      events.onChange(status())
    },
    forgetTrouble() {
      void release('', gates.reset())
    },
    status,
    close() {
      renewal.close()
      pump.close()
      for (const call of waiting.all()) call.settle({ refused: 'aborted', retryAfterMs: 0 })
    },
  }
}

/**
 * Keeps a call waiting that got no slot, or tells it so.
 *
 * @returns how long calls like it need not be tried; null: it was told
 */
function refuse(
  call: Waiting,
  { closed, freeInMs }: NoSlot,
  { inBackground, gates, now }: { readonly inBackground: boolean; readonly gates: CallGates; readonly now: Monotonic },
): Blocked | null {
  if (closed === null) return { forMs: freeInMs, what: 'queue' }
  const isTried = gates.isTried(closed)
  if (!isTried) gates.noteClosed(closed, freeInMs)
  const reason = gates.reasonOf(closed)
  call.held ??= { since: now(), reason }
  const isPatient = now() - call.held.since + freeInMs <= patienceMs
  if (inBackground || isPatient) return { forMs: freeInMs, what: 'lane' }
  call.settle({ refused: reason, retryAfterMs: freeInMs })
  return null
}

/** The call of a request, in its turn or, for a new one, in the next of its caller. */
function callOf(
  request: TurnRequest,
  order: ReturnType<typeof createFairOrder>,
  now: Monotonic,
): Omit<Waiting, 'settle'> {
  const { queue, entity, turn } = request
  const scope = vendorCallScope()
  return {
    route: { queue, entity },
    scope,
    request,
    turn: turn ?? order.next(scope.caller, scope.isProgram ? programCost : 1),
    queuedAt: now(),
    held: null,
  }
}

interface WaitOptions {
  readonly waiting: WaitingCalls<Waiting>
  readonly users: UserActivity
  readonly events: PlannerEvents
  readonly pump: CallPump<Waiting>
}

/** Lets a call wait until it is settled, its time is over, or it is given up. */
function wait(call: Omit<Waiting, 'settle'>, options: WaitOptions): Promise<Slot | Refusal> {
  const { waiting, users, events, pump } = options
  const { request, route, scope } = call
  const { signal, maxWaitMs } = request
  if (signal?.aborted) return Promise.resolve({ refused: 'aborted', retryAfterMs: 0 })
  const inBackground = isBackground(call)
  const priority = priorityOf(scope)
  const endActivity = inBackground ? () => undefined : users.begin(route.queue)
  return new Promise((resolve) => {
    const queued: Waiting = {
      ...call,
      settle(result) {
        if (!waiting.has(queued)) return
        waiting.remove(queued)
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        stopListening?.()
        endActivity()
        events.onWaiting(priority, -1)
        // The signal may fire just after the slot is given: its taker looks at the signal again.
        resolve(result)
      },
    }
    const giveUp = () => queued.settle({ refused: 'aborted', retryAfterMs: 0 })
    const late = () => queued.settle({ refused: queued.held?.reason ?? 'late', retryAfterMs: budgetLookMs })
    const isPatient = inBackground && !request.turn
    const timer = setTimeout(late, isPatient ? Math.max(maxWaitMs, backgroundWaitMs) : Math.max(0, maxWaitMs))
    const stopListening = scope.awaited?.onAwaited(() => pump.came(queued))
    signal?.addEventListener('abort', giveUp, { once: true })
    waiting.add(queued)
    events.onWaiting(priority, 1)
    pump.came(queued)
  })
}

interface ReleaseOptions {
  readonly gates: CallGates
  readonly limits: VendorLimits
  readonly route: CallRoute
  readonly probes: readonly string[]
}

/** What the end of a call means for its slots and gates; null: it was not sent. */
function toRelease({ gates, limits, route, probes }: ReleaseOptions, outcome: AttemptOutcome | null): CallOutcome {
  if (!outcome) return { isUnused: true, ...gates.unused(probes) }
  return { holdMs: outcome.isCut ? limits.cutHoldMs : 0, ...gates.after(route, probes, outcome) }
}
