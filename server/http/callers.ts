import { rateLimitHeaders } from '../limits/rate-limit-headers.ts'
import type { Caller } from '../operations/caller-guard.ts'
import type { HttpContext } from './http-context.ts'

/** The caller of a request, who is told in headers how the limits stand (`RateLimit`, `RateLimit-Policy`). */
export function callerOf({ clientAddress, response }: HttpContext): Caller {
  return {
    address: clientAddress,
    onLimits(states) {
      for (const [name, value] of Object.entries(rateLimitHeaders(states))) response.setHeader(name, value)
    },
  }
}
