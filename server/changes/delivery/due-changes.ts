import { sql } from 'kysely'
import type { Database } from '../../database/create-database.ts'
import type { SqlNow } from '../change-clock.ts'
import { isOvertaken } from './delivery-order.ts'

/** A ticket's next change, which may be delivered now. */
export interface DueChange {
  readonly id: string
  readonly tenantId: string
  readonly ticketId: number
}

/** How many changes are not delivered. */
export interface ChangeCounts {
  readonly pending: number
  /** When the oldest of them was logged, in epoch milliseconds; null if there is none. */
  readonly oldestPendingAt: number | null
  readonly failed: number
}

export type DueChanges = ReturnType<typeof createDueChanges>

/**
 * Queries changes that wait for delivery. Every method throws DatabaseUnavailableError if the database is unavailable.
 *
 * @param longestWaitMs an upper bound of every delay
 */
export function createDueChanges(options: { database: Database; now: SqlNow; leaseMs: number; longestWaitMs: number }) {
  const { database: db, now, leaseMs, longestWaitMs } = options
  const nowPlus = (ms: number) => sql<number>`${now()} + ${sql.lit(Math.round(ms))}`
  return {
    /**
     * Finds the next PENDING change of each ticket (within one system: see tickets/connectwise-system.ts) that is due
     * and whose lease is free; longest waiting first. The next one is the oldest, unless a later one was sent last.
     */
    async find({ limit, exceptTenants }: { limit: number; exceptTenants: readonly string[] }): Promise<DueChange[]> {
      const due = db
        .selectFrom('changes as change')
        .select(['change.id', 'change.tenant_id', 'change.ticket_id'])
        .where('change.state', '=', 'PENDING')
        // Due later than the maximum delay: predates a clock that was set back.
        .where(({ or, eb }) => or([eb('change.due_at', '<=', now()), eb('change.due_at', '>', nowPlus(longestWaitMs))]))
        .where(({ not }) => not(isOvertaken('change')))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('change_queues as queue')
                .select('queue.owner')
                .whereRef('queue.tenant_id', '=', 'change.tenant_id')
                .whereRef('queue.ticket_id', '=', 'change.ticket_id')
                .where('queue.leased_until', '>', now())
                .where('queue.leased_until', '<=', nowPlus(2 * leaseMs)),
            ),
          ),
        )
      const rows = await (exceptTenants.length > 0 ? due.where('change.tenant_id', 'not in', exceptTenants) : due)
        .orderBy('change.due_at')
        .orderBy('change.created_at')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ id: row.id, tenantId: row.tenant_id, ticketId: row.ticket_id }))
    },

    /** Counts changes that are PENDING, and those that FAILED among the ones logged since then, in epoch milliseconds. */
    async count(loggedSince: number): Promise<ChangeCounts> {
      const waiting = await db
        .selectFrom('changes')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
        .where('state', '=', 'PENDING')
        .executeTakeFirstOrThrow()
      const failed = await db
        .selectFrom('changes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('state', '=', 'FAILED')
        .where('created_at', '>=', loggedSince)
        .executeTakeFirstOrThrow()
      return { pending: waiting.count, oldestPendingAt: waiting.oldest ?? null, failed: failed.count }
    },

    /** Sets the reason shown on all waiting changes of a tenant. */
    async explain(tenantId: string, reason: string): Promise<void> {
      await db
        .updateTable('change_steps')
        .set({ reason })
        .where('state', '=', 'PENDING')
        .where(({ or, eb }) => or([eb('reason', 'is', null), eb('reason', '!=', reason)]))
        .where(({ eb, selectFrom }) =>
          eb(
            'change_id',
            'in',
            selectFrom('changes').select('id').where('tenant_id', '=', tenantId).where('state', '=', 'PENDING'),
          ),
        )
        .execute()
    },
  }
}
