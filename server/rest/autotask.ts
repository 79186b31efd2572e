import { z } from 'zod'
import { nextCursorOf, showReport, showSummary, showTicket } from './autotask-mapping.ts'
import * as schemas from './autotask-schemas.ts'
import { readDay, readRange } from './days.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import type {
  RestActivityQuery,
  RestDailyReportQuery,
  RestMonthlyReportQuery,
  RestTicketsQuery,
} from './operation-types.gen.ts'
import { days, endDate, limit, noParameters, startDate } from './parameters.ts'
import { readStatus } from './ticket-status.ts'

const common = { method: 'GET', tag: 'autotask', role: 'VIEWER', pathParameters: noParameters, body: null } as const

const tickets = endpoint({
  ...common,
  path: '/api/autotask/tickets',
  summary: 'Tickets of the reactive service board that were created in a range of days, newest first',
  query: z.strictObject({
    start_date: startDate,
    end_date: endDate,
    status: z
      .string()
      .max(200)
      .optional()
      .describe('`open`, `completed`, or the id or label of a status. All unless given.'),
    limit: limit(25, 100),
    cursor: z.string().max(1_000).optional().describe('`next_cursor` of the answer before.'),
  }),
  operation: 'tickets',
  async variables({ query }, occasion) {
    const { limit: first, cursor: after = null } = query
    const range = readRange(query, occasion)
    return { range, filter: await readStatus(query.status, occasion), first, after }
  },
  roots: [['tickets']],
  show: ({ tickets: list }: RestTicketsQuery) =>
    list && { data: list.nodes.map(showTicket), freshness: list.freshness, nextCursor: nextCursorOf(list) },
  response: schemas.tickets,
  hasCursor: true,
})

const activity = endpoint({
  ...common,
  path: '/api/autotask/activity',
  summary: 'Figures of the tickets created in a range of days',
  query: days,
  operation: 'activity',
  variables: ({ query }, occasion) => ({ range: readRange(query, occasion) }),
  roots: [['activitySummary']],
  show: ({ activitySummary: summary }: RestActivityQuery) =>
    summary && { data: showSummary(summary), freshness: summary.freshness },
  response: schemas.summary,
})

const dailyReport = endpoint({
  ...common,
  path: '/api/autotask/report/daily',
  summary: 'The reactive service board on one day',
  query: z.strictObject({
    date: z.string().optional().describe('The day; of an instant its day in the portal’s time zone. Today.'),
  }),
  operation: 'daily-report',
  variables: ({ query: { date } }, { timeZone }) => ({
    date: date === undefined ? null : readDay('date', date, timeZone),
  }),
  roots: [['dailyReport']],
  show: ({ dailyReport: report }: RestDailyReportQuery) =>
    report && {
      data: { date: report.date, ...showReport(report) },
      freshness: report.freshness,
      nextCursor: report.tickets && nextCursorOf(report.tickets),
    },
  response: schemas.dailyReport,
  hasCursor: true,
})

const monthlyReport = endpoint({
  ...common,
  path: '/api/autotask/report/monthly',
  summary: 'The reactive service board in one calendar month',
  query: z.strictObject({
    year: z.int().min(1970).max(2999).optional().describe('This year.'),
    month: z.int().min(1).max(12).optional().describe('This month.'),
  }),
  operation: 'monthly-report',
  variables({ query: { year, month } }, { today }) {
    if (year === undefined && month === undefined) return { year: null, month: null }
    const [thisYear, thisMonth] = today.split('-').map(Number)
    return { year: year ?? thisYear, month: month ?? thisMonth }
  },
  roots: [['monthlyReport']],
  show: ({ monthlyReport: report }: RestMonthlyReportQuery) =>
    report && {
      data: { year: report.year, month: report.month, ...showReport(report), daily: report.summary.daily },
      freshness: report.freshness,
      nextCursor: report.tickets && nextCursorOf(report.tickets),
    },
  response: schemas.monthlyReport,
  hasCursor: true,
})

/** What existing pages ask of the service desk. */
export const autotaskEndpoints: readonly Endpoint[] = [tickets, activity, dailyReport, monthlyReport]
