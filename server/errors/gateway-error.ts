import type { ErrorCode } from './codes.ts'

export interface GatewayErrorOptions {
  /** What lay behind it: for the log, never for the caller. */
  cause?: unknown
  /** After how many seconds another try makes sense. */
  retryAfterSeconds?: number | undefined
  /** What programs get beyond the code, in `extensions`. */
  details?: Readonly<Record<string, unknown>> | undefined
}

/**
 * An error whose message is meant for the caller: plain words on what was wrong and what to do, with no secret, host
 * or stack in it. Any other error reaches a caller only as `INTERNAL_SERVER_ERROR`.
 */
export class GatewayError extends Error {
  override name = 'GatewayError'
  readonly code: ErrorCode
  readonly retryAfterSeconds: number | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
    this.details = options.details ?? {}
  }
}

/** The caller asked for something that cannot be: the message says what is allowed. */
export function badUserInput(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', message)
}
