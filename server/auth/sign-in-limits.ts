import pLimit from 'p-limit'

/** A bound is reached: what was wanted has not been begun. */
export class SignInLimitError extends Error {
  override name = 'SignInLimitError'
}

/** Runs requests to the issuer's token endpoint, so many at a time. */
export interface TokenRequestQueue {
  /** @throws SignInLimitError when as many as may wait are waiting already */
  run<T>(request: () => Promise<T>): Promise<T>
}

export interface TokenRequestBounds {
  /** Requests under way at a time. */
  readonly concurrent: number
  /** Requests that wait for one of those to end. */
  readonly waiting: number
}

/**
 * What one gateway asks of the issuer's token endpoint, at most. Codes come from whoever opens the callback address, signed
 * in or not; renewals from sessions that are there. So they wait in queues of their own: made-up codes keep no session
 * from being renewed. A request may take five seconds, so nothing waits for longer than 20.
 */
export const tokenRequestBounds = {
  code: { concurrent: 8, waiting: 32 },
  renewal: { concurrent: 16, waiting: 64 },
} as const satisfies Record<string, TokenRequestBounds>

export function createTokenRequestQueue({ concurrent, waiting }: TokenRequestBounds): TokenRequestQueue {
  const limit = pLimit(concurrent)
  return {
    async run(request) {
      if (limit.activeCount + limit.pendingCount >= concurrent + waiting) {
        throw new SignInLimitError('Too many requests wait for the identity provider.')
      }
      return limit(request)
    },
  }
}

/**
 * Sign-ins that one gateway completes per minute, at most. Each leaves a row (its `state`, so that it is good once) for up to
 * 20 minutes, so there are never more than 12,000 of those, and a POST with our client secret goes to the issuer. What has no
 * sealed cookie of ours counts for nothing and gets neither.
 */
export const signInsPerMinute = 600

export interface SignInRate {
  /** @throws SignInLimitError when the last minute's sign-ins were too many */
  take(): void
}

/** A token bucket that holds a minute's sign-ins: that many may come at once. */
export function createSignInRate(perMinute: number, nowMs: () => number = () => performance.now()): SignInRate {
  let left = perMinute
  let filledAt = nowMs()
  return {
    take() {
      const now = nowMs()
      left = Math.min(perMinute, left + ((now - filledAt) / 60_000) * perMinute)
      filledAt = now
      if (left < 1) throw new SignInLimitError('More people are signing in than this gateway lets in per minute.')
      left -= 1
    },
  }
}
