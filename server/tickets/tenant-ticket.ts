import type { ConnectWiseSystem } from './connectwise-system.ts'
import type { Ticket } from '../vendors/connectwise/types.ts'

/** A ticket with its tenant and the system it was read from: numbers repeat across both. */
export interface TenantTicket {
  readonly tenantId: string
  readonly system: ConnectWiseSystem
  readonly ticket: Ticket
}
