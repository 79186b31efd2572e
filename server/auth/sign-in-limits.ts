import pLimit from 'p-limit'

/** A limit is reached; the operation was not started. */
export class SignInLimitError extends Error {
  override name = 'SignInLimitError'
}

/** Limits the concurrency of requests to the issuer's token endpoint. */
export interface TokenRequestQueue {
  /** @throws SignInLimitError if the queue is full */
  run<T>(request: () => Promise<T>): Promise<T>
}

export interface TokenRequestBounds {
  /** Concurrency limit. */
  readonly concurrent: number
  /** Queue length. */
  readonly waiting: number
}

/**
 * Limits on token endpoint requests per gateway. Codes can come from any client that opens the callback URL; renewals
 * only from existing sessions. Separate queues keep made-up codes from blocking renewals. With a request timeout of 5
 * seconds, no request queues for longer than 20.
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
 * Completed sign-ins per minute and gateway. Each stores a row (its `state`, which is single-use) for up to 20 minutes,
 * so at most 12,000 rows exist, and sends a POST with our client secret to the issuer. Requests without our encrypted
 * cookie do not count and cause neither.
 */
export const signInsPerMinute = 600

export interface SignInRate {
  /** @throws SignInLimitError if the rate limit is exceeded */
  take(): void
}

/** A token bucket with a burst size of one minute's sign-ins. */
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
