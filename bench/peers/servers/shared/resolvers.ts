import type { Records } from './load-records.ts'
import { ticketsCreated, type Days, type Filter } from './select-tickets.ts'
import { summarize, type Summary } from './summarize.ts'
import type { Person } from './person.ts'

/** What a resolver is given about the request. */
export interface Context {
  readonly person: Person
}

interface Question {
  readonly range: Days
  readonly filter?: Filter | null
}

/** `Query.tickets`: the rows and the number of all of them. */
export function listTickets(records: Records, { range, filter, first }: Question & { readonly first: number }) {
  const found = ticketsCreated(records, range, filter)
  return { nodes: found.slice(0, first), totalCount: found.length }
}

/** Resolvers of the queries; what belongs to a ticket is left to each way of loading. */
export function createQueryResolvers(records: Records) {
  return {
    viewer: (_: unknown, __: unknown, { person }: Context) => person,
    tickets: (_: unknown, question: Question & { readonly first: number }) => listTickets(records, question),
    activitySummary: (_: unknown, { range, filter }: Question) => summarize(records, range, filter),
  }
}

/** Resolvers of figures. They are spelled out because graphql-jit does not call methods by itself. */
export const summaryResolvers = {
  openTickets: (summary: Summary) => summary.openTickets(),
  completedTickets: (summary: Summary) => summary.completedTickets(),
  completedInRange: (summary: Summary) => summary.completedInRange(),
  byStatus: (summary: Summary) => summary.byStatus(),
  byPriority: (summary: Summary) => summary.byPriority(),
  byAssignee: (summary: Summary) => summary.byAssignee(),
  byCompany: (summary: Summary) => summary.byCompany(),
  byDay: (summary: Summary) => summary.byDay(),
  averageResolutionHours: (summary: Summary) => summary.averageResolutionHours(),
  averageFirstResponseHours: (summary: Summary) => summary.averageFirstResponseHours(),
  hoursLogged: (summary: Summary) => summary.hoursLogged(),
  averageHoursPerTicket: (summary: Summary) => summary.averageHoursPerTicket(),
}

/** Resolvers as they are written at first: what belongs to a ticket is looked up on the spot. */
export function createPlainResolvers(records: Records) {
  const find = <T>(all: ReadonlyMap<string, T>, id: string | null) => (id === null ? null : (all.get(id) ?? null))
  return {
    Query: createQueryResolvers(records),
    ActivitySummary: summaryResolvers,
    Ticket: {
      company: ({ companyId }: { companyId: string | null }) => find(records.companies, companyId),
      assignee: ({ assigneeId }: { assigneeId: string | null }) => find(records.resources, assigneeId),
    },
  }
}
