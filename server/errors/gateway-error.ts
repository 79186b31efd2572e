import type { ErrorCode } from './codes.ts'

export interface GatewayErrorOptions {
  /** The underlying error, for the log only. */
  cause?: unknown
  /** Seconds until a retry makes sense. */
  retryAfterSeconds?: number | undefined
  /** Additional `extensions` for programs. */
  details?: Readonly<Record<string, unknown>> | undefined
}

/**
 * An error whose message is meant for the client: plain words on what was wrong and what to do, without secrets, hosts
 * or stacks. All other errors are reported as `INTERNAL_SERVER_ERROR`.
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

/** Invalid input: the message says what is allowed. */
export function badUserInput(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', message)
}
