import { GatewayError } from '../errors/gateway-error.ts'

/**
 * The issuer did not answer (or not as an issuer should), so a token can be called neither good nor bad. The front door
 * answers with HTTP 503 and `Retry-After`: a 401 would send people to sign in again, which would not help them.
 *
 * What went wrong is in `cause`, for the log.
 */
export class IssuerUnavailableError extends GatewayError {
  override name = 'IssuerUnavailableError'

  constructor(cause: unknown) {
    super(
      'INTERNAL_SERVER_ERROR',
      'The sign-in service cannot be reached, so this call could not be checked. Try again in a few seconds.',
      { cause, retryAfterSeconds: 5 },
    )
  }
}
