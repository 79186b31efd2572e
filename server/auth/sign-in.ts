import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { createChallenge, type Challenge, type IssuerClient } from './issuer-client.ts'
import { safeReturnAddress } from './return-address.ts'
import type { Encrypter, SessionRecords } from './session-records.ts'
import type { Sessions } from './sessions.ts'
import { SignInError } from './sign-in-error.ts'
import { createSignInRate, SignInLimitError, signInsPerMinute, type SignInRate } from './sign-in-limits.ts'

export interface SignInOptions {
  readonly issuer: Pick<IssuerClient, 'authorizationUrl' | 'exchange'>
  readonly sessions: Pick<Sessions, 'start'>
  readonly records: Pick<SessionRecords, 'spendState'>
  readonly encrypter: Encrypter
  readonly clock: Clock
  /** Rate limit of completed sign-ins; defaults to `signInsPerMinute`. */
  readonly rate?: SignInRate
}

/** State kept in the browser during a sign-in. */
interface Transaction extends Challenge {
  returnTo: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** Maximum duration of a sign-in at the issuer. */
export const transactionSeconds = 600

/**
 * The code flow with PKCE (RFC 9700, section 2.1.1), bound to the browser that started it: a callback is accepted only
 * with the encrypted cookie of its own `state`. Otherwise an attacker could sign others in under the attacker's
 * account.
 */
export function createSignIn(options: SignInOptions) {
  const { issuer, sessions, records, encrypter, clock, rate = createSignInRate(signInsPerMinute) } = options

  /** Applies the rate limit before anything is stored or requested. @throws SignInError `busy` */
  function admit(returnTo: string): void {
    try {
      rate.take()
    } catch (error) {
      if (!(error instanceof SignInLimitError)) throw error
      throw new SignInError('busy', error.message, { returnTo })
    }
  }

  function openTransaction(encrypted: string, state: string): Transaction {
    try {
      return JSON.parse(encrypter.decrypt(encrypted, locationOf(state))) as Transaction
    } catch (cause) {
      throw new SignInError('failed', 'The sign-in cookie was tampered with or its key is gone.', { cause })
    }
  }

  return {
    /**
     * Starts a sign-in at the issuer.
     *
     * @param redirectUri the one registered at the issuer
     * @throws IssuerUnavailableError
     */
    async begin(
      returnTo: string | null,
      redirectUri: string,
    ): Promise<{ location: string; cookie: string; value: string }> {
      const challenge = createChallenge()
      const transaction: Transaction = {
        ...challenge,
        returnTo: safeReturnAddress(returnTo),
        expiresAt: clock() + transactionSeconds * 1_000,
      }
      return {
        location: await issuer.authorizationUrl(challenge, redirectUri),
        cookie: transactionCookie(challenge.state),
        value: encrypter.encrypt(JSON.stringify(transaction), locationOf(challenge.state)),
      }
    },

    /**
     * Handles the issuer's callback.
     *
     * @param callback the redirect URI, with the query that the issuer added
     * @param readCookie returns the browser's cookie of that name
     * @throws SignInError; IssuerUnavailableError, DatabaseUnavailableError
     */
    async complete(callback: URL, readCookie: (name: string) => string | null) {
      const states = callback.searchParams.getAll('state')
      const [state] = states
      if (state === undefined || states.length > 1) throw new SignInError('failed', 'The issuer’s answer has no state.')
      const encrypted = readCookie(transactionCookie(state))
      if (encrypted === null) {
        throw new SignInError('expired', 'The sign-in took too long, or was not begun in this browser.')
      }
      const transaction = openTransaction(encrypted, state)
      const { returnTo, expiresAt } = transaction
      if (clock() >= expiresAt) throw new SignInError('expired', 'The sign-in took too long.', { returnTo })
      admit(returnTo)
      if (!(await records.spendState(hashOf(state), expiresAt))) {
        throw new SignInError('failed', 'The issuer’s answer was used before.', { returnTo })
      }
      const issued = await issuer.exchange(callback, transaction).catch((error: unknown) => {
        if (!(error instanceof SignInError)) throw error
        throw new SignInError(error.failure, error.message, { cause: error.cause, returnTo })
      })
      if (!issued.principal) throw new SignInError('failed', 'The issuer’s tokens do not say who it is.', { returnTo })
      return { session: await sessions.start(issued.principal, issued), returnTo, principal: issued.principal }
    },

    transactionCookie,
  }
}

export type SignIn = ReturnType<typeof createSignIn>

/** Cookie name prefix of pending sign-ins: one cookie per state, so that several tabs can sign in at once. */
export const transactionCookiePrefix = 'sign-in.'

/** Cookie name of one pending sign-in. */
function transactionCookie(state: string): string {
  return `${transactionCookiePrefix}${hashOf(state).slice(0, 12)}`
}

const hashOf = (state: string) => createHash('sha256').update(state).digest('base64url')
const locationOf = (state: string) => `sign-in/${state}`
