import { badUserInput } from '../errors/gateway-error.ts'
import { isId, type ConnectWise, type ConnectWiseLoaders } from '../vendors/connectwise/index.ts'
import type { Note, Status, TimeEntry } from '../vendors/connectwise/types.ts'
import { perRequest, type RequestScope } from '../vendors/kit/per-request.ts'
import type { ConnectWiseSystem } from './connectwise-system.ts'
import type { TenantAccess } from './tenant-access.ts'
import type { TenantTicket } from './tenant-ticket.ts'

export interface TenantTicketsOptions {
  readonly access: Pick<TenantAccess, 'require'>
  readonly connectWise: Pick<ConnectWise, 'forRequest'>
}

/** A request's access to tenants' tickets. Every method throws the errors of `TenantAccess.require`, and VendorError. */
export interface TenantTickets {
  /** null if there is none, or the API member lacks permission. */
  ticket(tenantId: string, ticketId: number): Promise<TenantTicket | null>
  /** @throws GatewayError `BAD_USER_INPUT` unless `first` is from 1 to 50 */
  tickets(tenantId: string, search: string, first: number): Promise<TenantTicket[]>
  notes(ticket: TenantTicket, first: number): Promise<readonly WithinTenant<Note>[]>
  timeEntries(ticket: TenantTicket, first: number): Promise<readonly WithinTenant<TimeEntry>[]>
  /** Statuses that can be chosen, in the board's order. */
  statuses(ticket: TenantTicket): Promise<readonly Status[]>
}

/** A record with a tenant-qualified id: ConnectWise's own numbers repeat across tenants. */
export type WithinTenant<T> = Omit<T, 'id'> & { readonly id: string }

export type TenantTimeEntry = WithinTenant<TimeEntry>

const within = <T extends { readonly id: number }>(tenantId: string, record: T): WithinTenant<T> => ({
  ...record,
  id: `${tenantId}:${record.id}`,
})

/** Maximum number of search results. */
const maxFound = 50

/** Creates a request's access to tickets. Each tenant's access is checked once per request, with one result for all rows. */
export function createTenantTickets({
  access,
  connectWise,
}: TenantTicketsOptions): (scope: RequestScope) => TenantTickets {
  return perRequest((scope) => {
    const opened = new Map<string, Promise<{ loaders: ConnectWiseLoaders; system: ConnectWiseSystem }>>()

    function open(tenantId: string): Promise<{ loaders: ConnectWiseLoaders; system: ConnectWiseSystem }> {
      const known = opened.get(tenantId)
      if (known) return known
      const opening = access.require(tenantId).then(({ account, system }) => ({
        loaders: connectWise.forRequest(scope, account),
        system,
      }))
      opened.set(tenantId, opening)
      return opening
    }

    return {
      async ticket(tenantId, ticketId) {
        const { loaders, system } = await open(tenantId)
        if (ticketId < 1 || !isId(ticketId)) return null
        const { value: ticket } = await loaders.ticket.load(ticketId)
        return ticket && { tenantId, system, ticket }
      },

      async tickets(tenantId, search, first) {
        if (first < 1 || first > maxFound) throw badUserInput(`first must be from 1 to ${maxFound}; it is ${first}.`)
        const { loaders, system } = await open(tenantId)
        const { value: tickets } = await loaders.tickets(search)
        return tickets.slice(0, first).map((ticket) => ({ tenantId, system, ticket }))
      },

      async notes({ tenantId, ticket }, first) {
        const { loaders } = await open(tenantId)
        return (await loaders.notes(ticket)).value.slice(0, first).map((note) => within(tenantId, note))
      },

      async timeEntries({ tenantId, ticket }, first) {
        const { loaders } = await open(tenantId)
        return (await loaders.timeEntries(ticket)).value.slice(0, first).map((entry) => within(tenantId, entry))
      },

      async statuses({ tenantId, ticket }) {
        const { loaders } = await open(tenantId)
        return (await loaders.statuses(ticket.board.id)).value.filter(({ isInactive }) => !isInactive)
      },
    }
  })
}
