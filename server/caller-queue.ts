/** What waits, by caller: callers take turns, and of one caller the first comes first. */
export interface CallerQueue {
  readonly isEmpty: boolean
  add(caller: string, begin: () => void): void
  /** The first of the caller whose turn it is; the others' turns come before that caller's next. Undefined if nothing waits. */
  takeNext(): (() => void) | undefined
}

export function createCallerQueue(): CallerQueue {
  /** In the order in which callers take turns. */
  const waiting = new Map<string, (() => void)[]>()

  return {
    get isEmpty() {
      return waiting.size === 0
    },
    add(caller, begin) {
      const own = waiting.get(caller)
      if (own) own.push(begin)
      else waiting.set(caller, [begin])
    },
    takeNext() {
      const [next] = waiting
      if (!next) return undefined
      const [caller, own] = next
      const begin = own.shift()
      waiting.delete(caller)
      if (own.length > 0) waiting.set(caller, own)
      return begin
    },
  }
}
