import { rateLimitHeaders } from '../limits/rate-limit-headers.ts'
import type { Caller } from '../operations/caller-guard.ts'
import type { HttpContext } from './http-context.ts'

/** The caller of a request, who is told in headers how the limits stand (`RateLimit`, `RateLimit-Policy`). */
export function callerOf(context: HttpContext): Caller {
  const { clientAddress, request, response } = context
  const { traceparent } = request.headers
  return {
    address: clientAddress,
    onLimits(states) {
      for (const [name, value] of Object.entries(rateLimitHeaders(states))) response.setHeader(name, value)
    },
    ...(typeof traceparent === 'string' && { traceparent }),
    onTrace(traceId) {
      context.traceId = traceId
    },
  }
}
