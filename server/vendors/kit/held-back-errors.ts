import type { VendorError } from '../../errors/vendor-error.ts'
import type { ClosedReason } from './call-gates.ts'
import type { Classification } from './vendor-call.ts'
import type { VendorErrors } from './vendor-errors.ts'

/** The errors of calls that are not sent, because others have just failed. */
export interface HeldBackErrors {
  /** Notes why attempts of an account fail: calls that are held back for it say the same. */
  note(account: object, failure: Classification): void
  /** The error of a call that is held back for so long; the same one for all that are held back together. */
  error(account: object, reason: ClosedReason, retryAfterMs: number): VendorError
}

export function createHeldBackErrors({ error }: Pick<VendorErrors, 'error'>): HeldBackErrors {
  const accounts = new WeakMap<object, Map<ClosedReason, { message: string; made: VendorError | null }>>()

  function of(account: object) {
    const reasons = accounts.get(account) ?? new Map<ClosedReason, { message: string; made: VendorError | null }>()
    accounts.set(account, reasons)
    return reasons
  }

  return {
    note(account, { error: { code, message } }) {
      if (code === 'VENDOR_RATE_LIMITED') of(account).set('limit', { message, made: null })
      if (code === 'VENDOR_UNAVAILABLE') of(account).set('trouble', { message, made: null })
    },
    error(account, reason, retryAfterMs) {
      const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1_000))
      const known = of(account).get(reason)
      if (known?.made?.retryAfterSeconds === retryAfterSeconds) return known.made
      const code = reason === 'limit' ? 'VENDOR_RATE_LIMITED' : 'VENDOR_UNAVAILABLE'
      const made = error(code, known?.message, { retryAfterSeconds })
      of(account).set(reason, { message: made.message, made })
      return made
    },
  }
}
