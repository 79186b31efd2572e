import type { VendorError } from '../../errors/vendor-error.ts'

/** One question to a vendor. */
export interface VendorCall {
  /** What is asked for, in the vendor's word; calls at a time are limited per entity. */
  readonly entity: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** True when the call changes something: it is then never repeated blindly. */
  readonly isWrite?: boolean
  /** Whose calls share places, where that is not the vendor's one account; the entity counts no more then. */
  readonly lane?: string
  /** Says when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined
}

/** What came back, before anyone has made sense of it. */
export interface VendorAnswer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
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
  /** A fixed word for the log: the vendor's own text stays out of it. */
  readonly reason: string
}

/** How a vendor's answers are read: null when this one is good. Every vendor says it for itself. */
export type Judge = (answer: VendorAnswer) => Verdict | null
