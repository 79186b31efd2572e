import type { SimulatedClock } from '../clock.ts'
import { Refusal } from './refusal.ts'

/** Requests a database may be asked in a rolling window, all integrations together. */
export const requestThreshold = 10_000
/** The window, in minutes. */
export const thresholdTimeframeMinutes = 60
/** Parallel requests per integration code and object endpoint. */
const threadThreshold = 3

/** The vendor's two limits. */
export interface Limits {
  /** Counts a request. Throws the refusal over the hourly limit; returns the delay in ms for being near it. */
  count(): number
  /** Takes a thread. Throws the refusal when all are taken; otherwise returns a function that frees it. */
  takeThread(integrationCode: string, object: string): () => void
  /** Requests in the window so far. */
  used(): number
  /** Counts requests of other integrations, which were answered and took no thread of this one. */
  useByOthers(requests: number): void
}

/**
 * Limits by the simulated clock. When they are not enforced the window is still counted, so that ThresholdInformation
 * stays correct. `refusalStatus`: no answer over a limit was ever recorded; 429 and 500 have both been reported.
 */
export function createLimits(clock: SimulatedClock, isEnforced: boolean, refusalStatus: 429 | 500): Limits {
  let arrivals: number[] = []
  const threads = new Map<string, number>()

  function used(): number {
    const windowStart = clock.now() - thresholdTimeframeMinutes * 60_000
    const firstInside = arrivals.findIndex((arrival) => arrival > windowStart)
    arrivals = firstInside === -1 ? [] : firstInside === 0 ? arrivals : arrivals.slice(firstInside)
    return arrivals.length
  }
  const refuse = (text: string) => new Refusal({ status: refusalStatus, body: { errors: [text] } })

  return {
    used,
    useByOthers(requests) {
      const now = clock.now()
      for (let n = 0; n < requests; n++) arrivals.push(now)
    },
    count() {
      // A refused request is not counted, or a client that keeps retrying would stay locked out forever.
      if (isEnforced && used() >= requestThreshold) {
        throw refuse(
          `The request threshold of ${requestThreshold} requests per ${thresholdTimeframeMinutes} minutes has been exceeded.`,
        )
      }
      arrivals.push(clock.now())
      return isEnforced ? delayNear(used() / requestThreshold) : 0
    },
    takeThread(integrationCode, object) {
      const key = `${integrationCode} ${object}`
      const inUse = threads.get(key) ?? 0
      if (isEnforced && inUse >= threadThreshold) {
        throw refuse(`Itgenatr005: The thread threshold of ${threadThreshold} threads has been exceeded.`)
      }
      threads.set(key, inUse + 1)
      return () => threads.set(key, (threads.get(key) ?? 1) - 1)
    },
  }
}

/** Milliseconds of added latency by the share of the hourly limit used (vendor help, REST_Thresholds_Limits). */
function delayNear(share: number): number {
  if (share < 0.5) return 0
  return share < 0.75 ? 500 : 1_000
}
