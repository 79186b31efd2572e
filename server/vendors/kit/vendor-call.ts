import type { VendorError } from '../../errors/vendor-error.ts'
import type { Slot } from './slot.ts'

/** One call to a vendor. */
export interface VendorCall {
  /** Which of the vendor's accounts, where it has several. */
  readonly account?: string
  /** The requested entity, as the vendor names it. */
  readonly entity: string
  /**
   * Calls of one queue share its limits (see vendor-limits.ts). Defaults to the entity, for vendors that count per entity
   * of their one account.
   */
  readonly queue?: string
  /** What else than records of the entity it is for: it can be well where those are in trouble, and the other way round. */
  readonly part?: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** True if the call changes data: it is then never retried. */
  readonly isWrite?: boolean
  /** A planner's slot taken in advance, for a call that must not wait once submitted. */
  readonly slot?: Slot | undefined
  /** Aborts when no caller waits for the response any more. */
  readonly signal?: AbortSignal | undefined
}

/** A raw response. */
export interface VendorAnswer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** When it was received, in epoch milliseconds by the gateway's clock. */
  readonly receivedAt?: number
}

/** Classification of a failed attempt. */
export interface Classification {
  readonly error: VendorError
  /** Whether to retry: `never` (refused), `trouble` (a vendor failure), `limit` (rate limited). */
  readonly kind: 'never' | 'trouble' | 'limit'
  /** The backoff the vendor asks for, in milliseconds; 0 if it does not. */
  readonly askedWaitMs?: number
  /** What a limit is for: the queue of the call, or the whole account, as by default. */
  readonly scope?: 'queue' | 'account'
  /** A constant, for logs and metrics. */
  readonly reason: string
  /** The vendor's own message for the log, if any: short, one line, without URLs and credentials. */
  readonly said?: string
}

/** Classifies a response; null for success. Implemented by each vendor. */
export type ClassifyResponse = (answer: VendorAnswer, call: VendorCall) => Classification | null
