import { sql } from 'kysely'
import type { Database } from '../database/create-database.ts'
import type { ChangeRecord, ChangeStepKind, StepRecord } from './change-record.ts'
import type { SqlNow } from './change-clock.ts'

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
     * Remembers that a step is about to be sent, from which moment on nobody knows whether it was.
     *
     * @returns when that is, by the clock of deliveries
     * @throws LeaseLostError
     */
    beginSend: (lease: Lease, changeId: string, step: SeenStep): Promise<number> =>
      holding(lease, async (trx) => {
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
        await pendingStep(trx, changeId, step).set({ reason }).execute()
        await trx
          .updateTable('changes')
          .set({ due_at: nowPlus(waitMs) })
          .where('id', '=', changeId)
          .execute()
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
     * Remembers how a step ended; with a refusal, or with the last step, the change ends too. It needs no lease: what came
     * out of an attempt stays true for as long as there has been no other.
     *
     * @returns false when the step has ended or was sent again meanwhile
     */
    finish(
      changeId: string,
      step: SeenStep,
      end: { state: 'DONE' | 'FAILED' | 'SKIPPED'; vendorId?: number; reason?: string; at: number },
    ): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await pendingStep(trx, changeId, step)
          .set({ state: end.state, vendor_id: end.vendorId ?? null, reason: end.reason ?? null, finished_at: end.at })
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) return false
        const open = await trx
          .selectFrom('change_steps')
          .select('kind')
          .where('change_id', '=', changeId)
          .where('state', 'in', ['PENDING', 'FAILED'])
          .execute()
        if (end.state === 'FAILED' || open.length === 0) {
          await trx
            .updateTable('changes')
            .set({ state: open.length === 0 ? 'DONE' : 'FAILED', finished_at: end.at })
            .where('id', '=', changeId)
            .where('state', '=', 'PENDING')
            .execute()
        }
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
    async isStatusOverruled({
      tenantId,
      ticketId,
      position,
    }: Pick<ChangeRecord, 'tenantId' | 'ticketId' | 'position'>) {
      const later = await db
        .selectFrom('changes')
        .innerJoin('change_steps', 'change_steps.change_id', 'changes.id')
        .select('changes.id')
        .where('tenant_id', '=', tenantId)
        .where('ticket_id', '=', ticketId)
        .where('position', '>', position)
        .where('change_steps.kind', '=', 'STATUS' satisfies ChangeStepKind)
        .where('change_steps.state', '=', 'DONE')
        .limit(1)
        .executeTakeFirst()
      return later !== undefined
    },
  }
}
