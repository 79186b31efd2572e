/** The simulated world's clock: it starts at a chosen instant, runs on in real time, and can be pushed forward. */
export interface SimulatedClock {
  /** The simulated instant, in epoch milliseconds. */
  now(): number
  /** Moves the clock by `ms` (0 or more). */
  advance(ms: number): void
}

/**
 * A clock that stands at `start` (epoch milliseconds; the real now by default) when it is made and runs on from there.
 */
export function createSimulatedClock(start: number = Date.now()): SimulatedClock {
  let offset = start - Date.now()
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      offset += ms
    },
  }
}
