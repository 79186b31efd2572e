import { sql } from 'kysely'
import type { Database } from '../../database/create-database.ts'
import type { ChangeRecord, ChangeState, ChangeStepKind, StepRecord } from '../change-record.ts'
import type { SqlNow } from '../change-clock.ts'
import { isInSystem, type ConnectWiseSystem } from '../../tickets/connectwise-system.ts'

/** A lease on a ticket for one delivery run. */
export interface Lease {
  readonly tenantId: string
  readonly ticketId: number
  /** New for each run, so that a delayed run can detect that another has taken over. */
  readonly owner: string
}

/** The lease was taken over, or the step has changed: stop working on it. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError'
}

/** A step at a certain attempt: an update applies only while the attempt is unchanged. */
type SeenStep = Pick<StepRecord, 'kind' | 'attempts'>

export type DeliveryRecords = ReturnType<typeof createDeliveryRecords>

/**
 * Storage of deliveries: leases, sends and their outcomes. Every method throws DatabaseUnavailableError if the database
 * is unavailable; whether the last statement was applied is then unknown, and nothing relies on it.
 *
 * @param leaseMs lease duration, counted from its owner's last write
 */
export function createDeliveryRecords(options: { database: Database; now: SqlNow; leaseMs: number }) {
  const { database: db, now, leaseMs } = options
  const nowPlus = (ms: number) => sql<number>`${now()} + ${sql.lit(Math.round(ms))}`

  /** Runs `write` while the lease cannot be taken over, and returns the database's time, in one transaction. */
  async function holding(lease: Lease, write: (trx: Database) => Promise<void>): Promise<number> {
    return db.transaction().execute(async (trx) => {
      const held = await trx
        .updateTable('change_queues')
        .set({ leased_until: nowPlus(leaseMs) })
        .where('tenant_id', '=', lease.tenantId)
        .where('ticket_id', '=', lease.ticketId)
        .where('owner', '=', lease.owner)
        .returning('leased_until')
        .executeTakeFirst()
      if (!held) throw new LeaseLostError()
      await write(trx)
      return held.leased_until - leaseMs
    })
  }

  const pendingStep = (trx: Database, changeId: string, { kind, attempts }: SeenStep) =>
    trx
      .updateTable('change_steps')
      .where('change_id', '=', changeId)
      .where('kind', '=', kind)
      .where('state', '=', 'PENDING')
      .where('attempts', '=', attempts)

  return {
    /**
     * Acquires the lease of a ticket.
     *
     * @returns the time by the clock of deliveries; null if the lease is held
     */
    async claim({ tenantId, ticketId, owner }: Lease): Promise<number | null> {
      const taken = await db
        .updateTable('change_queues')
        .set({ owner, leased_until: nowPlus(leaseMs) })
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        // A lease longer than the maximum predates a clock that was set back.
        .where(({ or, eb }) => or([eb('leased_until', '<=', now()), eb('leased_until', '>', nowPlus(2 * leaseMs))]))
        .returning('leased_until')
        .executeTakeFirst()
      return taken ? taken.leased_until - leaseMs : null
    },

    /** Releases a lease; does nothing if it has been taken over. */
    async release({ tenantId, ticketId, owner }: Lease): Promise<void> {
      await db
        .updateTable('change_queues')
        .set({ owner: null, leased_until: 0 })
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        .where('owner', '=', owner)
        .execute()
    },

    /**
     * Records that a step is about to be sent; from then on its outcome is unknown. A cancelled change is not sent.
     *
     * @returns the time by the clock of deliveries
     * @throws LeaseLostError
     */
    beginSend: (lease: Lease, changeId: string, step: SeenStep): Promise<number> =>
      holding(lease, async (trx) => {
        // Locks the change's row, so that a cancellation comes before or after, never in between.
        const change = await trx
          .updateTable('changes')
          .set(({ ref }) => ({ due_at: ref('due_at') }))
          .where('id', '=', changeId)
          .where('state', '=', 'PENDING')
          .where('cancel_requested_at', 'is', null)
          .executeTakeFirst()
        if (change.numUpdatedRows !== 1n) throw new LeaseLostError()
        const { numUpdatedRows } = await pendingStep(trx, changeId, step)
          .where('sent_at', 'is', null)
          .set({ attempts: step.attempts + 1, sent_at: now(), reason: null })
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) throw new LeaseLostError()
      }),

    /** Records that a sent step is missing and can no longer arrive. @throws LeaseLostError */
    async markUnsent(lease: Lease, changeId: string, step: SeenStep): Promise<void> {
      await holding(lease, async (trx) => {
        const { numUpdatedRows } = await pendingStep(trx, changeId, step).set({ sent_at: null }).executeTakeFirst()
        if (numUpdatedRows !== 1n) throw new LeaseLostError()
      })
    },

    /** Restarts the time since a step was sent, for a clock that was set back. @throws LeaseLostError */
    async restamp(lease: Lease, changeId: string, step: SeenStep): Promise<void> {
      await holding(lease, async (trx) => {
        await pendingStep(trx, changeId, step).where('sent_at', 'is not', null).set({ sent_at: now() }).execute()
      })
    },

    /** Delays a change, with a reason, and releases the lease. @throws LeaseLostError */
    async postpone(
      lease: Lease,
      changeId: string,
      step: SeenStep,
      { waitMs, reason }: { waitMs: number; reason: string },
    ) {
      await holding(lease, async (trx) => {
        await trx
          .updateTable('changes')
          .set({ due_at: nowPlus(waitMs) })
          .where('id', '=', changeId)
          .execute()
        await pendingStep(trx, changeId, step).set({ reason }).execute()
        await trx
          .updateTable('change_queues')
          .set({ owner: null, leased_until: 0 })
          .where('tenant_id', '=', lease.tenantId)
          .where('ticket_id', '=', lease.ticketId)
          .execute()
      })
    },

    /** Stores what ConnectWise returned for the ticket, and the resulting status. @throws LeaseLostError */
    async resolveTicket(
      lease: Lease,
      changeId: string,
      known: { isProject: boolean; statusId?: number | null },
    ): Promise<void> {
      await holding(lease, async (trx) => {
        await trx
          .updateTable('changes')
          .set({
            is_project: Number(known.isProject),
            ...(known.statusId === undefined ? {} : { status_id: known.statusId }),
          })
          .where('id', '=', changeId)
          .execute()
      })
    },

    /**
     * Stores the outcome of a step. A refusal or the last step also ends the change; a cancelled change has nothing
     * left to do in any case. Requires no lease: the outcome of an attempt stays valid until the next attempt.
     *
     * @returns false if the step has ended or was sent again meanwhile
     */
    finish(changeId: string, step: SeenStep, end: StepEnd & { readonly at: number }): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        // Every transaction locks the change before its steps, which prevents deadlocks.
        const change = await trx
          .updateTable('changes')
          .set(({ ref }) => ({ due_at: ref('due_at') }))
          .where('id', '=', changeId)
          .where('state', '=', 'PENDING')
          .returning('cancel_requested_at')
          .executeTakeFirst()
        if (!change) return false
        const { numUpdatedRows } = await pendingStep(trx, changeId, step)
          .set({ state: end.state, vendor_id: end.vendorId ?? null, reason: end.reason ?? null, finished_at: end.at })
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) return false
        const state =
          change.cancel_requested_at === null
            ? await stateAfter(trx, changeId, end)
            : await stateOfCancelled(trx, changeId, end)
        if (state !== 'PENDING') {
          await trx.updateTable('changes').set({ state, finished_at: end.at }).where('id', '=', changeId).execute()
        }
        return true
      })
    },

    /**
     * Cancels a PENDING change: nothing more of it is sent. Unsent steps become SKIPPED and the change CANCELLED
     * immediately, unless the outcome of a step is unknown, which is determined first.
     *
     * @returns false if it is not PENDING, or already cancelled
     */
    cancel(changeId: string, { by, at }: { by: string; at: number }): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('changes')
          .set({ cancel_requested_at: at, cancelled_by: by, due_at: now() })
          .where('id', '=', changeId)
          .where('state', '=', 'PENDING')
          .where('cancel_requested_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) return false
        const unknown = await trx
          .selectFrom('change_steps')
          .select('kind')
          .where('change_id', '=', changeId)
          .where('state', '=', 'PENDING')
          .where('sent_at', 'is not', null)
          .execute()
        if (unknown.length > 0) return true
        await skipRest(trx, changeId, at)
        await trx
          .updateTable('changes')
          .set({ state: 'CANCELLED', finished_at: at })
          .where('id', '=', changeId)
          .execute()
        return true
      })
    },

    /**
     * Makes a FAILED change and its refused step PENDING again; finished steps stay finished. @returns false if it is
     * not FAILED
     */
    retry(changeId: string): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('changes')
          .set(({ eb, ref }) => ({
            state: 'PENDING' as const,
            finished_at: null,
            due_at: now(),
            // Determined anew: the default status may have been fixed, and the ticket moved to or from a project.
            is_project: null,
            status_id: eb.case().when('status_mode', '=', 'default').then(null).else(ref('status_id')).end(),
          }))
          .where('id', '=', changeId)
          .where('state', '=', 'FAILED')
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) return false
        await trx
          .updateTable('change_steps')
          .set({ state: 'PENDING', reason: null, finished_at: null })
          .where('change_id', '=', changeId)
          .where('state', '=', 'FAILED')
          .execute()
        return true
      })
    },

    /** Whether a change logged later on the same ticket has set the status. */
    async isStatusOverruled(
      change: Pick<ChangeRecord, 'tenantId' | 'ticketId' | 'position' | keyof ConnectWiseSystem>,
    ) {
      const later = await db
        .selectFrom('changes')
        .innerJoin('change_steps', 'change_steps.change_id', 'changes.id')
        .select('changes.id')
        .where('tenant_id', '=', change.tenantId)
        .where('ticket_id', '=', change.ticketId)
        .where('position', '>', change.position)
        .where(isInSystem('changes', change))
        .where('change_steps.kind', '=', 'STATUS' satisfies ChangeStepKind)
        .where('change_steps.state', '=', 'DONE')
        .limit(1)
        .executeTakeFirst()
      return later !== undefined
    },

    /** ConnectWise ids of records made by the ticket's other changes, which cannot be this change's. */
    async idsOfOthers(
      change: Pick<ChangeRecord, 'id' | 'tenantId' | 'ticketId' | keyof ConnectWiseSystem>,
      kind: ChangeStepKind,
    ): Promise<ReadonlySet<number>> {
      const rows = await db
        .selectFrom('changes')
        .innerJoin('change_steps', 'change_steps.change_id', 'changes.id')
        .select('change_steps.vendor_id')
        .where('tenant_id', '=', change.tenantId)
        .where('ticket_id', '=', change.ticketId)
        .where('changes.id', '!=', change.id)
        .where(isInSystem('changes', change))
        .where('change_steps.kind', '=', kind)
        .where('change_steps.vendor_id', 'is not', null)
        .execute()
      return new Set(rows.flatMap(({ vendor_id: id }) => (id === null ? [] : [id])))
    },
  }
}

