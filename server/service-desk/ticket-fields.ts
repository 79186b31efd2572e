import { roundFigure, roundFigureOrNull } from '../figures/rounding.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { hoursOf } from './hours-worked.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import {
  dayWorkedOrThrow,
  hoursOfTicket,
  pickLabel,
  priorityOf,
  statusOf,
  subIssueTypeOf,
  timeEntriesOfTicket,
} from './ticket-details.ts'
import { resolutionHours } from './ticket-figures.ts'

/** Resolvers for the fields of tickets, and of what belongs to them. */
export function createTicketFields(contextOf: (context: object) => ServiceDeskContext) {
  return {
    Ticket: {
      status: (ticket, _, context) => statusOf(contextOf(context), ticket.statusId),
      priority: (ticket, _, context) => priorityOf(contextOf(context), ticket.priorityId),
      queue: async (ticket, _, context) => ({
        id: ticket.queueId,
        label: (await pickLabel(contextOf(context), 'Tickets', 'queueID', ticket.queueId)) ?? String(ticket.queueId),
      }),
      issueType: (ticket, _, context) => pickLabel(contextOf(context), 'Tickets', 'issueType', ticket.issueTypeId),
      subIssueType: (ticket, _, context) => subIssueTypeOf(contextOf(context), ticket),
      source: (ticket, _, context) => pickLabel(contextOf(context), 'Tickets', 'source', ticket.sourceId),
      company: ({ companyId }, _, context) => found(contextOf(context).loaders.company, companyId),
      contact: ({ contactId }, _, context) => found(contextOf(context).loaders.contact, contactId),
      assignee: ({ assigneeId }, _, context) => found(contextOf(context).loaders.resource, assigneeId),
      contract: ({ contractId }, _, context) => found(contextOf(context).loaders.contract, contractId),
      resolutionHours: (ticket) => roundFigureOrNull(resolutionHours(ticket)),
      hoursLogged: async (ticket, _, context) => roundFigure(await hoursOfTicket(contextOf(context), ticket)),
      timeEntries: (ticket, _, context) => timeEntriesOfTicket(contextOf(context), ticket),
    },
    Contract: {
      type: (contract, _, context) => pickLabel(contextOf(context), 'Contracts', 'contractType', contract.typeId),
    },
    TimeEntry: {
      hours: (entry) => roundFigure(hoursOf(entry)),
      workedOn: (entry, _, context) => dayWorkedOrThrow(entry, contextOf(context).timeZone),
      resource: ({ resourceId }, _, context) => found(contextOf(context).loaders.resource, resourceId),
    },
  } satisfies Resolvers
}

/** Resolves an id; null without an id or a record. Id 0 is the provider's own company. */
export async function found<T>(
  loader: { load(id: number): Promise<{ readonly value: T | null }> },
  id: number | null,
): Promise<T | null> {
  return id === null ? null : (await loader.load(id)).value
}
