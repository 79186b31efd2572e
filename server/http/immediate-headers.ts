import type { ServerResponse } from 'node:http'
import type { LimitState } from '../limits/limit-state.ts'
import { rateLimitHeaders } from '../limits/rate-limit-headers.ts'
import type { HttpContext } from './http-context.ts'

/** What is known of a request that is answered at once. */
export interface AnsweredNow {
  /** Headers of every response, names and values in turn. */
  readonly headers: readonly string[]
  /** How the caller's limits stand. */
  readonly states: readonly LimitState[]
}

/** Headers of a stored answer that is sent at once: names and values in turn. */
export function immediateHeaders({ requestId }: HttpContext, { headers, states }: AnsweredNow, vary: string): string[] {
  const { 'ratelimit-policy': policy, ratelimit } = rateLimitHeaders(states)
  const all = [...headers, 'x-request-id', requestId, 'x-vendor-calls', '0', 'vary', vary]
  all.push('ratelimit-policy', policy, 'ratelimit', ratelimit, 'cache-control', 'no-store')
  return all
}

/** Sets headers one by one. @param headers names and values in turn */
export function setHeaders(response: ServerResponse, headers: readonly string[]): void {
  for (let index = 0; index < headers.length; index += 2) {
    response.setHeader(headers[index] ?? '', headers[index + 1] ?? '')
  }
}
