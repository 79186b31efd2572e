import { setTimeout as sleep } from 'node:timers/promises'

/** Rate limiter for the requests of one account. Every attempt passes it. */
export interface Pace {
  /**
   * Sends once the rate limit allows.
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

/** A pace whose slots can be taken in advance. */
export interface RateLimiter extends Pace {
  /**
   * Takes the slot of a request that is sent later, without further waiting.
   *
   * @returns null if none was free in time, or the signal aborted
   */
  take(lane: string, maxWaitMs: number, signal?: AbortSignal): Promise<Slot | null>
}

/** Permission to send one request; must be used or given back. */
export interface Slot {
  /**
   * Sends; the slot counts as used, and is free again one window after the answer.
   *
   * @throws Error, sending nothing, where the slot was used or given back: another may have it by now
   */
  use<T>(send: () => Promise<T>): Promise<T>
  /** Frees an unused slot immediately; does nothing for a used one. */
  giveBack(): void
}

/** At most this many requests within any window of this many milliseconds. */
export interface PaceLimit {
  readonly requests: number
  readonly windowMs: number
}

/** No rate limit. */
export const noPace: Pace = { run: (_, __, ___, send) => send() }

/** Safety margin per window for clock differences to the vendor, in milliseconds. */
const marginMs = 25

/**
 * A FIFO rate limiter with limits per lane; a lane without limits does not wait.
 *
 * A request holds its slot until one window after its *response*. When it reached the vendor is unknown here, but it
 * was before the response: so whatever the network, machine load or a timer does, no window at the vendor ever contains
 * more than the limit. This costs the time of one response per window.
 *
 * @param limits by lane; a function provides those of a new lane
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

/** A slot in a window: released after the response, or given back if nothing was sent. */
interface Place {
  leave(): void
  giveBack(): void
}

interface Window {
  /** Null: none was free in time. */
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
      // Timers may fire slightly early: the margin covers that too. Unref'd, to not keep the process alive.
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
