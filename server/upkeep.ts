import { systemClock, type Clock } from './clock.ts'
import type { Logger } from './telemetry/logger.ts'
import { untilQuiet } from './under-way.ts'
import { within } from './circuit-breaker.ts'

/**
 * What a gateway does in the background, once and to its end: for a process that its host stops between requests (AWS
 * Lambda). Several processes may do it at the same time, since all of it is under leases or locks of the database.
 */
export interface Upkeep {
  /**
   * Does what is due: delivers changes, reads what has changed at the vendors, deletes what is past its time.
   *
   * @param ms after so many milliseconds nothing more is begun
   * @throws the first error, once all else is over
   */
  run(ms: number): Promise<void>
  /**
   * Waits for what goes on behind an answer, and writes what the audit log has noted, so that nothing is lost when the
   * process is stopped, or ended, now. Does not throw.
   *
   * @param ms the longest wait, in milliseconds
   */
  settle(ms: number): Promise<void>
}

/** One kind of work. */
export interface UpkeepTask {
  readonly name: string
  /** How often it is done at most, in milliseconds; each time by default. */
  readonly everyMs?: number
  run(ms: number): Promise<unknown>
}

export interface UpkeepOptions {
  readonly tasks: readonly UpkeepTask[]
  /** Waits for what is not counted as under way all the time, such as a delivery between two calls. */
  readonly settled: () => Promise<unknown>
  /** Writes what was noted. */
  readonly flush: () => Promise<unknown>
  readonly logger: Logger
  /** Of the machine: others may stand still with the process. */
  readonly wallClock?: Clock
}

export function createUpkeep({ tasks, settled, flush, logger, wallClock = systemClock }: UpkeepOptions): Upkeep {
  const doneAt = new Map<string, number>()
  const isDue = ({ name, everyMs = 0 }: UpkeepTask) =>
    Math.abs(wallClock() - (doneAt.get(name) ?? -Infinity)) >= everyMs

  async function runOne(task: UpkeepTask, ms: number): Promise<void> {
    try {
      await task.run(ms)
      doneAt.set(task.name, wallClock())
    } catch (err) {
      logger.error({ err, task: task.name }, 'upkeep failed')
      throw err
    }
  }

  return {
    async run(ms) {
      // Together: a vendor that does not answer holds up nothing but its own.
      const results = await Promise.allSettled(tasks.filter(isDue).map((task) => runOne(task, ms)))
      const failed = results.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    },
    async settle(ms) {
      const until = performance.now() + ms
      const leftMs = () => Math.max(0, until - performance.now())
      try {
        await within(ms, async () => settled())
        await untilQuiet(leftMs())
        await within(leftMs(), async () => flush())
        await untilQuiet(leftMs())
      } catch (err) {
        logger.warn({ err }, 'stopped before all work behind an answer was over')
      }
    },
  }
}
