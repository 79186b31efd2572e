import type { Ticket } from '../vendors/connectwise/types.ts'

/** A ticket with the tenant whose it is: numbers repeat across tenants. */
export interface TenantTicket {
  readonly tenantId: string
  readonly ticket: Ticket
}
