import { LRUCache } from 'lru-cache'
import { VendorError } from '../errors/vendor-error.ts'
import type { Entry } from './entry.ts'

/** Not `max`, for which memory is taken at once: there can be many caches that never see a failure. */
const bounds = { maxSize: 10_000, sizeCalculation: () => 1 }

/** The last failures, by key. */
export function createFailures() {
  const failedAt = new LRUCache<string, number>(bounds)
  const refused = new LRUCache<string, true>(bounds)
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
    isRefused: (storeKey: string) => refused.has(storeKey),
  }
}

/** Transient errors, for which a stale value is served. Not for refusals (permissions, settings). */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false
  return ['VENDOR_RATE_LIMITED', 'VENDOR_TIMEOUT', 'VENDOR_UNAVAILABLE', 'VENDOR_BAD_RESPONSE'].includes(error.code)
}
