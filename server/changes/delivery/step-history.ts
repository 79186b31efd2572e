import type { Database } from '../../database/create-database.ts'
import type { ConnectWiseSystem } from '../../tickets/connectwise-system.ts'
import type { ChangeRecord, ChangeStepKind } from '../change-record.ts'
import { isInSystem } from '../same-system-sql.ts'

export type StepHistory = ReturnType<typeof createStepHistory>

/** What the ticket's other changes did. Every method throws DatabaseUnavailableError if the database is unavailable. */
export function createStepHistory(db: Database) {
  return {
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