/** The outcome of a step. */
export interface StepEnd {
  readonly state: 'DONE' | 'FAILED' | 'SKIPPED'
  readonly vendorId?: number
  readonly reason?: string
}

/** Returns the state of a change after a step has ended. */
async function stateAfter(trx: Database, changeId: string, end: StepEnd): Promise<ChangeState> {
  const open = await trx
    .selectFrom('change_steps')
    .select('kind')
    .where('change_id', '=', changeId)
    .where('state', 'in', ['PENDING', 'FAILED'])
    .execute()
  if (open.length === 0) return 'DONE'
  return end.state === 'FAILED' ? 'FAILED' : 'PENDING'
}

/** Like `stateAfter`, for a change cancelled while the step was in flight: DONE if that was its last step. */
async function stateOfCancelled(
  trx: Database,
  changeId: string,
  end: StepEnd & { readonly at: number },
): Promise<ChangeState> {
  const skipped = await skipRest(trx, changeId, end.at)
  return skipped > 0 || end.state !== 'DONE' ? 'CANCELLED' : 'DONE'
}

async function skipRest(trx: Database, changeId: string, at: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('change_steps')
    .set({ state: 'SKIPPED', reason: 'It was cancelled before this was sent.', finished_at: at })
    .where('change_id', '=', changeId)
    .where('state', '=', 'PENDING')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
