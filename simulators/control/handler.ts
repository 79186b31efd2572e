import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

/** One request as a simulated vendor sees it. */
export interface SimRequest {
  /** Upper case, as on the wire. */
  method: string
  /** Without the query string, in the caller's own spelling. */
  path: string
  query: URLSearchParams
  /** The query string as sent, without the question mark; '' when there is none. */
  rawQuery: string
  headers: IncomingHttpHeaders
  /** The body as text; '' when there is none. */
  body: string
  /**
   * Calls back once, when the answer starts to be sent or the client disconnects. Until then the request is in flight,
   * added latency included, so a vendor that limits parallel calls holds a slot for just that long.
   */
  whenDone(callback: () => void): void
}

/** What a vendor answers. */
export interface SimResponse {
  status: number
  headers?: Record<string, string>
  /** A string goes out as it is, anything else as JSON, undefined as an empty body. */
  body?: unknown
  /** Milliseconds of real time this answer takes beyond the simulator's own latency; 0 by default. */
  delayMs?: number
}

/** A vendor's whole HTTP side as one function. */
export type SimHandler = (request: SimRequest) => SimResponse | Promise<SimResponse>

/** A ready-made Node callback, such as an `oidc-provider`, for a vendor that is not written as a `SimHandler`. */
export type RawHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => void | Promise<void>

/** A change as made in the vendor's own UI: records written or removed. */
export interface RecordChange {
  collection: string
  /** Which of the vendor's tenants, where a simulator holds several. */
  company?: string
  /** Which change marks move, where a vendor lets the caller choose. */
  marks?: string
  upsert: Record<string, unknown>[]
  delete: (string | number)[]
}

/** What a simulator provides to the control plane. */
export interface SimulatedVendor {
  /** Everything the vendor holds now, wire-shaped: the answer of `GET /__sim/state`. */
  state(): unknown
  /** Whether changes may choose the marks that move; false by default. */
  takesMarks?: boolean
  /**
   * Applies a change and updates change timestamps. Throws `ControlError` when it cannot; its return value is the
   * answer.
   */
  changeRecords(change: RecordChange): unknown
  /**
   * Counts this many requests of other integrations of the account against its limits, where the vendor counts them
   * together.
   */
  useByOthers?(requests: number): void
  /** Back to the records of the seed, with the vendor's limits emptied. The clock stays where it is. */
  reset(): void
  /** The wire side: one function, or a raw Node callback behind which only answering and delaying faults work. */
  wire: { handle: SimHandler } | { raw: RawHandler }
}
