import { VendorError } from '../errors/vendor-error.ts'
import { createBoundedMap } from './bounded-map.ts'
import type { Entry } from './entry.ts'

/** At most so many keys are remembered. */
const mostKeys = 10_000

/** The last failures, by key. */
export function createFailures() {
  const failedAt = createBoundedMap<number>(mostKeys)
  const refused = createBoundedMap<true>(mostKeys)
  return {
    note(storeKey: string, result: Entry<unknown> | Error, at: number): void {
      if (result instanceof Error) {
        // During the pause the stale value is served, which must not hide a refusal.
        if (isTransient(result)) failedAt.set(storeKey, at)
        else refused.set(storeKey, true)
        return
      }
      failedAt.delete(storeKey)
      refused.delete(storeKey)
    },
    lastOf(storeKey: string, notBefore: number): number {
      const failed = failedAt.get(storeKey) ?? -Infinity
      return failed > notBefore ? failed : -Infinity
    },
    isRefused: (storeKey: string) => refused.get(storeKey) === true,
  }
}

/** Transient errors, for which a stale value is served. Not for refusals (permissions, settings). */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false
  return ['VENDOR_RATE_LIMITED', 'VENDOR_TIMEOUT', 'VENDOR_UNAVAILABLE', 'VENDOR_BAD_RESPONSE'].includes(error.code)
}
