import { setTimeout as sleep } from 'node:timers/promises'

/** Rate limiter for the requests of one account. Every attempt passes it. */
export interface RateLimiter {
  /**
   * Sends once the rate limit allows.
   *
   * @param queue requests that the vendor counts together
   * @param maxWaitMs what has not left by then is dropped, and `tooLate` makes the error
   * @param signal ends the wait at once, in the same way
   */
  run<T>(
    queue: string,
    maxWaitMs: number,
    tooLate: () => Error,
    send: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>
}

/** A rate limiter whose slots can be taken in advance. */
export interface SlotRateLimiter extends RateLimiter {
  /**
   * Takes the slot of a request that is sent later, without further waiting.
   *
   * @returns null if none was free in time, or the signal aborted
   */
  take(queue: string, maxWaitMs: number, signal?: AbortSignal): Promise<Slot | null>
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
export interface RateLimit {
  readonly requests: number
  readonly windowMs: number
}

/** No rate limit. */
export const noRateLimit: RateLimiter = { run: (_, __, ___, send) => send() }

/** Safety margin per window for clock differences to the vendor, in milliseconds. */
const marginMs = 25

/**
 * A FIFO rate limiter with limits per queue; a queue without limits does not wait.
 *
 * A request holds its slot until one window after its *response*. When it reached the vendor is unknown here, but it
 * was before the response: so whatever the network, machine load or a timer does, no window at the vendor ever contains
 * more than the limit. This costs the time of one response per window.
 *
 * @param limits by queue; a function provides those of a new queue
 */
export function createRateLimiter(
  limits: Readonly<Record<string, readonly RateLimit[]>> | ((queue: string) => readonly RateLimit[]),
): SlotRateLimiter {
  const limitsOf = typeof limits === 'function' ? limits : (queue: string) => limits[queue] ?? []
  const queues = new Map<string, Window[]>()

  function windowsOf(queue: string): Window[] {
    const windows = queues.get(queue) ?? limitsOf(queue).map(createWindow)
    queues.set(queue, windows)
    return windows
  }

  async function take(queue: string, maxWaitMs: number, signal?: AbortSignal): Promise<Slot | null> {
    const waitUntil = performance.now() + maxWaitMs
    const windowSlots: WindowSlot[] = []
    for (const window of windowsOf(queue)) {
      const windowSlot = await window.enter(waitUntil - performance.now(), signal)
      if (windowSlot) windowSlots.push(windowSlot)
      // The signal may have fired just after the slot was given.
      if (windowSlot === null || signal?.aborted) {
        for (const taken of windowSlots) taken.giveBack()
        return null
      }
    }
    return slotOf(windowSlots)
  }

  return {
    take,
    async run(queue, maxWaitMs, tooLate, send, signal) {
      const slot = await take(queue, maxWaitMs, signal)
      if (slot === null) throw tooLate()
      return slot.use(send)
    },
  }
}

function slotOf(windowSlots: readonly WindowSlot[]): Slot {
  let isTaken = true
  return {
    async use(send) {
      if (!isTaken) throw new Error('The slot was used or given back.')
      isTaken = false
      try {
        return await send()
      } finally {
        for (const windowSlot of windowSlots) windowSlot.leave()
      }
    },
    giveBack() {
      if (isTaken) for (const windowSlot of windowSlots) windowSlot.giveBack()
      isTaken = false
    },
  }
}

/** A slot in a window: released after the response, or given back if nothing was sent. */
interface WindowSlot {
  leave(): void
  giveBack(): void
}

interface Window {
  /** Null: none was free in time. */
  enter(maxWaitMs: number, signal?: AbortSignal): Promise<WindowSlot | null>
}

function createWindow({ requests, windowMs }: RateLimit): Window {
  let free = requests
  const waiting = new Set<() => void>()

  const windowSlot: WindowSlot = {
    giveBack() {
      const [next] = waiting
      if (next) next()
      else free += 1
    },
    leave() {
      // Timers may fire slightly early: the margin covers that too. Unref'd, to not keep the process alive.
      void sleep(windowMs + marginMs, undefined, { ref: false }).then(windowSlot.giveBack)
    },
  }

  return {
    enter(maxWaitMs, signal) {
      if (signal?.aborted) return Promise.resolve(null)
      if (free > 0) {
        free -= 1
        return Promise.resolve(windowSlot)
      }
      return new Promise((resolve) => {
        const settle = (given: WindowSlot | null) => {
          waiting.delete(go)
          clearTimeout(timer)
          signal?.removeEventListener('abort', giveUp)
          resolve(given)
        }
        const go = () => settle(windowSlot)
        const giveUp = () => settle(null)
        const timer = setTimeout(giveUp, Math.max(0, maxWaitMs))
        signal?.addEventListener('abort', giveUp, { once: true })
        waiting.add(go)
      })
    },
  }
}
