import { addDays, dayOf, startOfDay } from '../../calendar/days.ts'
import type { Clock } from '../../clock.ts'
import type { VendorError } from '../../errors/vendor-error.ts'
import { hubspotErrors } from './classify-response.ts'
import { dailyQuotaRetryMs } from './config.ts'

/** Holds back calls once the account's daily limit is exhausted: each would be refused, and count as an error. */
export interface DailyQuota {
  /** Starts the stop and returns the error, once HubSpot reports the limit. */
  begin(): VendorError
  /** @throws VendorError `VENDOR_RATE_LIMITED` with the seconds until the reset, while the limit is exhausted */
  check(): void
  /** Sets the zone at whose midnight the count is reset. */
  setTimeZone(timeZone: string): void
}

/** The count is reset at midnight in the account's zone; while that is unknown, one call every 15 minutes probes. */
export function createDailyQuota(clock: Clock): DailyQuota {
  let until = -Infinity
  let zone: string | null = null

  function refusal(): VendorError {
    const retryAfterSeconds = Math.max(1, Math.ceil((until - clock()) / 1_000))
    const message = 'The HubSpot account has used up its calls of this day. Figures come back when HubSpot counts anew.'
    return hubspotErrors.error('VENDOR_RATE_LIMITED', message, { retryAfterSeconds })
  }

  function nextReset(): number {
    const now = clock()
    if (zone === null) return now + dailyQuotaRetryMs
    try {
      return startOfDay(addDays(dayOf(now, zone), 1), zone)
    } catch {
      // A HubSpot zone unknown to this runtime.
      return now + dailyQuotaRetryMs
    }
  }

  return {
    begin() {
      until = nextReset()
      return refusal()
    },
    check() {
      if (clock() < until) throw refusal()
    },
    setTimeZone(timeZone) {
      zone = timeZone
    },
  }
}
