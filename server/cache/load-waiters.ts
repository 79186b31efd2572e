/** The callers waiting for one load. */
export interface LoadWaiters {
  /**
   * Adds a waiter.
   *
   * @param signal aborts when the waiter disconnects; without it, it waits to the end
   * @returns removes the waiter once it has its value, which cancels nothing
   */
  join(signal: AbortSignal | undefined): () => void
  /** Aborts when the last waiter has gone without a value. */
  readonly cancelled: AbortSignal
}

/** @param onCancelled called just before the load is aborted, so that no caller joins an aborted load */
export function createLoadWaiters(onCancelled: () => void): LoadWaiters {
  const cancellation = new AbortController()
  let waiting = 0

  return {
    cancelled: cancellation.signal,
    join(signal) {
      waiting += 1
      const go = () => {
        waiting -= 1
        if (waiting > 0) return
        onCancelled()
        cancellation.abort()
      }
      if (signal?.aborted) go()
      else signal?.addEventListener('abort', go, { once: true })
      return () => signal?.removeEventListener('abort', go)
    },
  }
}
