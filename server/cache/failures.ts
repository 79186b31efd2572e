import { LRUCache } from 'lru-cache'
import { VendorError } from '../errors/vendor-error.ts'
import type { Entry } from './entry.ts'

/** The last failures, by key. */
export function createFailures() {
  const failedAt = new LRUCache<string, number>({ max: 10_000 })
  const refused = new LRUCache<string, true>({ max: 10_000 })
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
