/** The callers waiting for one load. */
export interface Crowd {
  /**
   * Adds a waiter.
   *
   * @param signal aborts when the waiter disconnects; without it, it waits to the end
   * @returns removes the waiter once it has its value, which abandons nothing
   */
  join(signal: AbortSignal | undefined): () => void
  /** Aborts when the last waiter has gone without a value. */
  readonly abandoned: AbortSignal
}

/** @param onAbandoned called just before the load is aborted, so that no caller joins an aborted load */
export function createCrowd(onAbandoned: () => void): Crowd {
  const abandonment = new AbortController()
  let waiting = 0

  return {
    abandoned: abandonment.signal,
    join(signal) {
      waiting += 1
      const go = () => {
        waiting -= 1
        if (waiting > 0) return
        onAbandoned()
        abandonment.abort()
      }
      if (signal?.aborted) go()
      else signal?.addEventListener('abort', go, { once: true })
      return () => signal?.removeEventListener('abort', go)
    },
  }
}
