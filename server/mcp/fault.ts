import { GatewayError } from '../errors/gateway-error.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { HttpContext } from '../http/http-context.ts'
import { sendText } from '../http/send-text.ts'

/** Codes of JSON-RPC; -32000 is for what a server refuses for reasons of its own. */
export const rpcCodes = {
  parseError: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  refused: -32_000,
} as const

/** A request that no tool answers: what is wrong is the call itself, or who calls. */
export interface Fault {
  readonly status: number
  readonly rpcCode: number
  readonly error: GatewayError
  /** Of the message it answers; null while that is not known. */
  readonly id?: string | number | null
}

/** The message is no valid one. */
export class MessageError extends GatewayError {
  override name = 'MessageError'
  readonly rpcCode: number

  constructor(rpcCode: number, message: string, code: ErrorCode = 'BAD_USER_INPUT') {
    super(code, message)
    this.rpcCode = rpcCode
  }
}

/** Sends an error of JSON-RPC. `data` is what `extensions` are in GraphQL. */
export async function sendFault(context: HttpContext, { status, rpcCode, error, id = null }: Fault): Promise<void> {
  const { response, requestId } = context
  const { code, message, details, retryAfterSeconds } = error
  response.statusCode = status
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds)
  // The rest of the body is never read.
  if (status === 413) response.setHeader('connection', 'close')
  if (status === 415) response.setHeader('accept-encoding', 'identity').setHeader('accept-post', 'application/json')
  response.setHeader('content-type', 'application/json')
  response.setHeader('cache-control', 'no-store')
  const data = { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }), ...details, requestId }
  await sendText(context, JSON.stringify({ jsonrpc: '2.0', error: { code: rpcCode, message, data }, id }))
}
