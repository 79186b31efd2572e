import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { createChallenge, type Challenge, type IssuerClient } from './issuer-client.ts'
import { safeReturnAddress } from './return-address.ts'
import type { Sealer, SessionRecords } from './session-records.ts'
import type { Sessions } from './sessions.ts'
import { SignInError } from './sign-in-error.ts'
import { createSignInRate, SignInLimitError, signInsPerMinute, type SignInRate } from './sign-in-limits.ts'

export interface SignInOptions {
  readonly issuer: Pick<IssuerClient, 'authorizationUrl' | 'exchange'>
  readonly sessions: Pick<Sessions, 'start'>
  readonly records: Pick<SessionRecords, 'spendState'>
  readonly sealer: Sealer
  readonly clock: Clock
  /** Where the issuer sends the browser back to. */
  readonly redirectUri: () => string
  /** How many may be completed; `signInsPerMinute` by default. */
  readonly rate?: SignInRate
}

/** What the browser holds between leaving for the issuer and coming back. */
interface Transaction extends Challenge {
  returnTo: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** A person has this long at the issuer. */
export const transactionSeconds = 600

/**
 * The code flow with PKCE (RFC 9700, section 2.1.1), bound to the browser that began it: what comes back is believed only
 * together with the sealed cookie of its own `state`. Without it, somebody could have others signed in as himself.
 */
export function createSignIn(options: SignInOptions) {
  const { issuer, sessions, records, sealer, clock, redirectUri, rate = createSignInRate(signInsPerMinute) } = options

  /** Before anything is kept or asked for it. @throws SignInError `busy` */
  function admit(returnTo: string): void {
    try {
      rate.take()
    } catch (error) {
      if (!(error instanceof SignInLimitError)) throw error
      throw new SignInError('busy', error.message, { returnTo })
    }
  }

  function openTransaction(sealed: string, state: string): Transaction {
    try {
      return JSON.parse(sealer.open(sealed, placeOf(state))) as Transaction
    } catch (cause) {
      throw new SignInError('failed', 'The sign-in cookie was tampered with or its key is gone.', { cause })
    }
  }

  return {
    /** Leaves for the issuer. @throws IssuerUnavailableError */
    async begin(returnTo: string | null): Promise<{ location: string; cookie: string; value: string }> {
      const challenge = createChallenge()
      const transaction: Transaction = {
        ...challenge,
        returnTo: safeReturnAddress(returnTo),
        expiresAt: clock() + transactionSeconds * 1_000,
      }
      return {
        location: await issuer.authorizationUrl(challenge, redirectUri()),
        cookie: transactionCookie(challenge.state),
        value: sealer.seal(JSON.stringify(transaction), placeOf(challenge.state)),
      }
    },

    /**
     * Comes back from the issuer.
     *
     * @param query what the issuer put into the address, with its question mark
     * @param readCookie the browser's cookie of that name
     * @throws SignInError; IssuerUnavailableError, DatabaseUnavailableError
     */
    async complete(query: string, readCookie: (name: string) => string | null) {
      const callback = new URL(`${redirectUri()}${query}`)
      const states = callback.searchParams.getAll('state')
      const [state] = states
      if (state === undefined || states.length > 1) throw new SignInError('failed', 'The issuer’s answer has no state.')
      const sealed = readCookie(transactionCookie(state))
      if (sealed === null) {
        throw new SignInError('expired', 'The sign-in took too long, or was not begun in this browser.')
      }
      const transaction = openTransaction(sealed, state)
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

/** Every cookie of a sign-in under way is named so: one for each state, so that several tabs can sign in at once. */
export const transactionCookiePrefix = 'sign-in.'

/** The cookie of one sign-in under way. */
function transactionCookie(state: string): string {
  return `${transactionCookiePrefix}${hashOf(state).slice(0, 12)}`
}

const hashOf = (state: string) => createHash('sha256').update(state).digest('base64url')
const placeOf = (state: string) => `sign-in/${state}`
