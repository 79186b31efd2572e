import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorCode } from '../errors/codes.ts'
import type { GatewayError } from '../errors/gateway-error.ts'
import { QueryTooExpensiveError } from '../limits/query-too-expensive-error.ts'

/** One request and its response, with what all routes need of them. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Given back as `X-Request-Id`, and in errors and logs. */
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

/** A refusal before any operation ran, in the shape of a GraphQL answer, so that clients read all errors alike. */
export function sendError(exchange: Exchange, status: number, code: ErrorCode, message: string): void {
  sendJson(exchange, status, { errors: [{ message, extensions: { code, requestId: exchange.requestId } }] })
}

/**
 * As `sendError`, for an error that was thrown.
 *
 * @param rest what the answer says besides
 */
export function sendGatewayError(exchange: Exchange, status: number, error: GatewayError, rest: object = {}): void {
  const { code, message, retryAfterSeconds, details } = error
  if (retryAfterSeconds !== undefined) exchange.response.setHeader('retry-after', retryAfterSeconds)
  const locations = error instanceof QueryTooExpensiveError ? error.locations : []
  const extensions = { code, ...details, requestId: exchange.requestId }
  sendJson(exchange, status, { errors: [{ message, ...(locations.length > 0 && { locations }), extensions }], ...rest })
}

/** Sends the visitor on to another address of ours. */
export function redirectTo(path: string): Route {
  return ({ response }) => {
    response.writeHead(302, { location: path }).end()
  }
}
