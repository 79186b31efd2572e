import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { createWorkLoop } from '../sync/work-loop.ts'
import type { Logger } from '../telemetry/logger.ts'

/** Deletes changes that ended long ago, once a day. */
export interface ChangeRetention {
  start(): void
  /** Does it once, now. */
  run(): Promise<void>
  /** Ends that, and waits for a deletion that is running. */
  close(): Promise<void>
}

export interface ChangeRetentionOptions {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  /** How long changes are kept after they ended; 0: for ever. */
  readonly days: number
}

const dayMs = 24 * 3_600_000
/** How many changes one transaction deletes, so that it holds up nothing. */
const changesAtOnce = 200

export function createChangeRetention({ database, clock, logger, days }: ChangeRetentionOptions): ChangeRetention {
  async function run(): Promise<void> {
    if (days === 0) return
    const changes = await deleteEndedChanges(database, clock() - days * dayMs, () => loop.isClosed)
    if (changes > 0) logger.info({ changes, days }, 'old changes deleted')
  }

  const loop = createWorkLoop(run, dayMs, (error) => {
    if (!(error instanceof DatabaseUnavailableError)) logger.error({ err: error }, 'old changes not deleted')
  })
  return {
    run,
    start() {
      if (days === 0) return
      loop.start()
      loop.wake()
    },
    close: loop.close,
  }
}

/**
 * Deletes changes that ended before an instant, with their steps; PENDING ones never. Places on tickets are kept, so that
 * later changes do not get the same. An idempotency key of a deleted change is new again.
 *
 * @returns how many
 */
export async function deleteEndedChanges(
  database: Database,
  before: number,
  isClosing: () => boolean = () => false,
): Promise<number> {
  let deleted = 0
  while (!isClosing()) {
    const some = await deleteSome(database, before)
    deleted += some
    if (some < changesAtOnce) break
  }
  return deleted
}

function deleteSome(database: Database, before: number): Promise<number> {
  return database.transaction().execute(async (trx) => {
    // Locks the changes, as every transaction does before their steps; one that is retried meanwhile is not among them.
    const ended = await trx
      .updateTable('changes')
      .set(({ ref }) => ({ due_at: ref('due_at') }))
      .where('state', '!=', 'PENDING')
      .where('id', 'in', ({ selectFrom }) =>
        selectFrom('changes')
          .select('id')
          .where('state', 'in', ['DONE', 'FAILED', 'CANCELLED'])
          .where('created_at', '<', before)
          .where('finished_at', '<', before)
          .orderBy('id')
          .limit(changesAtOnce),
      )
      .returning('id')
      .execute()
    const ids = ended.map(({ id }) => id)
    if (ids.length === 0) return 0
    await trx.deleteFrom('change_steps').where('change_id', 'in', ids).execute()
    await trx.deleteFrom('changes').where('id', 'in', ids).execute()
    return ids.length
  })
}
