import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'
import { GrantEndedError, SignInError } from './sign-in-error.ts'
import { SignInLimitError } from './sign-in-limits.ts'

/**
 * Answers of a token endpoint that speak of the person's grant and not of us (RFC 6749, section 5.2; OpenID Connect Core,
 * section 3.1.2.6; Entra sends `interaction_required` when a policy wants the person again).
 */
const grantEnded = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'access_denied',
])

/** Why a code brought no tokens. */
export function toSignInError(error: unknown): unknown {
  if (error instanceof SignInLimitError) return new SignInError('busy', error.message)
  if (error instanceof AuthorizationResponseError) {
    const failure = error.error === 'access_denied' ? 'denied' : 'failed'
    return new SignInError(failure, `The issuer refused the sign-in: ${error.error}`, { cause: error })
  }
  if (error instanceof ResponseBodyError) {
    return new SignInError('failed', `The issuer gave no tokens for the code: ${error.error}`, { cause: error })
  }
  if (error instanceof ClientError && isVerdict(error)) {
    return new SignInError('failed', `The issuer's answer did not stand up to a check: ${error.message}`, {
      cause: error,
    })
  }
  return new IssuerUnavailableError(error)
}

/** Why a refresh token brought no tokens. */
export function toGrantError(error: unknown): unknown {
  if (error instanceof ResponseBodyError && grantEnded.has(error.error)) {
    return new GrantEndedError(`The issuer ends the session: ${error.error}`, { cause: error })
  }
  // What is left may well be our own settings (invalid_client: a secret that ran out). That is no reason to throw out
  // everybody at once: sessions go on for a while, and the log says why.
  return new IssuerUnavailableError(error)
}

/** Whether a check of ours failed, as opposed to a request that got no proper answer. */
function isVerdict({ code }: ClientError): boolean {
  return !['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(
    code ?? '',
  )
}
