import { roundFigure, roundFigureOrNull } from '../figures/rounding.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { hoursOf } from './hours-worked.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import {
  dayWorkedOrThrow,
  fromPicklist,
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
      queue: ({ queueId: id }, _, context) =>
        fromPicklist(contextOf(context), ['Tickets', 'queueID'], (picklist) => ({ id, label: picklist.label(id) })),
      issueType: (ticket, _, context) => pickLabel(contextOf(context), 'Tickets', 'issueType', ticket.issueTypeId),
      subIssueType: (ticket, _, context) => subIssueTypeOf(contextOf(context), ticket),
      source: (ticket, _, context) => pickLabel(contextOf(context), 'Tickets', 'source', ticket.sourceId),
      company: ({ companyId }, _, context) => found(contextOf(context).loaders.company, companyId),
      contact: ({ contactId }, _, context) => found(contextOf(context).loaders.contact, contactId),
      assignee: ({ assigneeId }, _, context) => found(contextOf(context).loaders.resource, assigneeId),
      contract: ({ contractId }, _, context) => found(contextOf(context).loaders.contract, contractId),
      resolutionHours: (ticket) => roundFigureOrNull(resolutionHours(ticket)),
      hoursLogged: (ticket, _, context) => hoursOfTicket(contextOf(context), ticket),
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

interface Loader<T> {
  load(id: number): Promise<{ readonly value: T | null }>
  peek?(id: number): { readonly value: T | null } | null
}

/** Resolves an id, at once where the record is at hand; null without an id or a record. Id 0 is the provider's own company. */
export function found<T>(loader: Loader<T>, id: number | null): T | null | Promise<T | null> {
  if (id === null) return null
  const known = loader.peek?.(id)
  return known ? known.value : loader.load(id).then(({ value }) => value)
}
