import { requireRole } from '../auth/permissions.ts'
import { describeAges } from '../cache/aged.ts'
import { resolveDateRange, type DateRangeInput } from '../calendar/date-range.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { selectsAny } from '../graphql/selected-fields.ts'
import { checkFirst } from '../paging/page.ts'
import { summarize } from './activity-summary.ts'
import { reportBacklog } from './backlog.ts'
import { createFigureFields } from './figure-fields.ts'
import { dailyReport, hoursWorkedReport, monthlyReport } from './report.ts'
import { reportSalesActivity } from './sales-activity.ts'
import { createServiceDeskContexts, type ServiceDeskContextOptions } from './service-desk-context.ts'
import { listStatuses, loadTicket } from './ticket-details.ts'
import { createTicketFields, found } from './ticket-fields.ts'
import { loadTicketList } from './ticket-list.ts'

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
      tickets: requireRole('VIEWER', (_, { range, first, ...rest }, context, info) =>
        loadTicketList(contextOf(context), {
          range: isGiven(range) ? rangeOf(context, range) : null,
          first: first ?? 25,
          isCount: !selectsAny(info, ['nodes', 'edges']),
          ...rest,
        }),
      ),
      ticket: requireRole('VIEWER', (_, { id }, context) => loadTicket(contextOf(context), id)),
      ticketStatuses: requireRole('VIEWER', (_, __, context) => listStatuses(contextOf(context))),
      activitySummary: requireRole('VIEWER', (_, { range, filter }, context) =>
        summarize(contextOf(context), rangeOf(context, range), filter),
      ),
      backlog: requireRole('VIEWER', (_, { filter }, context) => reportBacklog(contextOf(context), filter)),
      hoursWorked: requireRole('VIEWER', (_, { range }, context) =>
        hoursWorkedReport(contextOf(context), rangeOf(context, range)),
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
    ...createTicketFields(contextOf),
    ...createFigureFields(toFreshness),
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
