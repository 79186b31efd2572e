import { createOperatorCheck, requireRole } from '../auth/permissions.ts'
import type { EntityReferences } from '../graphql/entity-references.ts'
import type { TenantRecord, TenantRecords } from './tenant-records.ts'

/** Tenants, for other subgraphs. */
export function createTenantReferences(records: Pick<TenantRecords, 'list'>) {
  return {
    Tenant: requireRole('OPERATOR', async (_, ids, { principal, audit }) => {
      const refusalOf = createOperatorCheck(principal)
      const tenants = new Map((await records.list()).map((tenant) => [tenant.id, tenant]))
      const entities = new Map<string, TenantRecord | Error>()
      for (const id of ids) {
        const tenant = refusalOf(id) ?? tenants.get(id)
        if (!tenant) continue
        if (!(tenant instanceof Error)) audit?.touch(id)
        entities.set(id, tenant)
      }
      return entities
    }),
  } satisfies EntityReferences
}
