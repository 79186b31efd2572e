import type { RateSettings } from '../config/limit-settings.ts'
import { createAllowance, type Allowance } from './allowance.ts'
import type { Counters } from './counter.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'

/** The limits on callers over time. Keys are ids of principals, or those of addresses (see address-key.ts). */
export interface CallerLimits {
  /** Operations, per principal. */
  readonly operations: RateLimit
  /** Operations of all callers at an address. */
  readonly addressOperations: RateLimit
  /** Bytes of answers, per principal: what operations cost that need no vendor. */
  readonly answerBytes: Allowance
  /** Vendor calls made for a principal's operations. To be charged once they are made. */
  readonly vendorCalls: Allowance
  /** Tokens and sessions that were refused, per address. */
  readonly refusals: Allowance
  /** Sign-ins begun and not completed, and failed callbacks, per address. */
  readonly signIns: Allowance
}

export interface CallerLimitsOptions {
  readonly settings: RateSettings
  readonly counters: Counters
  /** Called once per window of a caller, when it is used up. */
  readonly onSpent?: (name: string, key: string) => void
  /** Milliseconds that only go forward. */
  readonly now?: () => number
}

/** The names of the limits, for log and metrics. */
export const callerLimitNames = [
  'operations',
  'address-operations',
  'answer-bytes',
  'vendor-calls',
  'refusals',
  'sign-ins',
] as const

const minute = 60
const hour = 3_600

export function createCallerLimits({ settings, counters, onSpent, now }: CallerLimitsOptions): CallerLimits {
  const limitOf = (name: (typeof callerLimitNames)[number], limit: number, windowSeconds: number) => ({
    name,
    limit,
    windowSeconds,
    onSpent,
    now,
  })
  const { operationsPerMinute, addressOperationsPerMinute, answerBytesPerMinute } = settings
  const { vendorCallsPerHour, refusalsPerMinute } = settings
  return {
    operations: createRateLimit(counters, limitOf('operations', operationsPerMinute, minute)),
    addressOperations: createRateLimit(counters, limitOf('address-operations', addressOperationsPerMinute, minute)),
    answerBytes: createAllowance(counters, {
      ...limitOf('answer-bytes', answerBytesPerMinute, minute),
      // Every answer counts: telling each would cost a round trip.
      step: answerBytesPerMinute / 100,
    }),
    vendorCalls: createAllowance(counters, limitOf('vendor-calls', vendorCallsPerHour, hour)),
    refusals: createAllowance(counters, limitOf('refusals', refusalsPerMinute, minute)),
    signIns: createAllowance(counters, limitOf('sign-ins', refusalsPerMinute, minute)),
  }
}
