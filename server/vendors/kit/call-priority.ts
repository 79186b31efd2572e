import type { VendorCallCause, VendorCallScope } from '../../telemetry/vendor-calls.ts'

/** What goes first, where not everything can: the first of these. */
export const callPriorities = ['user', 'delta', 'load', 'reconcile'] as const

export type CallPriority = (typeof callPriorities)[number]

const priorities: Readonly<Record<VendorCallCause, CallPriority>> = {
  question: 'user',
  status: 'user',
  change: 'user',
  delta: 'delta',
  load: 'load',
  reconcile: 'reconcile',
}

/** The priority of a call at this moment: background work that a request waits for goes as the request itself. */
export const priorityOf = ({ cause, awaited }: VendorCallScope): CallPriority =>
  awaited?.isAwaited ? 'user' : priorities[cause]

/** Whether one priority goes before another: below 0. */
export const comparePriorities = (a: CallPriority, b: CallPriority): number =>
  callPriorities.indexOf(a) - callPriorities.indexOf(b)
