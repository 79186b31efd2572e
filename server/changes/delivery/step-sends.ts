import type { SqlNow } from '../change-clock.ts'
import { isOvertaken } from './delivery-order.ts'
import { LeaseLostError, type Lease, type Leases } from './leases.ts'
import { pendingStep, type SeenStep } from './pending-step.ts'

/** Records of what is sent, written only while the ticket's lease is held. */
export function createStepSends({ holding }: Pick<Leases, 'holding'>, now: SqlNow) {
  return {
    /**
     * Records that a step is about to be sent; from then on its outcome is unknown. A change that was cancelled, or
     * overtaken by another of its ticket since it was found to be due, is not sent.
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
          .where(({ not }) => not(isOvertaken('changes')))
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
  }
}
