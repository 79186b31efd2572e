/** What a part of a trace says of itself: names of our own and numbers, never what a caller or a vendor wrote. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

/** A part of a trace: an operation, a batch, a call. */
export interface Span {
  readonly traceId: string
  /** Begins a part of this one. */
  child(name: string, kind: SpanKind, attributes: SpanAttributes): Span
  /** @param ended what is known of it at its end; `error` says that it failed, by a code or a reason */
  end(ended?: { readonly name?: string; readonly error?: string | null; readonly attributes?: SpanAttributes }): void
}

/** Whether it answers a caller, calls a vendor, or neither. */
export type SpanKind = 'server' | 'client' | 'internal'

/** Makes traces. Null in its place: there are none, and nothing is spent on them. */
export interface Tracer {
  /**
   * Begins a trace.
   *
   * @param traceparent that of a caller whose trace it is a part of, as W3C Trace Context has it; a malformed one is ignored
   */
  begin(name: string, kind: SpanKind, attributes: SpanAttributes, traceparent?: string): Span
  /** Sends what is left. */
  close(): Promise<void>
}
