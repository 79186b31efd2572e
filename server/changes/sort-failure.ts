import { GatewayError } from '../errors/gateway-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { ConnectWiseRefusal } from '../vendors/connectwise/index.ts'

/**
 * What a call that failed means for its step.
 *
 * `refused`: ConnectWise understood and will say the same again; `reason` is its own word. `unknown`: of a write nobody knows
 * whether it was stored, of a read nothing is proved; `askedWaitMs` is how long ConnectWise wants to be left alone.
 */
export type Failure =
  | { readonly kind: 'refused'; readonly reason: string; readonly isNotFound: boolean }
  | {
      readonly kind: 'unknown'
      readonly reason: string
      readonly askedWaitMs: number
      /** Whether the whole tenant is better left alone: a limit, or credentials that are refused. */
      readonly concernsTenant: boolean
    }

/**
 * Only ConnectWise's own error, in its own JSON with 4xx, is a refusal (see judge.ts of the vendor). Everything else can
 * come from in between, before or after ConnectWise stored what it was sent, even a 401 or 429.
 */
export function sortFailure(error: unknown): Failure {
  if (error instanceof ConnectWiseRefusal)
    return { kind: 'refused', reason: error.words, isNotFound: error.status === 404 }
  const code = error instanceof VendorError ? error.code : null
  return {
    kind: 'unknown',
    reason: error instanceof GatewayError ? error.message : 'Something went wrong on the gateway’s side.',
    askedWaitMs: error instanceof GatewayError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0,
    concernsTenant: code === 'VENDOR_RATE_LIMITED' || code === 'VENDOR_UNAUTHORIZED',
  }
}
