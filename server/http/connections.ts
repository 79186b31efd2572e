/** How long connections may take, in milliseconds, and how many there may be. */
export interface ConnectionTimes {
  /** An idle connection is kept for so long after its last answer. */
  readonly keepAliveMs: number
  /** From a connection's or a request's first byte to the end of its headers. */
  readonly headersMs: number
  /** From a request's first byte to the end of its body: 1 MiB at 40 kB a second. */
  readonly requestMs: number
  /** How often those are looked at. */
  readonly checkMs: number
}

/**
 * What a caller that sends slowly, or nothing at all, may hold. Node looks at the time of headers only while a request is
 * coming in, so that it may well be shorter than the time an idle connection is kept.
 */
export const usualConnectionTimes: ConnectionTimes = {
  keepAliveMs: 90_000,
  headersMs: 15_000,
  requestMs: 30_000,
  checkMs: 5_000,
}

/** Connections at once: some hundred megabytes, and far more than people behind one gateway have. */
export const maxConnections = 10_000
