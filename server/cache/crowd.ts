/** All who wait for one load. */
export interface Crowd {
  /**
   * Adds somebody who waits.
   *
   * @param signal says when they go; without it they stay
   * @returns takes them out again once they have got what they waited for, which abandons nothing
   */
  join(signal: AbortSignal | undefined): () => void
  /** Aborts when the last of them has gone without it. */
  readonly abandoned: AbortSignal
}

/** @param onAbandoned told just before the load learns of it, so that nobody joins one that is over */
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
