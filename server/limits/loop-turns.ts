/** Lets the event loop turn now and then while one answer is made, so that a large one does not hold up all the others. */
export interface LoopTurns {
  /** Whether what comes next should wait for its turn. */
  isDue(): boolean
  /** Fulfilled when it is this caller's turn: in the order of asking, about `every` values to a turn of the loop. */
  wait(): Promise<void>
}

/**
 * Goes by counting and not by time, so that the same document is worked off in the same steps on every machine: loaders
 * collect what is asked of a vendor until the loop turns.
 *
 * @param count how many values there are so far
 * @param every how many values are made in one go
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
      for (const goOn of batch) {
        if (count() >= dueAt) {
          await new Promise(setImmediate)
          dueAt = count() + every
        }
        goOn()
        // graphql-js takes up the value some microtasks later, and only then it counts.
        for (let hop = 0; hop < 4; hop++) await Promise.resolve()
      }
    }
    isServing = false
  }

  return {
    isDue: () => isServing || count() >= dueAt,
    wait: () =>
      new Promise((goOn) => {
        waiting.push(goOn)
        if (!isServing) void serve()
      }),
  }
}
