import { defineTool } from '../define-tool.ts'
import type { AgentMonthlyReportQuery } from '../operation-types.gen.ts'
import { monthArgument, readMonth } from '../periods.ts'
import { daysInWords } from '../scope.ts'
import { bucketPieces } from './service-desk-summary.ts'

export const monthlyReport = defineTool<AgentMonthlyReportQuery>({
  name: 'monthly_report',
  title: 'Service desk in a month',
  role: 'VIEWER',
  operation: 'monthly-report',
  computed: ['year', 'month'],
  extra: { month: monthArgument },
  variables: ({ month }, { today }) => readMonth(month as string | undefined, today),
  content: {
    year: { path: 'report.year' },
    month: { path: 'report.month' },
    figures: { path: 'report.summary', without: [...Object.keys(bucketPieces), 'previous'] },
    previous: { path: 'report.summary.previous' },
    hoursWorked: { path: 'report.hoursWorked' },
    hoursByPerson: { path: 'report.hoursByPerson' },
    byStatus: { path: 'report.summary.byStatus' },
    byPriority: { path: 'report.summary.byPriority' },
    byAssignee: { path: 'report.summary.byAssignee' },
    byCompany: { path: 'report.summary.byCompany' },
    byDay: { path: 'report.summary.byDay' },
  },
  pieces: { hoursByPerson: 15, ...bucketPieces },
  hasTexts: true,
  roots: ['report'],
  missing: 'There is no report.',
  scope({ data: { report } }) {
    const { range, previous = null } = report?.summary ?? {}
    const compared = previous ? ` previous: the same for those created ${daysInWords(previous.range)}.` : ''
    return `Tickets of the reactive service board (Autotask) created ${range ? daysInWords(range) : ''}; completedInRange and byDay also count tickets completed in the month, whenever created; hoursWorked by day of work in the month.${compared}`
  },
})
