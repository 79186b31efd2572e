/** Lets other requests run while a response is made, so that a large one does not block them. */
export interface LoopTurns {
  /** Whether to wait before continuing. */
  isDue(): boolean
  /** Resolves in FIFO order, with a step for about every so many values. */
  wait(): Promise<void>
}

export interface LoopTurnsOptions {
  /** How much has been done so far, in values. */
  readonly count: () => number
  /** How much may be done before the first wait: what every operation gets. */
  readonly first: number
  /** How much may be done in each later step. */
  readonly every: number
  /** Resolves when the next step may run. */
  readonly nextStep: () => Promise<void>
}

/**
 * Waits by count rather than time, so that the same document is executed in the same steps on every machine: loaders
 * batch until the event loop turns.
 */
export function createLoopTurns({ count, first, every, nextStep }: LoopTurnsOptions): LoopTurns {
  let dueAt = first
  let waiting: (() => void)[] = []
  let isServing = false

  async function serve(): Promise<void> {
    isServing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      for (const resume of batch) {
        if (count() >= dueAt) {
          await nextStep()
          dueAt = count() + every
        }
        resume()
        // What waited goes on in the next microtask, and is counted then.
        await Promise.resolve()
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
