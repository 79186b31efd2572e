import { setTimeout as sleep } from 'node:timers/promises'

/** Tells all who wait that a run has ended. */
export interface OutcomeSignal {
  tell(): void
  /** Resolves when told, after `ms`, or when the signal aborts. */
  next(ms: number, signal?: AbortSignal): Promise<void>
}

export function createOutcomeSignal(): OutcomeSignal {
  const listeners = new Set<() => void>()
  return {
    tell() {
      for (const listener of listeners) listener()
    },
    async next(ms, signal) {
      const over = new AbortController()
      const stop = () => over.abort()
      listeners.add(stop)
      signal?.addEventListener('abort', stop)
      await sleep(Math.max(0, ms), undefined, { signal: over.signal }).catch(() => undefined)
      listeners.delete(stop)
      signal?.removeEventListener('abort', stop)
    },
  }
}
