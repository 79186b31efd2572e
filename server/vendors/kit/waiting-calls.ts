import type { VendorCallScope } from '../../telemetry/vendor-calls.ts'
import type { CallRoute } from './call-gates.ts'
import { comparePriorities, priorityOf } from './call-priority.ts'
import { compareTurns, type Turn } from './fair-order.ts'

/** A call that waits for its slot. */
export interface WaitingCall {
  readonly route: CallRoute
  readonly scope: VendorCallScope
  readonly turn: Turn
}

/** The calls of an account that wait, in lanes: those of one queue and entity, which wait for the same. */
export interface WaitingCalls<C extends WaitingCall> {
  add(call: C): void
  remove(call: C): void
  has(call: C): boolean
  readonly size: number
  all(): readonly C[]
  /** The first call of each lane, in the order in which they may go. */
  first(): C[]
}

/** The order is by priority, which may change while a call waits, and within it by turn. */
export function createWaitingCalls<C extends WaitingCall>(): WaitingCalls<C> {
  const lanes = new Map<string, Set<C>>()
  const laneOf = ({ route }: WaitingCall) => `${route.queue}\n${route.entity}`
  return {
    add(call) {
      const lane = lanes.get(laneOf(call)) ?? new Set()
      lanes.set(laneOf(call), lane.add(call))
    },
    remove(call) {
      const lane = lanes.get(laneOf(call))
      lane?.delete(call)
      if (lane?.size === 0) lanes.delete(laneOf(call))
    },
    has: (call) => lanes.get(laneOf(call))?.has(call) ?? false,
    get size() {
      return [...lanes.values()].reduce((sum, lane) => sum + lane.size, 0)
    },
    all: () => [...lanes.values()].flatMap((lane) => [...lane]),
    first: () =>
      [...lanes.values()]
        .map((lane) => [...lane].reduce((best, call) => (compare(call, best) < 0 ? call : best)))
        .toSorted(compare),
  }
}

const compare = (a: WaitingCall, b: WaitingCall) =>
  comparePriorities(priorityOf(a.scope), priorityOf(b.scope)) || compareTurns(a.turn, b.turn)
