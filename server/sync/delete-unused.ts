import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import { deleteUnusedReplicas } from './stored-replicas.ts'
import { createWorkLoop } from './work-loop.ts'

/** Deletes replicas that are no longer used, such as after a change of settings or of the version. */
export interface UnusedReplicas {
  /** Deletes them now, in the background, and then several times a day. */
  start(): void
  /** Deletes them now. Reports no errors but to the log. */
  run(): Promise<void>
  /** Ends that, and waits for a deletion that is running. */
  close(): Promise<void>
}

export interface UnusedReplicasOptions {
  readonly database: Database
  /** Keys of this gateway's replicas. */
  readonly inUse: ReadonlySet<string>
  readonly logger: Logger
  /** Clock of `used_at`. */
  readonly wallClock?: Clock
}

/** How long records are kept without use, in milliseconds: a setting can be taken back until then. */
const unusedMs = 7 * 24 * 3_600_000
const intervalMs = 6 * 3_600_000

export function createUnusedReplicas(options: UnusedReplicasOptions): UnusedReplicas {
  const { database, inUse, logger, wallClock = () => Date.now() } = options
  const loop = createWorkLoop(
    async () => {
      for (const { account, format, records } of await deleteUnusedReplicas(database, wallClock() - unusedMs, inUse)) {
        logger.info({ account, format, records }, 'unused replica deleted')
      }
    },
    intervalMs,
    (error) => {
      if (!(error instanceof DatabaseUnavailableError)) logger.error({ err: error }, 'unused replicas not deleted')
    },
  )
  return {
    start() {
      loop.start()
      loop.wake()
    },
    run: loop.run,
    close: loop.close,
  }
}
