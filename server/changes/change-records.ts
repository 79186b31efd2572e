import type { Database } from '../database/create-database.ts'
import { toChangeRecord, stepKinds, type ChangeRecord, type NewChange } from './change-record.ts'
import type { SqlNow } from './change-clock.ts'
import { isInSystem, type ConnectWiseSystem } from '../tickets/connectwise-system.ts'

/** A change's position in a list, newest first. */
export interface ChangePosition {
  readonly createdAt: number
  readonly id: string
}

/** The idempotency key was used before: roll the transaction back. */
class KeyTaken extends Error {}

export type ChangeRecords = ReturnType<typeof createChangeRecords>

/** Storage of logged changes. Every method throws DatabaseUnavailableError if the database is unavailable. */
export function createChangeRecords({ database: db, now }: { database: Database; now: SqlNow }) {
  async function withSteps(rows: readonly Parameters<typeof toChangeRecord>[0][]): Promise<ChangeRecord[]> {
    if (rows.length === 0) return []
    const ids = rows.map(({ id }) => id)
    const steps = await db.selectFrom('change_steps').selectAll().where('change_id', 'in', ids).execute()
    return rows.map((row) =>
      toChangeRecord(
        row,
        steps.filter((step) => step.change_id === row.id),
      ),
    )
  }

  const first = async (rows: Promise<Parameters<typeof toChangeRecord>[0][]>) =>
    (await withSteps(await rows))[0] ?? null

  /**
   * Allocates the ticket's next position. The row stays locked until the transaction ends, so positions have no gaps.
   */
  function takePosition(trx: Database, { tenantId, ticketId }: NewChange, createdAt: number) {
    return trx
      .insertInto('change_queues')
      .values({
        tenant_id: tenantId,
        ticket_id: ticketId,
        last_position: 1,
        last_created_at: createdAt,
        owner: null,
        leased_until: 0,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'ticket_id']).doUpdateSet(({ eb, ref, lit }) => ({
          last_position: eb('change_queues.last_position', '+', 1),
          last_created_at: eb
            .case()
            .when('change_queues.last_created_at', '>=', ref('excluded.last_created_at'))
            .then(eb('change_queues.last_created_at', '+', lit(1)))
            .else(ref('excluded.last_created_at'))
            .end(),
        })),
      )
      .returning(['last_position', 'last_created_at'])
      .executeTakeFirstOrThrow()
  }

  return {
    /**
     * Inserts a change and its steps atomically. With a key that was used before, inserts nothing: the first of two
     * concurrent inserts wins, in this replica or another.
     */
    async insert(change: NewChange, createdAt: number): Promise<{ change: ChangeRecord; isNew: boolean }> {
      const id = `${change.tenantId}:${change.reference}`
      const isNew = await db
        .transaction()
        .execute(async (trx) => {
          // Write first: on SQLite, a transaction that starts with a read cannot always upgrade to a write.
          const system = await takePosition(trx, change, createdAt)
          const { numInsertedOrUpdatedRows } = await trx
            .insertInto('changes')
            .values({
              ...toRow(change),
              id,
              position: system.last_position,
              created_at: system.last_created_at,
              due_at: now(),
            })
            .onConflict((conflict) => conflict.columns(['tenant_id', 'idempotency_key']).doNothing())
            .executeTakeFirstOrThrow()
          if (numInsertedOrUpdatedRows !== 1n) throw new KeyTaken()
          await trx
            .insertInto('change_steps')
            .values(
              stepKinds.map((kind) => ({
                change_id: id,
                kind,
                state: change.plannedSteps.includes(kind) ? ('PENDING' as const) : ('SKIPPED' as const),
                attempts: 0,
                sent_at: null,
                vendor_id: null,
                reason: null,
                finished_at: change.plannedSteps.includes(kind) ? null : system.last_created_at,
              })),
            )
            .execute()
          return true
        })
        .catch((error: unknown) => {
          if (error instanceof KeyTaken) return false
          throw error
        })
      const kept = isNew ? await this.find(id) : await this.findByKey(change.tenantId, change.idempotencyKey)
      if (kept === null) throw new Error(`The change ${id} is not where it was put.`)
      return { change: kept, isNew }
    },

    find: (id: string): Promise<ChangeRecord | null> =>
      first(db.selectFrom('changes').selectAll().where('id', '=', id).execute()),

    findByKey: (tenantId: string, idempotencyKey: string): Promise<ChangeRecord | null> =>
      first(
        db
          .selectFrom('changes')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .where('idempotency_key', '=', idempotencyKey)
          .execute(),
      ),

    /** Lists a tenant's changes after a position, newest first. */
    async list(
      tenantId: string,
      { limit, after }: { limit: number; after: ChangePosition | null },
    ): Promise<ChangeRecord[]> {
      const all = db.selectFrom('changes').selectAll().where('tenant_id', '=', tenantId)
      const behind = after
        ? all.where(({ eb, and, or }) =>
            or([
              eb('created_at', '<', after.createdAt),
              and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
            ]),
          )
        : all
      return withSteps(await behind.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute())
    },

    /** Counts a tenant's changes. */
    async count(tenantId: string): Promise<number> {
      const { count } = await db
        .selectFrom('changes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('tenant_id', '=', tenantId)
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
      return withSteps(await rows.execute())
    },
  }
}

function toRow(change: NewChange) {
  return {
    tenant_id: change.tenantId,
    ticket_id: change.ticketId,
    idempotency_key: change.idempotencyKey,
    content_hash: change.contentHash,
    reference: change.reference,
    company_id: change.companyId,
    server: change.server,
    is_project: change.isProject === null ? null : Number(change.isProject),
    kind: change.kind,
    note: change.note,
    is_internal: Number(change.isInternal),
    time_notes: change.timeNotes,
    minutes: change.minutes,
    started_at: change.startedAt,
    status_mode: change.statusMode,
    status_id: change.statusId,
    member_identifier: change.memberIdentifier,
    operator_id: change.operatorId,
    operator_name: change.operatorName,
    state: 'PENDING' as const,
    cancel_requested_at: null,
    cancelled_by: null,
    finished_at: null,
  }
}
