import { randomUUID } from 'node:crypto'
import { errorEntry } from '../errors/error-entry.ts'
import { GatewayError } from '../errors/gateway-error.ts'

/**
 * The answer to a request that does not reach the gateway, or does not come back from it.
 *
 * @param retryAfterSeconds when it may be tried again; null: it would fail again
 */
export function errorResponse(status: number, message: string, retryAfterSeconds: number | null): Response {
  const error = new GatewayError('INTERNAL_SERVER_ERROR', message, {
    retryAfterSeconds: retryAfterSeconds ?? undefined,
  })
  const headers = {
    'cache-control': 'no-store',
    ...(retryAfterSeconds !== null && { 'retry-after': String(retryAfterSeconds) }),
  }
  return Response.json({ errors: [errorEntry(error, randomUUID())] }, { status, headers })
}
