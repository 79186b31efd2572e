/** What the process of the load is told to send. */
export interface LoadOrder {
  readonly url: string
  readonly seconds: number
  /** `Authorization` of each connection. */
  readonly people: readonly string[]
  /** Sent in turn; each connection begins at another one. */
  readonly bodies: readonly string[]
  /** Whether every request gets a number of its own where its body says `@`. */
  readonly isNumbered: boolean
}

/** What came of it. */
export interface LoadOutcome {
  readonly requestsPerSecond: number
  readonly answers: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers that were no success, connections that failed, and answers that did not come. */
  readonly failures: number
  /** Bytes per answer, head included. */
  readonly bytes: number
  /** How much of one processor the load itself took: near 1, it is what limits the server. */
  readonly loadShare: number
}
