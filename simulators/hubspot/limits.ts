import type { SimulatedClock } from '../clock.ts'
import { startOfNextDay } from './account-days.ts'
import { refuse } from './refusal.ts'

/** Requests per ten seconds of one app, and per day of the account (Professional). */
export const burstLimit = 190
export const dailyLimit = 625_000
/** Searches per second of the whole account. */
const searchLimit = 5

/** The vendor's three limits, by the simulated clock. */
export interface Limits {
  /** Counts a request. Throws the refusal over a limit. Gives the rate headers, which searches do not have. */
  count(kind: 'search' | 'other'): Record<string, string>
  /** Requests of the day so far. */
  usedToday(): number
  /** Counts requests of other integrations: they share the day, not the ten seconds of one app. */
  useByOthers(requests: number): void
  /** When the day's count starts again, in epoch milliseconds. */
  resetsAt(): number
}

export interface LimitOptions {
  clock: SimulatedClock
  isEnforced: boolean
  /** The zone in whose midnight the day's count starts again. */
  timeZone: () => string
  /** Requests a day; the plan's own unless given. */
  perDay?: number | undefined
}

const groupName = 'publicapi:private-apps:simulated'

export function createLimits({ clock, isEnforced, timeZone, perDay = dailyLimit }: LimitOptions): Limits {
  let burst: number[] = []
  let searches: number[] = []
  let day = { endsAt: 0, used: 0 }

  const within = (times: number[], windowMs: number) => times.filter((at) => at > clock.now() - windowMs)
  function today() {
    if (clock.now() >= day.endsAt) day = { endsAt: startOfNextDay(clock.now(), timeZone()), used: 0 }
    return day
  }

  return {
    usedToday: () => today().used,
    useByOthers(requests) {
      today().used += requests
    },
    resetsAt: () => today().endsAt,
    count(kind) {
      const now = clock.now()
      burst = within(burst, 10_000)
      searches = within(searches, 1_000)
      if (isEnforced && today().used >= perDay) {
        throw refuse(429, 'You have reached your daily limit.', {
          errorType: 'RATE_LIMIT',
          policyName: 'DAILY',
          groupName,
        })
      }
      if (kind === 'search') {
        if (isEnforced && searches.length >= searchLimit) {
          throw refuse(429, 'You have reached your secondly limit.', {
            errorType: 'RATE_LIMIT',
            category: 'RATE_LIMITS',
          })
        }
        searches.push(now)
        today().used += 1
        return {}
      }
      if (isEnforced && burst.length >= burstLimit) {
        throw refuse(429, 'You have reached your ten_secondly_rolling limit.', {
          errorType: 'RATE_LIMIT',
          policyName: 'TEN_SECONDLY_ROLLING',
          groupName,
        })
      }
      burst.push(now)
      today().used += 1
      return {
        'x-hubspot-ratelimit-daily': String(perDay),
        'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, perDay - today().used)),
        'x-hubspot-ratelimit-interval-milliseconds': '10000',
        'x-hubspot-ratelimit-max': String(burstLimit),
        'x-hubspot-ratelimit-remaining': String(Math.max(0, burstLimit - burst.length)),
        'x-hubspot-ratelimit-secondly': String(burstLimit / 10),
        'x-hubspot-ratelimit-secondly-remaining': String(Math.max(0, burstLimit / 10 - within(burst, 1_000).length)),
      }
    },
  }
}
