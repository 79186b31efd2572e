import type { LimitState } from './limit-state.ts'

/**
 * `RateLimit` and `RateLimit-Policy` as structured fields: lists of one item per limit, with its quota and window in
 * seconds, and what remains until it resets.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (draft 10)
 */
export function rateLimitHeaders(states: readonly LimitState[]): Record<string, string> {
  const fields = (parameters: (state: LimitState) => string) =>
    states.map((state) => `"${state.name}";${parameters(state)}`).join(', ')
  return {
    'ratelimit-policy': fields(({ limit, windowSeconds }) => `q=${limit};w=${windowSeconds}`),
    ratelimit: fields(({ remaining, resetSeconds }) => `r=${remaining};t=${resetSeconds}`),
  }
}
