import { errors } from 'jose'
import { GatewayError } from '../errors/gateway-error.ts'

/**
 * Maps a jose error to `UNAUTHENTICATED`, naming the failed check in plain words and repeating nothing of the token.
 * Errors that are not about the token (issuer unavailable, a bug) are returned as is.
 */
export function toRefusal(error: unknown): unknown {
  const message = messageOf(error)
  return message === null ? error : new GatewayError('UNAUTHENTICATED', message, { cause: error })
}

function messageOf(error: unknown): string | null {
  if (error instanceof errors.JWTExpired) return 'The access token has expired. Get a new one.'
  if (error instanceof errors.JWTClaimValidationFailed) return claimMessage(error)
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'The signature of the access token is not the issuer’s.'
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return 'The signature of the access token cannot be checked: it names no key that the issuer publishes.'
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return 'The access token is signed in a way that is not allowed here.'
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return 'The access token is not a signed JWT.'
  }
  return null
}

function claimMessage({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `The access token has no claim "${claim}".`
  if (reason === 'check_failed' && claim === 'iss') return 'The access token comes from the wrong issuer.'
  if (reason === 'check_failed' && claim === 'aud') return 'The access token is for another audience.'
  if (reason === 'check_failed' && claim === 'nbf') return 'The access token is not yet valid.'
  return `The claim "${claim}" of the access token is not valid.`
}
