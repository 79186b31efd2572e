import type { SimulatedClock } from '../clock.ts'
import { jsonRefusal } from './refusal.ts'

/** Requests a company may send in a minute, "about" in the developer guide. */
export const requestsPerMinute = 1_000
/** How long all requests are refused after the limit was exceeded. */
export const coolDownSeconds = 30

/** The limit of one company. */
export interface Limits {
  /** Counts a request. Throws the 429 over the limit and while it cools down. */
  count(): void
}

/** A rolling minute by the simulated clock. A refused request neither counts nor prolongs the wait. */
export function createLimits(clock: SimulatedClock, isEnforced: boolean): Limits {
  let arrivals: number[] = []
  let closedUntil = Number.NEGATIVE_INFINITY

  return {
    count() {
      if (!isEnforced) return
      const now = clock.now()
      if (now < closedUntil) throw tooMany(Math.ceil((closedUntil - now) / 1_000))
      arrivals = arrivals.filter((arrival) => arrival > now - 60_000)
      if (arrivals.length >= requestsPerMinute) {
        closedUntil = now + coolDownSeconds * 1_000
        arrivals = []
        throw tooMany(coolDownSeconds)
      }
      arrivals.push(now)
    },
  }
}

/** The one body that says `error` where all others say `code` (developer guide 2025). */
function tooMany(seconds: number) {
  return jsonRefusal(
    429,
    { error: 'ConnectWiseAPI', message: `Too many requests. Please try again in ${seconds} seconds.` },
    { 'retry-after': String(seconds) },
  )
}
