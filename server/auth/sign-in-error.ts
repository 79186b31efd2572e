/**
 * What the sign-in page is told: the person or the issuer said no, it took too long, more people are signing in than this
 * gateway takes at once, or anything else.
 */
export type SignInFailure = 'denied' | 'expired' | 'busy' | 'failed'

/** A sign-in that came to nothing. The message is for the log; the browser gets the failure's word only. */
export class SignInError extends Error {
  override name = 'SignInError'
  readonly failure: SignInFailure
  /** Where the person wanted to go, for the next try. */
  readonly returnTo: string

  constructor(failure: SignInFailure, message: string, options: { cause?: unknown; returnTo?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.failure = failure
    this.returnTo = options.returnTo ?? '/'
  }
}

/** The issuer takes the session back: the refresh token is spent, revoked, or its person gone. */
export class GrantEndedError extends Error {
  override name = 'GrantEndedError'
}
