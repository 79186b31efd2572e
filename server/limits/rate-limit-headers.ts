import type { LimitState } from './limit-state.ts'

/**
 * `RateLimit` and `RateLimit-Policy` as structured fields: lists of one item per limit, with its quota and window in
 * seconds, and what remains until it resets.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (draft 10)
 */
export function rateLimitHeaders(states: readonly LimitState[]): RateLimitHeaders {
  let policy = ''
  let current = ''
  for (const { name, limit, windowSeconds, remaining, resetSeconds } of states) {
    const start = policy === '' ? `"${name}"` : `, "${name}"`
    policy += `${start};q=${limit};w=${windowSeconds}`
    current += `${start};r=${remaining};t=${resetSeconds}`
  }
  return { 'ratelimit-policy': policy, ratelimit: current }
}

export interface RateLimitHeaders {
  readonly 'ratelimit-policy': string
  readonly ratelimit: string
}
