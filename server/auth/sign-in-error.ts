/**
 * Error code for the sign-in page: denied by the person or the issuer, expired, over the rate limit (busy), or anything
 * else.
 */
export type SignInFailure = 'denied' | 'expired' | 'busy' | 'failed'

/** A failed sign-in. The message is for the log; the browser only gets the error code. */
export class SignInError extends Error {
  override name = 'SignInError'
  readonly failure: SignInFailure
  /** Where to return after the next attempt. */
  readonly returnTo: string

  constructor(failure: SignInFailure, message: string, options: { cause?: unknown; returnTo?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.failure = failure
    this.returnTo = options.returnTo ?? '/'
  }
}

/** The issuer ended the grant: the refresh token is spent or revoked, or the person no longer exists. */
export class GrantEndedError extends Error {
  override name = 'GrantEndedError'
}
