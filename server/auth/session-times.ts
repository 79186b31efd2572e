/** Session lifetimes. All in milliseconds. */
export interface SessionTimes {
  /** Absolute lifetime after sign-in, regardless of use. */
  readonly absoluteMs: number
  /** Idle timeout. */
  readonly idleMs: number
  /** Precision of the recorded last use, to avoid a database write on every call. */
  readonly touchMs: number
  /** How long before the access token expires rights are renewed. */
  readonly renewAheadMs: number
  /** Grace period after the access token expires while the issuer is unavailable. */
  readonly graceMs: number
  /** Backoff after a failed renewal. */
  readonly retryMs: number
}

export const defaultSessionTimes: SessionTimes = {
  absoluteMs: 12 * 60 * 60_000,
  idleMs: 60 * 60_000,
  touchMs: 60_000,
  renewAheadMs: 60_000,
  graceMs: 60 * 60_000,
  retryMs: 10_000,
}
