import { createOperatorCheck, requireRole } from '../auth/permissions.ts'
import { loadEach, toRecordNumber, type EntityReferences } from '../graphql/entity-references.ts'
import { createTenantTickets, type TenantTicketsOptions } from './tenant-tickets.ts'

export interface TicketReferencesOptions extends TenantTicketsOptions {
  /** All tenants there are; provided by the tenants room. */
  readonly tenantIds: () => Promise<readonly string[]>
}

/** Tickets of tenants' ConnectWise, by `<tenantId>:<ticketId>`, for other subgraphs. */
export function createTicketReferences(options: TicketReferencesOptions) {
  const ticketsOf = createTenantTickets(options)

  return {
    ConnectWiseTicket: requireRole('OPERATOR', async (_, ids, context) => {
      const refusalOf = createOperatorCheck(context.principal)
      const tenantIds = new Set(await options.tenantIds())
      return loadEach(ids, async (id) => {
        const [tenantId, ticketId] = splitId(id)
        if (tenantId === null || ticketId === null) return null
        const refusal = refusalOf(tenantId)
        if (refusal) throw refusal
        if (!tenantIds.has(tenantId)) return null
        context.audit?.touch(tenantId)
        return ticketsOf(context).ticket(tenantId, ticketId)
      })
    }),
  } satisfies EntityReferences
}

function splitId(id: string): [tenantId: string | null, ticketId: number | null] {
  const colon = id.lastIndexOf(':')
  return colon < 1 ? [null, null] : [id.slice(0, colon), toRecordNumber(id.slice(colon + 1))]
}
