import { requireRole } from '../auth/permissions.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { roundFigure } from '../figures/rounding.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { checkFirst } from '../paging/page.ts'
import { createTenantTickets, type TenantTicketsOptions } from './tenant-tickets.ts'

const unknownHours = new VendorError(
  'CONNECTWISE',
  'VENDOR_BAD_RESPONSE',
  'ConnectWise has a time entry whose hours are no number.',
)

/** Read-only resolvers for tickets of a tenant's ConnectWise. tenants/resolvers.ts checks permissions. */
export function createTicketResolvers(options: TenantTicketsOptions) {
  const ticketsOf = createTenantTickets(options)
  return {
    ConnectWise: {
      ticket: requireRole('OPERATOR', ({ id }, { ticketId }, context) => ticketsOf(context).ticket(id, ticketId)),
      tickets: requireRole('OPERATOR', ({ id }, { search, first }, context) =>
        ticketsOf(context).tickets(id, search, first ?? 10),
      ),
    },
    ConnectWiseTicket: {
      id: ({ tenantId, ticket }) => `${tenantId}:${ticket.id}`,
      ticketId: ({ ticket }) => ticket.id,
      summary: ({ ticket }) => ticket.summary,
      status: ({ ticket }) => ticket.status,
      board: ({ ticket }) => ticket.board,
      company: ({ ticket }) => ticket.company,
      contact: ({ ticket }) => ticket.contact,
      owner: ({ ticket }) => ticket.owner,
      priority: ({ ticket }) => ticket.priority,
      recordType: ({ ticket }) => ticket.recordType,
      closed: ({ ticket }) => ticket.closed,
      enteredAt: ({ ticket }) => ticket.enteredAt,
      updatedAt: ({ ticket }) => ticket.updatedAt,
      notes: (ticket, { first }, context) => ticketsOf(context).notes(ticket, checkFirst(first ?? 10)),
      timeEntries: (ticket, { first }, context) => ticketsOf(context).timeEntries(ticket, checkFirst(first ?? 10)),
      availableStatuses: (ticket, _, context) => ticketsOf(context).statuses(ticket),
    },
    ConnectWiseTimeEntry: {
      hours({ hours }) {
        if (hours === null) throw unknownHours
        return roundFigure(hours)
      },
    },
  } satisfies Resolvers
}
