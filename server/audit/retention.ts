import { dayMs } from '../calendar/days.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import { pruneAudit } from './prune.ts'
import type { Signer } from './signer.ts'

/** Deletes old records once a day. */
export interface Retention {
  start(): void
  /** Deletes them now. Reports no errors but to the log. */
  run(): Promise<void>
  /** Ends that, and waits for a deletion that is running. */
  close(): Promise<void>
}

export interface RetentionOptions {
  readonly database: Database
  readonly signer: Signer
  readonly clock: Clock
  readonly logger: Logger
  /** How long records are kept. */
  readonly days: number
}

export function createRetention({ database, signer, clock, logger, days }: RetentionOptions): Retention {
  let timer: NodeJS.Timeout | null = null
  let running = Promise.resolve()

  async function prune(): Promise<void> {
    try {
      const now = clock()
      const { records, problems } = await pruneAudit({ database, signer, now, before: now - days * dayMs })
      if (records > 0) logger.info({ records, days }, 'old audit records deleted')
      for (const { id, reason } of problems) {
        logger.error({ record: id, reason }, 'audit records were tampered with: their chain is not pruned')
      }
    } catch (err) {
      if (!(err instanceof DatabaseUnavailableError)) logger.error({ err }, 'old audit records not deleted')
    }
  }

  const run = () => (running = running.then(prune))

  return {
    start() {
      timer ??= setInterval(() => void run(), dayMs).unref()
      void run()
    },
    run,
    async close() {
      if (timer) clearInterval(timer)
      await running
    },
  }
}
