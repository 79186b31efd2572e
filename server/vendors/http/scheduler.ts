import pLimit, { type LimitFunction } from 'p-limit'

/** Concurrency limit. Every vendor call passes one. */
export interface Scheduler {
  /**
   * Runs `task` once a place is free.
   *
   * @param lane calls of one lane share its places, such as all calls for an entity
   * @param maxWaitMs drops a task not started by then, with the error of `tooLate`
   */
  run<T>(lane: string, maxWaitMs: number, tooLate: () => Error, task: () => Promise<T>): Promise<T>
}

export interface SchedulerOptions {
  /** Concurrent calls per lane. The rate limit is up to the pace. */
  readonly places: number
}

/** A FIFO scheduler with `places` concurrent calls per lane. */
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
