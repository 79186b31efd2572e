import { GatewayError } from '../../errors/gateway-error.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { ConnectWiseRefusal } from '../../vendors/connectwise/index.ts'

/**
 * Classifies a failed call.
 *
 * `refused`: ConnectWise understood and will refuse again; `reason` is its message. `unknown`: a write may or may not
 * have been stored, a read proves nothing; `askedWaitMs` is the backoff ConnectWise asks for.
 */
export type Failure =
  | { readonly kind: 'refused'; readonly reason: string; readonly isNotFound: boolean }
  | {
      readonly kind: 'unknown'
      readonly reason: string
      readonly askedWaitMs: number
      /** Whether to leave the whole tenant alone for a while: a rate limit, or rejected credentials. */
      readonly concernsTenant: boolean
    }

/**
 * Only ConnectWise's own error, in its own JSON with 4xx, is a refusal (see the vendor's classify-response.ts). Anything else, even
 * a 401 or 429, can come from an intermediary, before or after ConnectWise stored the data.
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
