import { setTimeout as sleep } from 'node:timers/promises'

/** Keeps the requests of one account under what the vendor counts per stretch of time. Every attempt passes it. */
export interface Pace {
  /**
   * Sends once one more request may leave.
   *
   * @param lane requests that the vendor counts together
   * @param maxWaitMs whoever has not left by then is dropped, and `tooLate` makes the error
   */
  run<T>(lane: string, maxWaitMs: number, tooLate: () => Error, send: () => Promise<T>): Promise<T>
}

/** So many requests at most within any stretch of so many milliseconds. */
export interface PaceLimit {
  readonly requests: number
  readonly windowMs: number
}

/** Nobody waits. */
export const noPace: Pace = { run: (_, __, ___, send) => send() }

/** The vendor's clock and ours do not tick together: a window is taken for this much longer, in milliseconds. */
const marginMs = 25

/**
 * A pace by limits per lane, first come first served; a lane without limits does not wait.
 *
 * A request holds its place in a window until the window's length after its *answer*. When it came to the vendor's door
 * nobody here can know, but it was before the answer; so whatever the network, the load of the machine or a timer did,
 * no window at the vendor ever holds more than the limit. That costs the time of one answer per window.
 */
export function createPace(limits: Readonly<Record<string, readonly PaceLimit[]>>): Pace {
  const lanes = new Map(Object.entries(limits).map(([lane, own]) => [lane, own.map(createWindow)]))
  return {
    async run(lane, maxWaitMs, tooLate, send) {
      const waitUntil = performance.now() + maxWaitMs
      const leave: (() => void)[] = []
      try {
        for (const window of lanes.get(lane) ?? []) {
          const left = await window.enter(waitUntil - performance.now())
          if (left === null) throw tooLate()
          leave.push(left)
        }
        return await send()
      } finally {
        for (const left of leave) left()
      }
    },
  }
}

interface Waiting {
  go(leave: () => void): void
}

function createWindow({ requests, windowMs }: PaceLimit) {
  let free = requests
  const waiting = new Set<Waiting>()

  async function giveBack(): Promise<void> {
    // A timer may fire a little early: the margin covers that too. It keeps no process alive.
    await sleep(windowMs + marginMs, undefined, { ref: false })
    const [next] = waiting
    if (next === undefined) {
      free += 1
      return
    }
    waiting.delete(next)
    next.go(leave)
  }

  const leave = () => void giveBack()

  return {
    /** Gives what is to be called once the answer is there; null: no place came free in time. */
    enter(maxWaitMs: number): Promise<(() => void) | null> {
      if (free > 0) {
        free -= 1
        return Promise.resolve(leave)
      }
      return new Promise((resolve) => {
        const place: Waiting = {
          go(leave) {
            clearTimeout(timer)
            resolve(leave)
          },
        }
        const timer = setTimeout(
          () => {
            waiting.delete(place)
            resolve(null)
          },
          Math.max(0, maxWaitMs),
        )
        waiting.add(place)
      })
    },
  }
}
