import type { Verdict } from './vendor-call.ts'

/** Repeats of one call at most. */
const maxRepeats = 2
/** A vendor that asks for more patience than this is not waited for inside a request, in milliseconds. */
const maxWaitMs = 5_000

export interface FailedAttempt {
  readonly verdict: Verdict
  readonly isWrite: boolean
  /** Attempts made so far, from 1. */
  readonly attempts: number
  /** Until the call's deadline, in milliseconds. */
  readonly remainingMs: number
  /** From 0 to 1: spreads repeats, so that callers refused together do not come back together. */
  readonly random: number
}

/**
 * How long to wait before the next attempt, in milliseconds; null: give up.
 *
 * Trouble is met with 0.2 to 0.4 s and then 0.4 to 0.8 s; a limit with what `Retry-After` says, else 1 to 2 s and then
 * 2 to 4 s (Autotask's advice: at least a second, with jitter). Never a refusal, never a write, never past the deadline.
 */
export function nextAttemptInMs({ verdict, isWrite, attempts, remainingMs, random }: FailedAttempt): number | null {
  if (isWrite || verdict.kind === 'never' || attempts > maxRepeats) return null
  const baseMs = verdict.kind === 'limit' ? 1_000 : 200
  const backoffMs = baseMs * 2 ** (attempts - 1) * (1 + random)
  const waitMs = Math.round(Math.max(backoffMs, verdict.askedWaitMs ?? 0))
  return waitMs > maxWaitMs || waitMs >= remainingMs ? null : waitMs
}
