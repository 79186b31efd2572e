import type { Place } from './place.ts'
import type { Ticket } from '../vendors/connectwise/types.ts'

/** A ticket with its tenant and the system it was read from: numbers repeat across both. */
export interface TenantTicket {
  readonly tenantId: string
  readonly place: Place
  readonly ticket: Ticket
}
