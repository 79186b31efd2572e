import { setTimeout as sleep } from 'node:timers/promises'

/** Keeps the requests of one account under what the vendor counts per stretch of time. Every attempt passes it. */
export interface Pace {
  /**
   * Sends once one more request may leave.
   *
   * @param lane requests that the vendor counts together
   * @param maxWaitMs what has not left by then is dropped, and `tooLate` makes the error
   * @param signal ends the wait at once, in the same way
   */
  run<T>(
    lane: string,
    maxWaitMs: number,
    tooLate: () => Error,
    send: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>
}

/** A pace whose slots can be taken ahead of the call they are for. */
export interface RateLimiter extends Pace {
  /**
   * Takes the slot of one request that is sent later, with nothing left to wait for.
   *
   * @returns null when none came free in time, or the signal fired
   */
  take(lane: string, maxWaitMs: number, signal?: AbortSignal): Promise<Slot | null>
}

/** One request that may leave: sent with it, or given back. */
export interface Slot {
  /**
   * Sends; the slot counts as used, and is free again one window after the answer.
   *
   * @throws Error, sending nothing, where the slot was used or given back: another may have it by now
   */
  use<T>(send: () => Promise<T>): Promise<T>
  /** The next one may leave at once; of a slot that was used it does nothing. */
  giveBack(): void
}

/** So many requests at most within any stretch of so many milliseconds. */
export interface PaceLimit {
  readonly requests: number
  readonly windowMs: number
}

/** Nothing waits. */
export const noPace: Pace = { run: (_, __, ___, send) => send() }

/** The vendor's clock and ours do not tick together: a window is taken for this much longer, in milliseconds. */
const marginMs = 25

/**
 * A rate limiter by limits per lane, first come first served; a lane without limits does not wait.
 *
 * A request holds its slot in a window until the window's length after its *answer*. When it came to the vendor's door
 * cannot be known here, but it was before the answer; so whatever the network, the load of the machine or a timer did,
 * no window at the vendor ever holds more than the limit. That costs the time of one answer per window.
 *
 * @param limits by lane; a function gives those of a lane that comes up for the first time
 */
export function createPace(
  limits: Readonly<Record<string, readonly PaceLimit[]>> | ((lane: string) => readonly PaceLimit[]),
): RateLimiter {
  const limitsOf = typeof limits === 'function' ? limits : (lane: string) => limits[lane] ?? []
  const lanes = new Map<string, Window[]>()

  function windowsOf(lane: string): Window[] {
    const windows = lanes.get(lane) ?? limitsOf(lane).map(createWindow)
    lanes.set(lane, windows)
    return windows
  }

  async function take(lane: string, maxWaitMs: number, signal?: AbortSignal): Promise<Slot | null> {
    const waitUntil = performance.now() + maxWaitMs
    const places: Place[] = []
    for (const window of windowsOf(lane)) {
      const place = await window.enter(waitUntil - performance.now(), signal)
      if (place) places.push(place)
      // The signal may have fired just after the place was given.
      if (place === null || signal?.aborted) {
        for (const taken of places) taken.giveBack()
        return null
      }
    }
    return slotOf(places)
  }

  return {
    take,
    async run(lane, maxWaitMs, tooLate, send, signal) {
      const slot = await take(lane, maxWaitMs, signal)
      if (slot === null) throw tooLate()
      return slot.use(send)
    },
  }
}

function slotOf(places: readonly Place[]): Slot {
  let isTaken = true
  return {
    async use(send) {
      if (!isTaken) throw new Error('The slot was used or given back.')
      isTaken = false
      try {
        return await send()
      } finally {
        for (const place of places) place.leave()
      }
    },
    giveBack() {
      if (isTaken) for (const place of places) place.giveBack()
      isTaken = false
    },
  }
}

/** A place in a window: left once the answer is there, or given back when nothing was sent. */
interface Place {
  leave(): void
  giveBack(): void
}

interface Window {
  /** Null: no place came free in time. */
  enter(maxWaitMs: number, signal?: AbortSignal): Promise<Place | null>
}

function createWindow({ requests, windowMs }: PaceLimit): Window {
  let free = requests
  const waiting = new Set<() => void>()

  const place: Place = {
    giveBack() {
      const [next] = waiting
      if (next) next()
      else free += 1
    },
    leave() {
      // A timer may fire a little early: the margin covers that too. It keeps no process alive.
      void sleep(windowMs + marginMs, undefined, { ref: false }).then(place.giveBack)
    },
  }

  return {
    enter(maxWaitMs, signal) {
      if (signal?.aborted) return Promise.resolve(null)
      if (free > 0) {
        free -= 1
        return Promise.resolve(place)
      }
      return new Promise((resolve) => {
        const settle = (given: Place | null) => {
          waiting.delete(go)
          clearTimeout(timer)
          signal?.removeEventListener('abort', giveUp)
          resolve(given)
        }
        const go = () => settle(place)
        const giveUp = () => settle(null)
        const timer = setTimeout(giveUp, Math.max(0, maxWaitMs))
        signal?.addEventListener('abort', giveUp, { once: true })
        waiting.add(go)
      })
    },
  }
}
