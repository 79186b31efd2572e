/** Intervals and timeouts of delivery, in milliseconds except the last. */
export interface ChangeTimes {
  /** Poll interval of the worker. */
  readonly pollMs: number
  /** Lease duration of a ticket, unless renewed. */
  readonly leaseMs: number
  /** Timeout of a call, from submission to its last byte. */
  readonly timeoutMs: number
  /** How long after a timeout ConnectWise may still store what was sent. */
  readonly lateStoreMs: number
  /** Safety margin for clock skew, commits and the time to reach the socket. */
  readonly marginMs: number
  /** How long a mutation waits for the delivery before it returns PENDING. */
  readonly waitMs: number
  /** Initial backoff; grows with further failures. */
  readonly backoffMs: number
  /** Maximum backoff, and the minimum after a rate limit or rejected credentials. */
  readonly patienceMs: number
  /** Number of tickets delivered in parallel. */
  readonly parallel: number
}

export const usualChangeTimes: ChangeTimes = {
  pollMs: 1_000,
  leaseMs: 30_000,
  timeoutMs: 10_000,
  lateStoreMs: 10_000,
  marginMs: 2_000,
  waitMs: 8_000,
  backoffMs: 1_000,
  patienceMs: 30_000,
  parallel: 8,
}

/**
 * Time after an unanswered send at which its outcome is final: by then it is stored or never will be, so only a later
 * check can prove that it is missing.
 */
export const settleMs = ({ timeoutMs, lateStoreMs, marginMs }: ChangeTimes) => timeoutMs + lateStoreMs + marginMs
