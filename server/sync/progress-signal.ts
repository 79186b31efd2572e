/** Lets callers wait for a condition that changes with events. */
export interface ProgressSignal {
  /** Says that something has happened. */
  tell(): void
  /** Resolves once the condition holds, or after `maxMs` without that. */
  until(isDone: () => boolean, maxMs: number): Promise<void>
}

export function createProgressSignal(): ProgressSignal {
  const waiting = new Set<() => void>()
  return {
    tell() {
      for (const check of waiting) check()
    },
    until(isDone, maxMs) {
      if (isDone()) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      const finish = () => {
        clearTimeout(timer)
        waiting.delete(check)
        resolve()
      }
      const check = () => {
        if (isDone()) finish()
      }
      const timer = setTimeout(finish, maxMs)
      waiting.add(check)
      return promise
    },
  }
}
