import { sql } from 'kysely'
import type { Database } from '../database/create-database.ts'
import type { SqlNow } from './change-clock.ts'

/*
 * A database that was restored from a backup does not know what was sent to ConnectWise since. So each step that may
 * have been sent counts as sent at the moment of the restore, with an outcome that is unknown: it is looked for, like
 * any other such step, before it is sent. See docs/exactly-once.md.
 */

/** How long after a restore a request may be the repeat of one that was forgotten, in milliseconds: 30 days. */
export const repeatsMs = 30 * 24 * 3_600_000

/** Why such a step waits. */
export const afterRestore =
  'The gateway’s database was restored from a backup; the gateway is finding out whether ConnectWise has this already.'

/** What a restored database may have forgotten. Instants in epoch milliseconds, by the clock of deliveries. */
export interface Lost {
  readonly since: number
  readonly restoredAt: number
}

/** What may have been forgotten of requests that are logged now; null: nothing. */
export async function findLost(db: Database, now: SqlNow): Promise<Lost | null> {
  const { since, restored_at } = await db
    .selectFrom('restores')
    .select(({ fn }) => [fn.min('lost_since').as('since'), fn.max('restored_at').as('restored_at')])
    .where('restored_at', '>', sql<number>`${now()} - ${sql.lit(repeatsMs)}`)
    .executeTakeFirstOrThrow()
  // Of no row at all, both are null.
  return (since as number | null) === null ? null : { since, restoredAt: restored_at }
}

/** What is uncertain after a restore. */
export interface RestoredChanges {
  /** Changes that are PENDING: each is looked for before it is sent. */
  readonly pending: number
  /** Changes that are FAILED, which are looked for if they are retried. */
  readonly failed: number
  readonly lostSince: number
}

/**
 * Records that the database was just restored, before any gateway uses it. Sessions end, because those that were ended
 * since the backup would be back.
 *
 * @param takenAt when the state it was restored to was read; null: the instant of the newest record in it
 */
export async function markRestored(trx: Database, now: SqlNow, takenAt: number | null): Promise<RestoredChanges> {
  const lostSince = takenAt ?? (await newestRecord(trx))
  const { restored_at: restoredAt } = await trx
    .insertInto('restores')
    .values({ restored_at: now(), lost_since: lostSince })
    .returning('restored_at')
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('change_steps')
    .set(({ fn, val }) => ({ sent_at: restoredAt, reason: fn.coalesce('reason', val(afterRestore)) }))
    .where('state', 'in', ['PENDING', 'FAILED'])
    .where('change_id', 'in', ({ selectFrom }) =>
      selectFrom('changes').select('id').where('state', 'in', ['PENDING', 'FAILED']),
    )
    .execute()
  await trx.updateTable('changes').set({ due_at: restoredAt }).where('state', '=', 'PENDING').execute()
  await trx.updateTable('change_queues').set({ owner: null, leased_until: 0 }).execute()
  await trx.deleteFrom('sessions').execute()
  await trx.deleteFrom('spent_states').execute()
  return { pending: await count(trx, 'PENDING'), failed: await count(trx, 'FAILED'), lostSince }
}

/** Everything that was lost is newer than the newest record. 0 where there is none. */
async function newestRecord(trx: Database): Promise<number> {
  const { rows } = await sql<{ at: number | null }>`
    select max(created_at) as at from changes
    union all select max(finished_at) from changes
    union all select max(finished_at) from change_steps
    union all select max(at) from audit_records`.execute(trx)
  return Math.max(0, ...rows.map(({ at }) => at ?? 0))
}

async function count(trx: Database, state: 'PENDING' | 'FAILED'): Promise<number> {
  const { rows } = await trx
    .selectFrom('changes')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('state', '=', state)
    .executeTakeFirstOrThrow()
  return rows
}
