import type { Age } from '../cache/aged.ts'
import { roundFigure, roundFigureOrNull } from '../figures/rounding.ts'
import type { Freshness, Resolvers } from '../graphql/resolver-types.gen.ts'
import { averageFirstResponseHours, averageResolutionHours, countByDay, countCompleted } from './ticket-figures.ts'

/** Resolvers for the figures of summaries and reports. */
export function createFigureFields(toFreshness: (age: Age) => Freshness) {
  return {
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
      tickets: (report, { first, ...page }) => report.tickets({ ...page, first: first ?? 25 }),
      freshness: async (report) => toFreshness(await report.age()),
    },
    MonthlyReport: {
      year: (report) => Number(report.range.from.slice(0, 4)),
      month: (report) => Number(report.range.from.slice(5, 7)),
      summary: (report) => report.summary,
      hoursWorked: async (report) => roundFigure(await report.hoursWorked()),
      hoursByResource: (report) => roundedHours(report.hoursByResource()),
      tickets: (report, { first, ...page }) => report.tickets({ ...page, first: first ?? 25 }),
      freshness: async (report) => toFreshness(await report.age()),
    },
    HoursWorked: {
      hours: async (report) => roundFigure(await report.hoursWorked()),
      byResource: (report) => roundedHours(report.hoursByResource()),
      freshness: async (report) => toFreshness(await report.age()),
    },
    Backlog: {
      open: async (backlog) => (await backlog.tickets()).length,
      overdue: (backlog) => backlog.part('overdue'),
      dueToday: (backlog) => backlog.part('dueToday'),
      unassigned: (backlog) => backlog.part('unassigned'),
      freshness: async (backlog) => toFreshness(await backlog.age()),
    },
    BacklogPart: {
      tickets: (part, { first, ...page }) => part.tickets({ ...page, first: first ?? 25 }),
    },
  } satisfies Resolvers
}

async function roundedHours<T extends { readonly hours: number }>(rows: Promise<readonly T[]>) {
  return (await rows).map((row) => ({ ...row, hours: roundFigure(row.hours) }))
}
