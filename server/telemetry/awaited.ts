/** Whether a request waits for work that was begun in the background. */
export interface Awaited {
  readonly isAwaited: boolean
  /** The work counts as awaited until `wait` settles. */
  during<T>(wait: () => Promise<T>): Promise<T>
  /** Calls `listen` each time the work becomes awaited. @returns what ends that */
  onAwaited(listen: () => void): () => void
}

export function createAwaited(): Awaited {
  let waiting = 0
  const listeners = new Set<() => void>()
  return {
    get isAwaited() {
      return waiting > 0
    },
    async during(wait) {
      waiting += 1
      if (waiting === 1) for (const listen of listeners) listen()
      try {
        return await wait()
      } finally {
        waiting -= 1
      }
    },
    onAwaited(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
  }
}
