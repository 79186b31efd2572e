import { GatewayError } from '../errors/gateway-error.ts'

/**
 * The database did not answer, so nothing that rests on it (a session above all) can be called good or bad. The front
 * door answers with HTTP 503 and `Retry-After`; the next call tries anew.
 *
 * What went wrong is in `cause`, for the log.
 */
export class DatabaseUnavailableError extends GatewayError {
  override name = 'DatabaseUnavailableError'

  constructor(cause: unknown) {
    super(
      'INTERNAL_SERVER_ERROR',
      'The gateway’s database cannot be reached, so this call could not be answered. Try again in a few seconds.',
      { cause, retryAfterSeconds: 5 },
    )
  }
}
