import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorCode } from '../errors/codes.ts'
import type { GatewayError } from '../errors/gateway-error.ts'

/** One request and its response, with what all routes need of them. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Given back as `X-Request-Id`, and in errors and logs. */
  readonly requestId: string
}

export type Route = (exchange: Exchange) => Promise<void> | void

/** A request body may be so large, in bytes: a document with its variables fits many times over. */
const maxBodyBytes = 1_048_576

export class BodyTooLargeError extends Error {}

/** The whole body as text. @throws BodyTooLargeError beyond 1 MiB */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) throw new BodyTooLargeError()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

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

/** As `sendError`, for an error that was thrown. */
export function sendGatewayError(exchange: Exchange, status: number, error: GatewayError): void {
  if (error.retryAfterSeconds !== undefined) exchange.response.setHeader('retry-after', error.retryAfterSeconds)
  sendError(exchange, status, error.code, error.message)
}

/** Sends the visitor on to another address of ours. */
export function redirectTo(path: string): Route {
  return ({ response }) => {
    response.writeHead(302, { location: path }).end()
  }
}
