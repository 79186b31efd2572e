import { GatewayError } from '../errors/gateway-error.ts'

/**
 * The issuer did not respond, or not with a valid response, so a token can be neither accepted nor rejected. Sent as
 * HTTP 503 with `Retry-After`: a 401 would make people sign in again, which does not help.
 *
 * `cause` has the reason, for the log.
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
