import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorCode } from '../errors/codes.ts'
import { errorEntry } from '../errors/error-entry.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { statusOfRefusal } from '../errors/http-status.ts'
import { QueryTooExpensiveError } from '../limits/query-too-expensive-error.ts'

/** A request and its response, with what all routes need. */
export interface HttpContext {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Returned as `X-Request-Id`, and included in errors and logs. */
  readonly requestId: string
  /** The caller's address, as far as it can be believed (see client-address.ts); null where it is unknown. */
  readonly clientAddress: string | null
  /** The trace of its operation, for the log; absent where there is none. */
  traceId?: string
}

export type Route = (context: HttpContext) => Promise<void> | void

export function sendJson({ response, request }: HttpContext, status: number, body: unknown): void {
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
export function sendError(context: HttpContext, status: number, code: ErrorCode, message: string): void {
  sendJson(context, status, { errors: [{ message, extensions: { code, requestId: context.requestId } }] })
}

/**
 * Like `sendError`, for a thrown error.
 *
 * @param rest further members of the response
 */
export function sendGatewayError(context: HttpContext, status: number, error: GatewayError, rest: object = {}): void {
  const { retryAfterSeconds } = error
  if (retryAfterSeconds !== undefined) context.response.setHeader('retry-after', retryAfterSeconds)
  const locations = error instanceof QueryTooExpensiveError ? error.locations : []
  const entry = { ...errorEntry(error, context.requestId), ...(locations.length > 0 && { locations }) }
  sendJson(context, status, { errors: [entry], ...rest })
}

/** Sends errors thrown before anything was executed; rethrows those that are not refusals (see http-status.ts). */
export function sendRefusal(context: HttpContext, error: unknown): void {
  const status = error instanceof GatewayError ? statusOfRefusal(error.code) : undefined
  if (!(error instanceof GatewayError) || status === undefined) throw error
  if (status === 401) context.response.setHeader('www-authenticate', 'Bearer')
  sendGatewayError(context, status, error)
}

/** Redirects to another path of the gateway. */
export function redirectTo(path: string): Route {
  return ({ response }) => {
    response.writeHead(302, { location: path }).end()
  }
}
