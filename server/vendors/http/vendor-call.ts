import type { VendorError } from '../../errors/vendor-error.ts'
import type { Slot } from './pace.ts'

/** One question to a vendor. */
export interface VendorCall {
  /** What is asked for, in the vendor's word. */
  readonly entity: string
  /**
   * Calls of one lane share its places and its pace, where they are not counted per entity of the vendor's one account;
   * the entity counts no more then.
   */
  readonly lane?: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** True when the call changes something: it is then never repeated blindly. */
  readonly isWrite?: boolean
  /** The slot of the pace that was taken for it ahead, where it must not wait once it is handed over. */
  readonly slot?: Slot | undefined
  /** Says when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined
}

/** What came back, before anyone has made sense of it. */
export interface VendorAnswer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** When it came, in epoch milliseconds by the gateway's clock. */
  readonly receivedAt?: number
}

/** What a failed attempt means. */
export interface Verdict {
  readonly error: VendorError
  /**
   * Whether the same call may succeed later: `never` (the question is refused), `trouble` (the vendor stumbled),
   * `limit` (the vendor asks for patience).
   */
  readonly kind: 'never' | 'trouble' | 'limit'
  /** How long the vendor asks us to wait, in milliseconds; 0 when it says nothing. */
  readonly askedWaitMs?: number
  /** A fixed word, for the log and for metrics. */
  readonly reason: string
  /** The vendor's own words for the log, where it has them: short, one line, without addresses and credentials. */
  readonly said?: string
}

/** How a vendor's answers are read: null when this one is good. Every vendor says it for itself. */
export type Judge = (answer: VendorAnswer, call: VendorCall) => Verdict | null
