import { createOperatorCheck, requireRole } from '../auth/permissions.ts'
import type { EntityReferences } from '../graphql/entity-references.ts'
import type { ChangeRecord } from './change-record.ts'
import { tenantOf } from './change-mutations.ts'
import type { ChangeRecords } from './change-records.ts'

/** Logged changes, for other subgraphs. Calls no vendor. */
export function createChangeReferences(records: Pick<ChangeRecords, 'findMany'>) {
  return {
    Change: requireRole('OPERATOR', async (_, ids, { principal, audit }) => {
      const refusalOf = createOperatorCheck(principal)
      const entities = new Map<string, ChangeRecord | Error>()
      const allowed: string[] = []
      for (const id of ids) {
        // Without a tenant in it, it is the id of nothing.
        if (tenantOf(id) === '') continue
        const refusal = refusalOf(tenantOf(id))
        if (refusal) entities.set(id, refusal)
        else allowed.push(id)
      }
      for (const change of allowed.length > 0 ? await records.findMany(allowed) : []) {
        audit?.touch(change.tenantId)
        entities.set(change.id, change)
      }
      return entities
    }),
  } satisfies EntityReferences
}
