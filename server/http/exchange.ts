import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorCode } from '../errors/codes.ts'
import type { GatewayError } from '../errors/gateway-error.ts'
import { QueryTooExpensiveError } from '../limits/query-too-expensive-error.ts'

/** A request and its response, with what all routes need. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Returned as `X-Request-Id`, and included in errors and logs. */
  readonly requestId: string
}

export type Route = (exchange: Exchange) => Promise<void> | void

export function sendJson({ response, request }: Exchange, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : text)
}

/**
 * Sends an error that occurred before execution, in the shape of a GraphQL response, so that clients handle all errors
 * alike.
 */
export function sendError(exchange: Exchange, status: number, code: ErrorCode, message: string): void {
  sendJson(exchange, status, { errors: [{ message, extensions: { code, requestId: exchange.requestId } }] })
}

/**
 * Like `sendError`, for a thrown error.
 *
 * @param rest further members of the response
 */
export function sendGatewayError(exchange: Exchange, status: number, error: GatewayError, rest: object = {}): void {
  const { code, message, retryAfterSeconds, details } = error
  if (retryAfterSeconds !== undefined) exchange.response.setHeader('retry-after', retryAfterSeconds)
  const locations = error instanceof QueryTooExpensiveError ? error.locations : []
  const extensions = { code, ...details, requestId: exchange.requestId }
  sendJson(exchange, status, { errors: [{ message, ...(locations.length > 0 && { locations }), extensions }], ...rest })
}

/** Redirects to another path of the gateway. */
export function redirectTo(path: string): Route {
  return ({ response }) => {
    response.writeHead(302, { location: path }).end()
  }
}
