/** How long sessions live. All in milliseconds. */
export interface SessionTimes {
  /** A session ends this long after sign-in, however much it is used. */
  readonly absoluteMs: number
  /** A session ends when it was not used for this long. */
  readonly idleMs: number
  /** How exactly the last use is remembered: not every call writes to the database. */
  readonly touchMs: number
  /** So long before the access token ends, the person's rights are asked for anew. */
  readonly renewAheadMs: number
  /** So long after the access token's end a session goes on when the issuer does not answer. */
  readonly graceMs: number
  /** After a failure the issuer is left alone for this long. */
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
