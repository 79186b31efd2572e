import type { GatewayError } from './gateway-error.ts'

/** A refusal as an entry of `errors`, whichever way it is sent. */
export function errorEntry({ code, message, details, retryAfterSeconds }: GatewayError, requestId: string) {
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
  return { message, extensions: { code, ...retry, ...details, requestId } }
}
