import { addDays, dayOf, startOfDay } from '../../calendar/days.ts'
import type { Clock } from '../../clock.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { Pace } from '../http/pace.ts'
import { dailyProbeMs } from './config.ts'

/** Keeps calls in once the account's day is used up: every one would only be refused, and count as an error. */
export interface DailyStop {
  /** HubSpot said that the day is used up: the error for whoever asked. */
  begin(): VendorError
  /** @throws VendorError `VENDOR_RATE_LIMITED` with the seconds until the reset, while the day is used up */
  check(): void
  /** The zone at whose midnight the count starts again, once it is known. */
  setTimeZone(timeZone: string): void
}

/** The count starts again at midnight in the account's zone; while that is unknown, one call a quarter of an hour looks. */
export function createDailyStop(clock: Clock): DailyStop {
  let until = -Infinity
  let zone: string | null = null

  function refusal(): VendorError {
    const retryAfterSeconds = Math.max(1, Math.ceil((until - clock()) / 1_000))
    const message = 'The HubSpot account has used up its calls of this day. Figures come back when HubSpot counts anew.'
    return new VendorError('HUBSPOT', 'VENDOR_RATE_LIMITED', message, { retryAfterSeconds })
  }

  function nextReset(): number {
    const now = clock()
    if (zone === null) return now + dailyProbeMs
    try {
      return startOfDay(addDays(dayOf(now, zone), 1), zone)
    } catch {
      // A zone of HubSpot's own that this runtime does not know.
      return now + dailyProbeMs
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

/** The pace, with nobody leaving while the day is used up: neither who comes now nor who has been waiting. */
export function heedDailyStop(pace: Pace, stop: DailyStop): Pace {
  return {
    async run(lane, maxWaitMs, tooLate, send, signal) {
      stop.check()
      const sendUnlessStopped = async () => {
        stop.check()
        return send()
      }
      return pace.run(lane, maxWaitMs, tooLate, sendUnlessStopped, signal)
    },
  }
}
