/** Work that is to be over before its resources are released. */
export interface RequestsUnderWay {
  /** Aborts when what is still under way is given up. */
  readonly signal: AbortSignal
  readonly isClosing: boolean
  /** Keeps the resources for as long as the work takes. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** Takes nothing more, and waits for what is under way; gives it up after so many milliseconds. */
  end(graceMs: number): Promise<void>
}

export function createRequestsUnderWay(): RequestsUnderWay {
  const running = new Set<Promise<unknown>>()
  const givenUp = new AbortController()
  let isClosing = false
  return {
    signal: givenUp.signal,
    get isClosing() {
      return isClosing
    },
    async during(work) {
      const ended = work()
      running.add(ended)
      try {
        return await ended
      } finally {
        running.delete(ended)
      }
    },
    async end(graceMs) {
      isClosing = true
      const over = Promise.allSettled(running)
      const timer = setTimeout(() => givenUp.abort(new Error('The graph was closed.')), graceMs)
      await over
      clearTimeout(timer)
    },
  }
}
