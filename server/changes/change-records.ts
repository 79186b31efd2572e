import { sql } from 'kysely'
import type { Database } from '../database/create-database.ts'
import { beyond } from '../database/keyset-sql.ts'
import { toChangeRecord, type ChangeRecord, type NewChange } from './change-record.ts'
import { selectChanges, type ChangeSelection } from './change-selection.ts'
import type { SqlNow } from './change-clock.ts'
import { insertChange } from './insert-change.ts'
import { createReferences } from './next-reference.ts'
import { isInSystem } from './same-system-sql.ts'
import type { KeysetPart } from '../paging/keyset-page.ts'
import type { ConnectWiseSystem } from '../tickets/connectwise-system.ts'

/** A change's position in a list, newest first. */
export interface ChangePosition {
  readonly createdAt: number
  readonly id: string
}

export type ChangeRecords = ReturnType<typeof createChangeRecords>

/** Storage of logged changes. Every method throws DatabaseUnavailableError if the database is unavailable. */
export function createChangeRecords({ database: db, now }: { database: Database; now: SqlNow }) {
  const first = async (rows: Promise<ChangeRow[]>) => (await withSteps(db, await rows))[0] ?? null

  const find = (id: string): Promise<ChangeRecord | null> =>
    first(db.selectFrom('changes').selectAll().where('id', '=', id).execute())

  const findByKey = (tenantId: string, idempotencyKey: string): Promise<ChangeRecord | null> =>
    first(
      db
        .selectFrom('changes')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('idempotency_key', '=', idempotencyKey)
        .execute(),
    )

  return {
    /** The reference for a new change of a tenant, with its idempotency key. */
    referenceFor: createReferences(db),

    /**
     * Inserts a change and its steps atomically. With a key that was used before, inserts nothing: the first of two
     * concurrent inserts wins, in this replica or another.
     */
    async insert(change: NewChange, createdAt: number): Promise<{ change: ChangeRecord; isNew: boolean }> {
      const id = `${change.tenantId}:${change.reference}`
      const isNew = await insertChange(db, now, { ...change, id }, createdAt)
      const kept = isNew ? await find(id) : await findByKey(change.tenantId, change.idempotencyKey)
      if (kept === null) throw new Error(`The change ${id} is not where it was put.`)
      return { change: kept, isNew }
    },

    find,
    findByKey,
    /** When the change with the key was logged, in epoch milliseconds; null if there is none. */
    createdAtOf: (tenantId: string, idempotencyKey: string) => findCreatedAt(db, tenantId, idempotencyKey),
    findMany: (ids: readonly string[]) => findMany(db, ids),

    /** Lists a part of the selected changes, of which the newest is the first. */
    async list(selection: ChangeSelection, part: KeysetPart<ChangePosition>): Promise<ChangeRecord[]> {
      const { limit, position, isBackward } = part
      const direction = isBackward ? 'asc' : 'desc'
      let rows = selectChanges(db, selection).selectAll()
      // Compared as a pair, which both databases find in an index.
      if (position)
        rows = rows.where(sql<boolean>`(created_at, id) ${beyond(part)} (${position.createdAt}, ${position.id})`)
      return withSteps(db, await rows.orderBy('created_at', direction).orderBy('id', direction).limit(limit).execute())
    },

    /** Counts the selected changes. */
    async count(selection: ChangeSelection): Promise<number> {
      const { count } = await selectChanges(db, selection)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },

    /**
     * Lists a ticket's changes, newest first. Excludes changes logged for another system's ticket with the same number.
     */
    async ofTicket(
      { tenantId, ticketId, system }: { tenantId: string; ticketId: number; system: ConnectWiseSystem },
      limit: number,
    ): Promise<ChangeRecord[]> {
      const rows = db
        .selectFrom('changes')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        .where(isInSystem('changes', system))
        .orderBy('position', 'desc')
        .limit(limit)
      return withSteps(db, await rows.execute())
    },
  }
}

type ChangeRow = Parameters<typeof toChangeRecord>[0]

async function findCreatedAt(db: Database, tenantId: string, idempotencyKey: string): Promise<number | null> {
  const row = await db
    .selectFrom('changes')
    .select('created_at')
    .where('tenant_id', '=', tenantId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst()
  return row?.created_at ?? null
}

/** Finds changes by id, in any order; those that do not exist are left out. */
const findMany = async (db: Database, ids: readonly string[]): Promise<ChangeRecord[]> =>
  withSteps(db, await db.selectFrom('changes').selectAll().where('id', 'in', ids).execute())

async function withSteps(db: Database, rows: readonly ChangeRow[]): Promise<ChangeRecord[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const steps = await db.selectFrom('change_steps').selectAll().where('change_id', 'in', ids).execute()
  const byChange = Map.groupBy(steps, (step) => step.change_id)
  return rows.map((row) => toChangeRecord(row, byChange.get(row.id) ?? []))
}
