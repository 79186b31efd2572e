import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'
import { GrantEndedError, SignInError } from './sign-in-error.ts'
import { SignInLimitError } from './sign-in-limits.ts'

/**
 * Token endpoint errors that concern the person's grant rather than our client (RFC 6749, section 5.2; OpenID Connect
 * Core, section 3.1.2.6; Entra sends `interaction_required` when a policy demands a new sign-in).
 */
const grantEnded = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'access_denied',
])

/** Maps a failed code exchange to an error. */
export function toSignInError(error: unknown): unknown {
  if (error instanceof SignInLimitError) return new SignInError('busy', error.message)
  if (error instanceof AuthorizationResponseError) {
    const failure = error.error === 'access_denied' ? 'denied' : 'failed'
    return new SignInError(failure, `The issuer refused the sign-in: ${error.error}`, { cause: error })
  }
  if (error instanceof ResponseBodyError) {
    return new SignInError('failed', `The issuer gave no tokens for the code: ${error.error}`, { cause: error })
  }
  if (error instanceof ClientError && isRefusal(error)) {
    return new SignInError('failed', `The issuer's answer did not stand up to a check: ${error.message}`, {
      cause: error,
    })
  }
  return new IssuerUnavailableError(error)
}

/** Maps a failed refresh to an error. */
export function toGrantError(error: unknown): unknown {
  if (error instanceof ResponseBodyError && grantEnded.has(error.error)) {
    return new GrantEndedError(`The issuer ends the session: ${error.error}`, { cause: error })
  }
  // The rest may be our own misconfiguration, e.g. invalid_client for an expired secret. Do not end every session for
  // that: sessions continue for a grace period, and the log has the reason.
  return new IssuerUnavailableError(error)
}

/** Whether one of our checks failed, as opposed to a request without a valid response. */
function isRefusal({ code }: ClientError): boolean {
  return !['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(
    code ?? '',
  )
}
