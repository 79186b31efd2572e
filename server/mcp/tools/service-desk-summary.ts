import { defineTool } from '../define-tool.ts'
import type { ServiceDeskSummaryQuery } from '../operation-types.gen.ts'
import { daysInWords, ticketFilterInWords } from '../scope.ts'
import { textBounds, ticketNames } from './ticket-arguments.ts'

export const bucketPieces = { byStatus: 15, byPriority: 10, byAssignee: 15, byCompany: 15, byDay: 31 }

export const serviceDeskSummary = defineTool<ServiceDeskSummaryQuery>({
  name: 'service_desk_summary',
  title: 'Service-desk figures for a period',
  role: 'VIEWER',
  operation: 'service-desk-summary',
  period: 'range',
  names: ticketNames,
  refine: { text: textBounds },
  computed: ['isCompared'],
  variables: ({ compare }) => ({ isCompared: compare !== undefined }),
  content: {
    figures: { path: 'summary', without: [...Object.keys(bucketPieces), 'previous'] },
    previous: { path: 'summary.previous' },
    byStatus: { path: 'summary.byStatus' },
    byPriority: { path: 'summary.byPriority' },
    byAssignee: { path: 'summary.byAssignee' },
    byCompany: { path: 'summary.byCompany' },
    byDay: { path: 'summary.byDay' },
  },
  pieces: bucketPieces,
  hasTexts: true,
  roots: ['summary'],
  missing: 'There is no summary.',
  scope({ data: { summary }, input, words }) {
    const filter = ticketFilterInWords(input, words)
    const days = summary ? daysInWords(summary.range) : ''
    const previous = summary?.previous ? ` Compared with those created ${daysInWords(summary.previous.range)}.` : ''
    const tickets = ['Tickets of the reactive service board (Autotask)', filter].filter(Boolean).join(', ')
    return `${tickets}, created ${days}; completedInRange and byDay also count tickets completed in the period, whenever created.${previous}`
  },
})
