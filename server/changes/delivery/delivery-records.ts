import { sql } from 'kysely'
import { finishStep, type StepEnd } from './finish-step.ts'
import { createLeases, type Lease, type LeaseOptions } from './leases.ts'
import { pendingStep, type SeenStep } from './pending-step.ts'
import { createStepHistory } from './step-history.ts'
import { createStepSends } from './step-sends.ts'

export type DeliveryRecords = ReturnType<typeof createDeliveryRecords>

/**
 * Storage of deliveries: leases, sends and their outcomes. Every method throws DatabaseUnavailableError if the database
 * is unavailable; whether the last statement was applied is then unknown, and nothing relies on it.
 */
export function createDeliveryRecords(options: LeaseOptions) {
  const { database: db, now } = options
  const { claim, release, holding } = createLeases(options)

  return {
    claim,
    release,
    ...createStepSends({ holding }, now),
    ...createStepHistory(db),

    /** See `finishStep`. */
    finish: (changeId: string, step: SeenStep, end: StepEnd & { readonly at: number }): Promise<boolean> =>
      finishStep(db, changeId, step, end),

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
          .set({ due_at: sql<number>`${now()} + ${sql.lit(Math.round(waitMs))}` })
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
  }
}
