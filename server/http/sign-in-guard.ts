import { addressKey } from '../limits/address-key.ts'
import type { Allowance } from '../limits/allowance.ts'
import { rateLimitHeaders } from '../limits/rate-limit-headers.ts'
import { TooManyRequestsError } from '../limits/too-many-requests-error.ts'
import type { HttpContext } from './http-context.ts'

/**
 * Limits sign-ins by address. One that is begun counts until it is completed, and a callback that fails counts: people
 * who sign in use up nothing, however many share an address.
 */
export interface SignInGuard {
  /** Counts a sign-in that begins. @throws TooManyRequestsError */
  begin(context: HttpContext): void
  /** @throws TooManyRequestsError */
  check(context: HttpContext): void
  completed(context: HttpContext): void
  failed(context: HttpContext): void
}

export function createSignInGuard(signIns: Allowance): SignInGuard {
  const keyOf = ({ clientAddress }: HttpContext) => addressKey(clientAddress ?? '')

  function check(context: HttpContext): void {
    const state = signIns.known(keyOf(context))
    if (state.remaining > 0) return
    for (const [name, value] of Object.entries(rateLimitHeaders([state]))) context.response.setHeader(name, value)
    throw new TooManyRequestsError(state, 'Too many sign-ins were tried from your address.')
  }

  return {
    begin(context) {
      check(context)
      signIns.charge(keyOf(context), 1)
    },
    check,
    completed: (context) => signIns.charge(keyOf(context), -1),
    failed: (context) => signIns.charge(keyOf(context), 1),
  }
}
