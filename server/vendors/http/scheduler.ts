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
  /** Calls at a time per lane. How many come per stretch of time is the pace's matter. */
  readonly places: number
}

/** A scheduler with `places` calls at a time per lane, first come first served. */
export function createScheduler({ places }: SchedulerOptions): Scheduler {
  const lanes = new Map<string, LimitFunction>()
  const open = (lane: string) => {
    const limit = pLimit(places)
    lanes.set(lane, limit)
    return limit
  }
  return {
    async run(lane, maxWaitMs, tooLate, task) {
      const limit = lanes.get(lane) ?? open(lane)
      const queuedAt = performance.now()
      return limit(async () => {
        if (performance.now() - queuedAt > maxWaitMs) throw tooLate()
        return task()
      })
    },
  }
}
