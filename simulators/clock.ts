/** The simulated world's clock: it starts at a given instant, runs in real time, and can be advanced. */
export interface SimulatedClock {
  /** The simulated instant, in epoch milliseconds. */
  now(): number
  /** Moves the clock by `ms` (0 or more). */
  advance(ms: number): void
}

/** A clock that starts at `start` (epoch milliseconds; the real now by default) and runs from there. */
export function createSimulatedClock(start: number = Date.now()): SimulatedClock {
  let offset = start - Date.now()
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      offset += ms
    },
  }
}
