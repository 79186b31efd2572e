import { setTimeout as sleep } from 'node:timers/promises'

/** A sleep that others can end. */
export interface WakeUp {
  /** Ends the current sleep, or the next one before it begins. */
  wakeUp(): void
  /** Whether it was called since `reset`. */
  readonly isWoken: boolean
  /** Forgets earlier calls of `wakeUp`: what they were about is looked at from here on. */
  reset(): void
  /** Sleeps, at most `ms`. */
  sleep(ms: number): Promise<void>
}

export function createWakeUp(): WakeUp {
  let isWoken = false
  let wake: () => void = () => undefined
  return {
    wakeUp() {
      isWoken = true
      wake()
    },
    get isWoken() {
      return isWoken
    },
    reset() {
      isWoken = false
    },
    async sleep(ms) {
      if (isWoken) return
      const over = new AbortController()
      wake = () => over.abort()
      await sleep(ms, undefined, { signal: over.signal }).catch(() => undefined)
      wake = () => undefined
    },
  }
}
