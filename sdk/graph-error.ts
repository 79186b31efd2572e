/** An entry of `errors`, as the graph sends it (see docs/errors.md). */
export interface GraphErrorEntry {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: {
    /** A stable reason, such as `VENDOR_UNAVAILABLE`. */
    readonly code: string
    /** Seconds until asking again makes sense. */
    readonly retryAfterSeconds?: number
    /** Identifies the request in the gateway's log. */
    readonly requestId?: string
    readonly [detail: string]: unknown
  }
}

/** The graph did not answer, or not completely. */
export class GraphError extends Error {
  override name = 'GraphError'
  /** The HTTP status; null if there was no response. */
  readonly status: number | null
  /** Why, as the graph says it; empty if the response was not the graph's. */
  readonly errors: readonly GraphErrorEntry[]
  /** What could be answered: fields with an error are null. */
  readonly data: unknown

  constructor(
    message: string,
    {
      status = null,
      errors = [],
      data = null,
      cause,
    }: { status?: number | null; errors?: readonly GraphErrorEntry[]; data?: unknown; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.status = status
    this.errors = errors
    this.data = data
  }

  /** The code of the first error; null if the graph sent none. */
  get code(): string | null {
    return this.errors[0]?.extensions.code ?? null
  }

  /** Seconds until asking again makes sense; null if nothing is known of that. */
  get retryAfterSeconds(): number | null {
    const seconds = this.errors.flatMap(({ extensions }) => extensions.retryAfterSeconds ?? [])
    return seconds.length === 0 ? null : Math.max(...seconds)
  }
}
