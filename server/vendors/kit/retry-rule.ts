import type { Classification } from './vendor-call.ts'

/** Maximum number of retries of one call. */
const maxRepeats = 2
/** Longest backoff to wait for within a request, in milliseconds. */
const maxWaitMs = 5_000

export interface FailedAttempt {
  readonly classification: Classification
  readonly isWrite: boolean
  /** Number of attempts so far. */
  readonly attempts: number
  /** Time left until the call's deadline, in milliseconds. */
  readonly remainingMs: number
  /** Jitter from 0 to 1, so that simultaneous failures do not retry simultaneously. */
  readonly random: number
}

/**
 * Backoff before the next attempt, in milliseconds; null: give up.
 *
 * After a failure 0.2 to 0.4 s, then 0.4 to 0.8 s; after a rate limit what `Retry-After` says, else 1 to 2 s, then 2 to
 * 4 s (Autotask's advice: at least a second, with jitter). Never retries a refusal or a write, nor past the deadline.
 */
export function nextAttemptInMs({
  classification,
  isWrite,
  attempts,
  remainingMs,
  random,
}: FailedAttempt): number | null {
  if (isWrite || classification.kind === 'never' || attempts > maxRepeats) return null
  const baseMs = classification.kind === 'limit' ? 1_000 : 200
  const backoffMs = baseMs * 2 ** (attempts - 1) * (1 + random)
  const waitMs = Math.round(Math.max(backoffMs, classification.askedWaitMs ?? 0))
  return waitMs > maxWaitMs || waitMs >= remainingMs ? null : waitMs
}
