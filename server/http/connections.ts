/** Connection timeouts in milliseconds, and the maximum number of connections. */
export interface ConnectionTimes {
  /** How long an idle connection is kept alive after its last response. */
  readonly keepAliveMs: number
  /** Timeout from the first byte of a connection or request to the end of its headers. */
  readonly headersMs: number
  /** Timeout from a request's first byte to the end of its body: 1 MiB at 40 kB a second. */
  readonly requestMs: number
  /** How often the timeouts are checked. */
  readonly checkMs: number
}

/**
 * Timeouts against slow or silent clients. Node applies the headers timeout only while a request is being received, so
 * it may be shorter than the keep-alive timeout.
 */
export const usualConnectionTimes: ConnectionTimes = {
  keepAliveMs: 90_000,
  headersMs: 15_000,
  requestMs: 30_000,
  checkMs: 5_000,
}

/** Maximum concurrent connections: a few hundred megabytes, and far more than the users of one gateway need. */
export const maxConnections = 10_000
