import { sql } from 'kysely'
import type { Database } from '../database/create-database.ts'
import type { ChangeRecord, ChangeState, ChangeStepKind, StepRecord } from './change-record.ts'
import type { SqlNow } from './change-clock.ts'
import { isInPlace, type Place } from './place.ts'

/** A ticket held for one turn of delivery. */
export interface Lease {
  readonly tenantId: string
  readonly ticketId: number
  /** New for each turn, so that a turn that was held up can tell that another has come. */
  readonly owner: string
}

/** The ticket has passed to another turn, or the step is not as it was: whoever sees this leaves it alone. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError'
}

/** A step at a certain attempt: what is written about it counts only while it is there. */
type SeenStep = Pick<StepRecord, 'kind' | 'attempts'>

export type DeliveryRecords = ReturnType<typeof createDeliveryRecords>

/**
 * What deliveries write down: who holds which ticket, what was sent, and what became of it. Everything throws
 * DatabaseUnavailableError when the database is away; whether the last statement counted is then unknown, and nothing
 * relies on it.
 *
 * @param leaseMs how long a ticket is held from the last time its turn wrote something down
 */
export function createDeliveryRecords(options: { database: Database; now: SqlNow; leaseMs: number }) {
  const { database: db, now, leaseMs } = options
  const nowPlus = (ms: number) => sql<number>`${now()} + ${sql.lit(Math.round(ms))}`

  /** Runs `write` while nobody else can take the ticket, and gives the database's time, in one transaction. */
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
     * Takes a ticket that nobody holds.
     *
     * @returns the time by the clock of deliveries; null when somebody holds it
     */
    async claim({ tenantId, ticketId, owner }: Lease): Promise<number | null> {
      const taken = await db
        .updateTable('change_queues')
        .set({ owner, leased_until: nowPlus(leaseMs) })
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        // A lease longer than any is one from before a clock was put back.
        .where(({ or, eb }) => or([eb('leased_until', '<=', now()), eb('leased_until', '>', nowPlus(2 * leaseMs))]))
        .returning('leased_until')
        .executeTakeFirst()
      return taken ? taken.leased_until - leaseMs : null
    },

    /** Lets go of a ticket; of one that has passed to another turn nothing happens. */
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
     * Remembers that a step is about to be sent, from which moment on nobody knows whether it was. Nothing is sent of a
     * change that is cancelled.
     *
     * @returns when that is, by the clock of deliveries
     * @throws LeaseLostError
     */
    beginSend: (lease: Lease, changeId: string, step: SeenStep): Promise<number> =>
      holding(lease, async (trx) => {
        // Takes the change's row, so that whoever cancels it comes before or after, and never in between.
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

    /** Remembers that what was sent is not there and cannot come any more. @throws LeaseLostError */
    async markUnsent(lease: Lease, changeId: string, step: SeenStep): Promise<void> {
      await holding(lease, async (trx) => {
        const { numUpdatedRows } = await pendingStep(trx, changeId, step).set({ sent_at: null }).executeTakeFirst()
        if (numUpdatedRows !== 1n) throw new LeaseLostError()
      })
    },

    /** Has the time since a step was sent count from now on: for a clock that was put back. @throws LeaseLostError */
    async restamp(lease: Lease, changeId: string, step: SeenStep): Promise<void> {
      await holding(lease, async (trx) => {
        await pendingStep(trx, changeId, step).where('sent_at', 'is not', null).set({ sent_at: now() }).execute()
      })
    },

    /** Puts a change off, saying why, and lets go of its ticket. @throws LeaseLostError */
    async putOff(
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

    /** Remembers what ConnectWise said of the ticket and which status follows from it. @throws LeaseLostError */
    async learn(
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
     * Remembers how a step ended; with a refusal, or with the last step, the change ends too, and of a change that is
     * cancelled nothing more is to be done in any case. It needs no lease: what came out of an attempt stays true for as
     * long as there has been no other.
     *
     * @returns false when the step has ended or was sent again meanwhile
     */
    finish(changeId: string, step: SeenStep, end: StepEnd & { readonly at: number }): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        // The change's row comes before those of its steps in every transaction, so that no two wait for each other.
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
     * Takes a PENDING change back: from now on nothing of it is sent. What has not been sent is SKIPPED, and the change
     * CANCELLED, at once; unless the outcome of a step is unknown, which is found out first.
     *
     * @returns false when it is not PENDING, or cancelled already
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

    /** Makes a FAILED change PENDING again, its refused step too; what is done stays done. @returns false when it is not FAILED */
    retry(changeId: string): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('changes')
          .set(({ eb, ref }) => ({
            state: 'PENDING' as const,
            finished_at: null,
            due_at: now(),
            // A mended default status, and a ticket that was moved to or from a project, count anew.
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

    /** Whether a change that was logged later on the same ticket has set the status. */
    async isStatusOverruled(change: Pick<ChangeRecord, 'tenantId' | 'ticketId' | 'position' | keyof Place>) {
      const later = await db
        .selectFrom('changes')
        .innerJoin('change_steps', 'change_steps.change_id', 'changes.id')
        .select('changes.id')
        .where('tenant_id', '=', change.tenantId)
        .where('ticket_id', '=', change.ticketId)
        .where('position', '>', change.position)
        .where(isInPlace('changes', change))
        .where('change_steps.kind', '=', 'STATUS' satisfies ChangeStepKind)
        .where('change_steps.state', '=', 'DONE')
        .limit(1)
        .executeTakeFirst()
      return later !== undefined
    },

    /** ConnectWise's ids of what other changes of the ticket have made: none of it is this change's. */
    async idsOfOthers(
      change: Pick<ChangeRecord, 'id' | 'tenantId' | 'ticketId' | keyof Place>,
      kind: ChangeStepKind,
    ): Promise<ReadonlySet<number>> {
      const rows = await db
        .selectFrom('changes')
        .innerJoin('change_steps', 'change_steps.change_id', 'changes.id')
        .select('change_steps.vendor_id')
        .where('tenant_id', '=', change.tenantId)
        .where('ticket_id', '=', change.ticketId)
        .where('changes.id', '!=', change.id)
        .where(isInPlace('changes', change))
        .where('change_steps.kind', '=', kind)
        .where('change_steps.vendor_id', 'is not', null)
        .execute()
      return new Set(rows.flatMap(({ vendor_id: id }) => (id === null ? [] : [id])))
    },
  }
}

/** How a step ended. */
export interface StepEnd {
  readonly state: 'DONE' | 'FAILED' | 'SKIPPED'
  readonly vendorId?: number
  readonly reason?: string
}

/** How a change stands whose step has just ended. */
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

/** The same for a change that was cancelled while the step was under way: where that was all there was left, it is DONE. */
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
