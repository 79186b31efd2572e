import { AsyncLocalStorage } from 'node:async_hooks'
import type { Awaited } from './awaited.ts'

/**
 * Why a vendor is called, the label `cause` of `gateway_vendor_calls_total`: a `question` of a caller, a `status` check,
 * the delivery of a `change`; of the local replica a `delta` of what changed, its initial `load`, and to `reconcile` it
 * with the vendor.
 */
export type VendorCallCause = 'question' | 'delta' | 'load' | 'reconcile' | 'status' | 'change'

/** Counts the vendor calls of one piece of work, while they are made. */
export interface VendorCallCount {
  /** Requests sent so far, retries included; 0 or more. */
  readonly sent: number
}

/** For what a vendor is called. */
export interface VendorCallScope {
  readonly cause: VendorCallCause
  /** Who the call is made for: the id of a principal, or the gateway itself. Calls of different callers take turns. */
  readonly caller: string
  /** Whether a request waits for it, where it was begun in the background. */
  readonly awaited: Awaited | null
}

interface Scope extends VendorCallScope {
  readonly counts: readonly { sent: number }[]
}

/** The caller of what no request asked for. */
const gateway = 'gateway'

const outside: Scope = { cause: 'question', caller: gateway, awaited: null, counts: [] }
const scopes = new AsyncLocalStorage<Scope>()
const current = () => scopes.getStore() ?? outside

/*
 * A scope follows the asynchronous work that is started in it. Work that several wait for, such as a load of the cache or
 * a batch, therefore belongs to the scope of the one who started it, and to no other.
 */

/**
 * Counts the vendor calls that `work` starts, those of scopes within it included, but not what runs in the background.
 * Counts nest: a call counts in each.
 *
 * @param work gets the count; calls that it has not waited for are counted as they are sent
 */
export function countVendorCalls<T>(work: (count: VendorCallCount) => T): T {
  const scope = current()
  const count = { sent: 0 }
  return scopes.run({ ...scope, counts: [...scope.counts, count] }, () => work(count))
}

/** Runs work for this caller, the id of a principal. */
export function runFor<T>(caller: string, work: () => T): T {
  return scopes.run({ ...current(), caller }, work)
}

/** Runs work that the current request waits for: its calls have this cause, and count for the request. */
export function runAs<T>(cause: VendorCallCause, work: () => T): T {
  return scopes.run({ ...current(), cause }, work)
}

/**
 * Runs work that no request waits for: its calls have this cause, and count for no request.
 *
 * @param awaited tells when a request does wait for it after all; its calls then go as fast as those of a request
 */
export function runInBackground<T>(cause: VendorCallCause, work: () => T, awaited: Awaited | null = null): T {
  return scopes.run({ cause, caller: gateway, awaited, counts: [] }, work)
}

/** The cause of what runs now; `question` unless a scope says otherwise. */
export const vendorCallCause = (): VendorCallCause => current().cause

/** For what a vendor is called that is called now. */
export const vendorCallScope = (): VendorCallScope => current()

/** To be called when a request is sent to a vendor. */
export function recordVendorCall(): void {
  for (const count of current().counts) count.sent++
}
