import { setTimeout as sleep } from 'node:timers/promises'

/** Work that is to be over before its resources are released. */
export interface RequestsUnderWay {
  readonly isClosing: boolean
  /**
   * Keeps the resources for as long as the work takes.
   *
   * @param own gives the work up, as closing does
   * @throws what the work throws; the signal's reason once it is given up, whether or not the work goes on
   */
  during<T>(work: (signal: AbortSignal) => Promise<T>, own?: AbortSignal): Promise<T>
  /** Takes nothing more, and waits for what is under way; gives it up after so many milliseconds. */
  end(graceMs: number): Promise<void>
}

/** How long work that is given up may take to end, in milliseconds. */
const endingMs = 1_000

export function createRequestsUnderWay(): RequestsUnderWay {
  const running = new Map<Promise<unknown>, AbortController>()
  let isClosing = false
  return {
    get isClosing() {
      return isClosing
    },
    async during(work, own) {
      own?.throwIfAborted()
      // One for each: a listener on a signal that lives as long as the program would stay there.
      const control = new AbortController()
      const forward = () => control.abort(own?.reason)
      own?.addEventListener('abort', forward, { once: true })
      const givenUp = new Promise<never>((_, reject) => {
        control.signal.addEventListener('abort', () => reject(control.signal.reason as Error), { once: true })
      })
      const working = work(control.signal)
      running.set(working, control)
      const forget = () => void running.delete(working)
      working.then(forget, forget)
      try {
        return await Promise.race([working, givenUp])
      } finally {
        own?.removeEventListener('abort', forward)
      }
    },
    async end(graceMs) {
      isClosing = true
      const timer = setTimeout(() => {
        for (const control of running.values()) control.abort(new Error('The graph was closed.'))
      }, graceMs)
      const over = Promise.allSettled(running.keys())
      await Promise.race([over, sleep(graceMs + endingMs, undefined, { ref: false })])
      clearTimeout(timer)
    },
  }
}
