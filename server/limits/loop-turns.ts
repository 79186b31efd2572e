/** Yields to the event loop while a response is made, so that a large one does not block other requests. */
export interface LoopTurns {
  /** Whether to yield before continuing. */
  isDue(): boolean
  /** Resolves in FIFO order, about `every` values per turn of the event loop. */
  wait(): Promise<void>
}

/**
 * Yields by count rather than time, so that the same document is executed in the same steps on every machine: loaders
 * batch until the event loop turns.
 *
 * @param count returns the number of values so far
 * @param every number of values between yields
 */
export function createLoopTurns(count: () => number, every: number): LoopTurns {
  let dueAt = every
  let waiting: (() => void)[] = []
  let isServing = false

  async function serve(): Promise<void> {
    isServing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      for (const resume of batch) {
        if (count() >= dueAt) {
          await new Promise(setImmediate)
          dueAt = count() + every
        }
        resume()
        // graphql-js consumes the value some microtasks later, and counts it only then.
        for (let hop = 0; hop < 4; hop++) await Promise.resolve()
      }
    }
    isServing = false
  }

  return {
    isDue: () => isServing || count() >= dueAt,
    wait: () =>
      new Promise((resume) => {
        waiting.push(resume)
        if (!isServing) void serve()
      }),
  }
}
