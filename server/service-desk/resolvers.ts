import { requireRole } from '../auth/permissions.ts'
import { describeAges } from '../cache/aged.ts'
import { resolveDateRange, type DateRangeInput } from '../calendar/date-range.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { roundFigure, roundFigureOrNull } from '../figures/rounding.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { checkFirst } from '../paging/page.ts'
import { summarize } from './activity-summary.ts'
import { createServiceDeskContexts, type ServiceDeskContextOptions } from './service-desk-context.ts'
import { hoursOf } from './hours-worked.ts'
import { dailyReport, monthlyReport } from './report.ts'
import { reportSalesActivity } from './sales-activity.ts'
import {
  averageFirstResponseHours,
  averageResolutionHours,
  countByDay,
  countCompleted,
  resolutionHours,
} from './ticket-figures.ts'
import { loadTicketList } from './ticket-list.ts'
import {
  dayWorkedOrThrow,
  hoursOfTicket,
  loadTicket,
  pickLabel,
  priorityOf,
  statusOf,
  subIssueTypeOf,
  timeEntriesOfTicket,
} from './ticket-details.ts'

/** The room's dependencies beyond Autotask. */
export interface ServiceDeskOptions extends ServiceDeskContextOptions {
  /** Whether a feature is on for every tenant; provided by the tenants room. */
  readonly isFeatureOn: (key: string) => Promise<boolean>
}

/** Resolvers for the service desk: tickets of the ROC board, their figures and reports, and sales activity. */
export function createServiceDeskResolvers(options: ServiceDeskOptions) {
  const contextOf = createServiceDeskContexts(options)
  const toFreshness = describeAges('AUTOTASK', options.autotask.maxAgeSeconds)
  const rangeOf = (context: object, range: Parameters<typeof resolveDateRange>[0]) => {
    const { now, timeZone } = contextOf(context)
    return resolveDateRange(range, now, timeZone)
  }

  return {
    Query: {
      tickets: requireRole('VIEWER', (_, { range, first, ...rest }, context) =>
        loadTicketList(contextOf(context), {
          range: isGiven(range) ? rangeOf(context, range) : null,
          first: first ?? 25,
          ...rest,
        }),
      ),
      ticket: requireRole('VIEWER', (_, { id }, context) => loadTicket(contextOf(context), id)),
      activitySummary: requireRole('VIEWER', (_, { range, filter }, context) =>
        summarize(contextOf(context), rangeOf(context, range), filter),
      ),
      dailyReport: requireRole('VIEWER', (_, { date }, context) => dailyReport(contextOf(context), date)),
      monthlyReport: requireRole('VIEWER', (_, { year, month }, context) =>
        monthlyReport(contextOf(context), year, month),
      ),
      salesActivity: requireRole('VIEWER', async (_, { range }, context) => {
        if (!(await options.isFeatureOn('autotask_sales_activity'))) {
          throw new GatewayError('FEATURE_DISABLED', 'The feature autotask_sales_activity is switched off.')
        }
        return reportSalesActivity(contextOf(context), rangeOf(context, range))
      }),
    },
    TicketConnection: {
      nodes: (list) => list.edges.map((edge) => edge.node),
      freshness: (list) => toFreshness(list.age),
    },
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
    ActivitySummary: {
      totalTickets: async (summary) => (await summary.population()).length,
      openTickets: async (summary) => {
        const tickets = await summary.population()
        return tickets.length - countCompleted(tickets)
      },
      completedTickets: async (summary) => countCompleted(await summary.population()),
      completedInRange: async (summary) => (await summary.completed()).length,
      byStatus: (summary) => summary.byStatus(),
      byPriority: (summary) => summary.byPriority(),
      byAssignee: (summary) => summary.byAssignee(),
      byCompany: (summary) => summary.byCompany(),
      byDay: async (summary) =>
        countByDay(summary.range, ...(await Promise.all([summary.population(), summary.completed()]))),
      averageResolutionHours: async (summary) => roundFigureOrNull(averageResolutionHours(await summary.population())),
      averageFirstResponseHours: async (summary) =>
        roundFigureOrNull(averageFirstResponseHours(await summary.population())),
      hoursLogged: async (summary) => roundFigure(await summary.hoursLogged()),
      averageHoursPerTicket: async (summary) => {
        const [tickets, hours] = await Promise.all([summary.population(), summary.hoursLogged()])
        return tickets.length === 0 ? null : roundFigure(hours / tickets.length)
      },
      comparison: (summary, args) => summary.comparison(args.with),
      freshness: async (summary) => toFreshness(await summary.age()),
    },
    DailyReport: {
      date: (report) => report.range.from,
      summary: (report) => report.summary,
      hoursWorked: async (report) => roundFigure(await report.hoursWorked()),
      hoursByResource: (report) => roundedHours(report.hoursByResource()),
      tickets: (report, { first, after }) => report.tickets({ first: first ?? 25, after }),
      freshness: async (report) => toFreshness(await report.age()),
    },
    MonthlyReport: {
      year: (report) => Number(report.range.from.slice(0, 4)),
      month: (report) => Number(report.range.from.slice(5, 7)),
      summary: (report) => report.summary,
      hoursWorked: async (report) => roundFigure(await report.hoursWorked()),
      hoursByResource: (report) => roundedHours(report.hoursByResource()),
      tickets: (report, { first, after }) => report.tickets({ first: first ?? 25, after }),
      freshness: async (report) => toFreshness(await report.age()),
    },
    SalesActivity: {
      phoneCalls: (report) => report.phoneCalls(),
      conversations: (report) => report.conversations(),
      appointments: (report) => report.appointments(),
      upcomingAppointments: (report) => report.upcomingAppointments(),
      funnel: (report) => report.funnel(),
      recent: (report, { first }) => report.recent(checkFirst(first ?? 10)),
      freshness: async (report) => toFreshness(await report.age()),
    },
    SalesEvent: {
      id: ({ activity }) => `${activity.source}:${activity.id}`,
      kind: ({ label }) => label,
      title: ({ activity }) => activity.title,
      company: ({ activity }, _, context) => found(contextOf(context).loaders.company, activity.companyId),
      resource: ({ activity }, _, context) => found(contextOf(context).loaders.resource, activity.resourceId),
    },
  } satisfies Resolvers
}

/** An empty range is the same as none. */
const isGiven = (range: DateRangeInput | null | undefined): boolean =>
  Boolean(range?.from ?? range?.to ?? range?.preset)

/** Resolves an id; null without an id or a record. Id 0 is the provider's own company. */
async function found<T>(
  loader: { load(id: number): Promise<{ readonly value: T | null }> },
  id: number | null,
): Promise<T | null> {
  return id === null ? null : (await loader.load(id)).value
}

async function roundedHours<T extends { readonly hours: number }>(rows: Promise<readonly T[]>) {
  return (await rows).map((row) => ({ ...row, hours: roundFigure(row.hours) }))
}
