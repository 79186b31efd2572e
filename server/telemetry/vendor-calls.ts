import { AsyncLocalStorage } from 'node:async_hooks'
import type { Awaited } from './awaited.ts'
import type { Span } from './tracer.ts'

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

/** How many calls an account has left; Infinity if that is not known. */
export type CallsLeft = () => number

/** The vendor calls of one operation of the graph, which it is asked for before they are sent. */
export interface OperationCalls {
  /**
   * Asks whether calls may be sent. Those that are asked for at about the same time are decided together.
   *
   * @param calls how many calls a load needs, as far as that is known before the first
   * @param charged how many of them count for the limit, where that differs
   * @param field the root field they are for, if it is known
   * @param left how many calls the account has left in its hour or day; the same function for the same account
   * @returns undefined if they may be sent at once; else resolves when they may
   * @throws GatewayError at once or later, for every one of them, if there are more than the operation may send
   */
  admit(calls: number, charged: number, field: string | null, left?: CallsLeft): Promise<void> | undefined
  /** A call is sent. */
  sent(): void
  /** A value was there already, in cache or replica. */
  hit(): void
  /** Aborts once the calls are refused: what was begun for the operation is given up where no other waits for it. */
  readonly signal: AbortSignal
}

/** Something that an operation has read of cache or replica. */
export interface OperationRead {
  /** Until when it is fresh, in epoch milliseconds; in the past if it is stale. */
  readonly until: number
  /** Whether reading it again would give the same, without asking a vendor. */
  readonly isSame: () => Promise<boolean>
}

/** For what a vendor is called. */
export interface VendorCallScope {
  readonly cause: VendorCallCause
  /** Who the call is made for: the id of a principal, or the gateway itself. Calls of different callers take turns. */
  readonly caller: string
  /** Whether the caller is a program, with a bearer token, and not a person at the portal. */
  readonly isProgram: boolean
  /** Whether a request waits for it, where it was begun in the background. */
  readonly awaited: Awaited | null
  /** Null for what belongs to no operation. */
  readonly operation: OperationCalls | null
  /** The operation's root field that runs now, by its name in the answer. */
  readonly field: string | null
}

interface Scope extends VendorCallScope {
  readonly counts: readonly { sent: number }[]
  /** Told what the operation reads; null where nothing has to be told. */
  readonly onRead: ((read: OperationRead) => void) | null
  /** The part of a trace that runs now; null where nothing is traced. */
  readonly span: Span | null
}

/** The caller of what no request asked for. */
const gateway = 'gateway'

const outside: Scope = {
  cause: 'question',
  caller: gateway,
  isProgram: false,
  awaited: null,
  operation: null,
  field: null,
  counts: [],
  onRead: null,
  span: null,
}
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

/**
 * Runs work for this caller, the id of a principal.
 *
 * @param isProgram whether it is a program, which gives people at the portal precedence
 */
export function runFor<T>(caller: string, work: () => T, isProgram = false): T {
  return scopes.run({ ...current(), caller, isProgram }, work)
}

/**
 * Runs an operation, whose loads ask it before they call a vendor.
 *
 * @param onRead told what it reads of caches and replicas; null: it need not be told
 */
export function runOperation<T>(operation: OperationCalls, onRead: Scope['onRead'], work: () => T): T {
  return scopes.run({ ...current(), operation, onRead }, work)
}

/** Runs a part of an operation whose reads need not be told, because what it depends on is known otherwise. */
export function runUnread<T>(work: () => T): T {
  const scope = current()
  return scope.onRead ? scopes.run({ ...scope, onRead: null }, work) : work()
}

/** To be called when something was read of a cache or a replica. @param read describes it, if it has to be told */
export function recordRead(read: () => OperationRead): void {
  const { onRead } = current()
  if (onRead) onRead(read())
}

/** Runs the resolver of a root field. */
export function runField<T>(field: string, work: () => T): T {
  return scopes.run({ ...current(), field }, work)
}

/** Asks the operation that runs now, if one does, like `OperationCalls.admit`. */
export function admitVendorCalls(calls: number, charged: number, left?: CallsLeft): Promise<void> | undefined {
  const { operation, field } = current()
  return operation?.admit(calls, charged, field, left)
}

/** To be called when an operation's question is answered without a call. */
export function recordHit(): void {
  current().operation?.hit()
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
  return scopes.run({ ...outside, cause, awaited }, work)
}

/** Runs work as this part of a trace: what it begins are parts of that. */
export function runInSpan<T>(span: Span | null, work: () => T): T {
  return scopes.run({ ...current(), span }, work)
}

/** The part of a trace that runs now; null where nothing is traced. */
export const currentSpan = (): Span | null => current().span

/** The cause of what runs now; `question` unless a scope says otherwise. */
export const vendorCallCause = (): VendorCallCause => current().cause

/** For what a vendor is called that is called now. */
export const vendorCallScope = (): VendorCallScope => current()

/** To be called when a request is sent to a vendor. */
export function recordVendorCall(): void {
  const { counts, operation } = current()
  for (const count of counts) count.sent++
  operation?.sent()
}
