import { setTimeout as sleep } from 'node:timers/promises'
import pLimit, { type LimitFunction } from 'p-limit'

/** Decides when a call may leave. Every vendor call passes one. */
export interface Scheduler {
  /**
   * Runs `task` once a place is free.
   *
   * @param lane calls of one lane share its places, such as all calls for an entity
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

/**
 * Waits until one more may begin within the second: a second after that many before it *began*, however late timers made
 * them, and not after they were due.
 */
function createTurns(perSecond: number): () => Promise<void> {
  let begins: number[] = []
  let last = Promise.resolve()
  const turn = async () => {
    for (;;) {
      const waitMs = (begins.at(-perSecond) ?? -Infinity) + secondMs - performance.now()
      if (waitMs <= 0) break
      // A timer may fire a little early: then once more.
      await sleep(Math.ceil(waitMs))
    }
    begins = [...begins, performance.now()].slice(-perSecond)
  }
  return () => {
    if (perSecond === Infinity) return Promise.resolve()
    // One after the other, so that no two get the same turn.
    last = last.then(turn)
    return last
  }
}
