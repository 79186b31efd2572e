import type { Database } from '../../database/create-database.ts'
import type { ChangeState } from '../change-record.ts'
import { skipRest } from '../change-states.ts'
import { pendingStep, type SeenStep } from './pending-step.ts'

/**
 * Stores the outcome of a step. A refusal or the last step also ends the change; a cancelled change has nothing
 * left to do in any case. Requires no lease: the outcome of an attempt stays valid until the next attempt.
 *
 * @returns false if the step has ended or was sent again meanwhile
 */
export function finishStep(
  db: Database,
  changeId: string,
  step: SeenStep,
  end: StepEnd & { readonly at: number },
): Promise<boolean> {
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
      .set({
        state: end.state,
        vendor_id: end.vendorId ?? null,
        reason: end.reason ?? null,
        finished_at: end.at,
        ...(end.isUnsent && { sent_at: null }),
      })
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
}

/** The outcome of a step. */
export interface StepEnd {
  readonly state: 'DONE' | 'FAILED' | 'SKIPPED'
  readonly vendorId?: number
  readonly reason?: string
  /** What was sent is certainly not stored: where the change is retried, there is nothing to check. */
  readonly isUnsent?: boolean
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
