import pLimit, { type LimitFunction } from 'p-limit'

/** Concurrency limit. Every vendor call passes one. */
export interface ConcurrencyLimit {
  /**
   * Runs `task` once one may start.
   *
   * @param queue calls of one queue share its limit, such as all calls for an entity
   * @param maxWaitMs drops a task not started by then, with the error of `tooLate`
   */
  run<T>(queue: string, maxWaitMs: number, tooLate: () => Error, task: () => Promise<T>): Promise<T>
}

export interface ConcurrencyLimitOptions {
  /** Concurrent calls per queue. The rate limit is up to the rate limiter. */
  readonly maxConcurrent: number
}

/** A FIFO queue with `maxConcurrent` concurrent calls each. */
export function createConcurrencyLimit({ maxConcurrent }: ConcurrencyLimitOptions): ConcurrencyLimit {
  const queues = new Map<string, LimitFunction>()
  const open = (queue: string) => {
    const limit = pLimit(maxConcurrent)
    queues.set(queue, limit)
    return limit
  }
  return {
    async run(queue, maxWaitMs, tooLate, task) {
      const limit = queues.get(queue) ?? open(queue)
      const queuedAt = performance.now()
      return limit(async () => {
        if (performance.now() - queuedAt > maxWaitMs) throw tooLate()
        return task()
      })
    },
  }
}
