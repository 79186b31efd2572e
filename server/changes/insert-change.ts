import type { Database } from '../database/create-database.ts'
import { stepKinds, type NewChange } from './change-record.ts'
import type { SqlNow } from './change-clock.ts'
import { afterRestore, findLost } from './restored-database.ts'

/** The idempotency key was used before: roll the transaction back. */
class KeyTaken extends Error {}

/**
 * Inserts a change and its steps, with the ticket's next position, in one transaction.
 *
 * @returns false, inserting nothing, if its key was used before
 */
export async function insertChange(
  db: Database,
  now: SqlNow,
  change: NewChange & { readonly id: string },
  createdAt: number,
): Promise<boolean> {
  try {
    await db.transaction().execute(async (trx) => {
      // Write first: on SQLite, a transaction that starts with a read cannot always upgrade to a write.
      const place = await takePosition(trx, change, createdAt)
      const lost = await findLost(trx, now)
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('changes')
        .values({
          ...toRow(change),
          position: place.last_position,
          created_at: place.last_created_at,
          due_at: now(),
          possibly_sent_since: lost?.since ?? null,
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'idempotency_key']).doNothing())
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows !== 1n) throw new KeyTaken()
      await trx
        .insertInto('change_steps')
        .values(toStepRows(change, place.last_created_at, lost?.restoredAt ?? null))
        .execute()
    })
    return true
  } catch (error) {
    if (error instanceof KeyTaken) return false
    throw error
  }
}

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

/** @param sentAt when they may have been sent last, without anything known of it */
const toStepRows = (
  { id, plannedSteps }: NewChange & { readonly id: string },
  createdAt: number,
  sentAt: number | null,
) =>
  stepKinds.map((kind) => {
    const isPlanned = plannedSteps.includes(kind)
    return {
      change_id: id,
      kind,
      state: isPlanned ? ('PENDING' as const) : ('SKIPPED' as const),
      attempts: 0,
      sent_at: isPlanned ? sentAt : null,
      vendor_id: null,
      reason: isPlanned && sentAt !== null ? afterRestore : null,
      finished_at: isPlanned ? null : createdAt,
    }
  })

function toRow(change: NewChange & { readonly id: string }) {
  return {
    id: change.id,
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
