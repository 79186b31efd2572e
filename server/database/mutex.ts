/** A FIFO mutex. */
export interface Mutex {
  /**
   * @param limitMs timeout, in milliseconds
   * @returns a function that releases the mutex; null on timeout
   */
  acquire(limitMs: number): Promise<(() => void) | null>
}

export function createMutex(): Mutex {
  const waiting: (() => void)[] = []
  let isTaken = false

  function release(): void {
    const next = waiting.shift()
    if (next) next()
    else isTaken = false
  }

  return {
    acquire(limitMs) {
      if (!isTaken) {
        isTaken = true
        return Promise.resolve(release)
      }
      const { promise, resolve } = Promise.withResolvers<(() => void) | null>()
      const enter = () => {
        clearTimeout(timer)
        resolve(release)
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1)
        resolve(null)
      }, limitMs)
      waiting.push(enter)
      return promise
    },
  }
}
