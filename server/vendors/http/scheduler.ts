import { setTimeout as sleep } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'

/** Decides when a call may leave. Every vendor call passes one. */
export interface Scheduler {
  /**
   * Runs `task` once a place is free.
   *
   * @param lane calls of one lane share its places: an entity of one vendor's account
   * @param maxWaitMs a task that has not begun by then is dropped, and `tooLate` makes the error
   */
  run<T>(lane: string, maxWaitMs: number, tooLate: () => Error, task: () => Promise<T>): Promise<T>
}

export interface SchedulerOptions {
  /** Calls at a time per lane. */
  readonly places: number
  /** Calls per lane that may begin within any second; without end by default. Repeats of a call do not count. */
  readonly perSecond?: number
}

/** A scheduler with `places` calls at a time per lane, first come first served. */
export function createScheduler({ places, perSecond = Infinity }: SchedulerOptions): Scheduler {
  const lanes = new Map<string, { limit: LimitFunction; turn: () => Promise<void> }>()
  const open = (lane: string) => {
    const opened = { limit: pLimit(places), turn: createTurns(perSecond) }
    lanes.set(lane, opened)
    return opened
  }
  return {
    async run(lane, maxWaitMs, tooLate, task) {
      const { limit, turn } = lanes.get(lane) ?? open(lane)
      const queuedAt = performance.now()
      return limit(async () => {
        await turn()
        if (performance.now() - queuedAt > maxWaitMs) throw tooLate()
        return task()
      })
    },
  }
}

const secondMs = 1_000

/** Waits until one more may begin within the second. */
function createTurns(perSecond: number): () => Promise<void> {
  let begins: number[] = []
  return async () => {
    if (perSecond === Infinity) return
    const now = performance.now()
    const earliest = (begins.at(-perSecond) ?? -Infinity) + secondMs
    // Taken before it is waited for, so that no two get the same turn.
    begins = [...begins, Math.max(now, earliest)].slice(-perSecond)
    if (earliest > now) await sleep(earliest - now)
  }
}
