import type { Clock } from '../clock.ts'

/** Delays attempts after failures: longer after each one, up to five minutes, or as long as the vendor asks for. */
export interface Backoff {
  /** No attempt is due before this, in epoch milliseconds; -Infinity: at once. */
  readonly retryAt: number
  /** When the last attempt failed; -Infinity: it succeeded. */
  readonly failedAt: number
  /** Why the last attempt failed; null: it succeeded. */
  readonly error: unknown
  failed(error: unknown): void
  succeeded(): void
}

const [firstMs, longestMs] = [10_000, 300_000]

export function createBackoff(clock: Clock): Backoff {
  let failures = 0
  let failedAt = -Infinity
  let retryAt = -Infinity
  let last: unknown = null
  return {
    get retryAt() {
      // A clock that was set back must not keep attempts away for longer than the longest delay.
      return retryAt - clock() > longestMs ? -Infinity : retryAt
    },
    get failedAt() {
      return failedAt
    },
    get error() {
      return last
    },
    failed(error) {
      failedAt = clock()
      last = error
      const asked = (error as { retryAfterSeconds?: unknown }).retryAfterSeconds
      const askedMs = typeof asked === 'number' ? asked * 1_000 : 0
      retryAt = failedAt + Math.min(longestMs, Math.max(askedMs, firstMs * 2 ** failures))
      failures = Math.min(failures + 1, 10)
    },
    succeeded() {
      failures = 0
      failedAt = -Infinity
      retryAt = -Infinity
      last = null
    },
  }
}
