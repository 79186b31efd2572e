import type { Database } from '../database/create-database.ts'
import type { SqlNow } from './change-clock.ts'

export type ChangeStates = ReturnType<typeof createChangeStates>

/** What operators do with a logged change. Every method throws DatabaseUnavailableError if the database is unavailable. */
export function createChangeStates({ database: db, now }: { database: Database; now: SqlNow }) {
  return {
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
  }
}

/** Skips the steps of a cancelled change that are not finished. @returns their number */
export async function skipRest(trx: Database, changeId: string, at: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('change_steps')
    .set({ state: 'SKIPPED', reason: 'It was cancelled before this was sent.', finished_at: at })
    .where('change_id', '=', changeId)
    .where('state', '=', 'PENDING')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
