/** Lets one in at a time, in the order of coming. */
export interface Mutex {
  /**
   * @param limitMs how long to wait for it, in milliseconds
   * @returns lets the next one in; null when the limit was reached
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
