import { defineTool } from '../define-tool.ts'
import type { OpenBacklogQuery } from '../operation-types.gen.ts'
import { ticketFilterInWords } from '../scope.ts'
import { ticketNames } from './ticket-arguments.ts'

export const backlog = defineTool<OpenBacklogQuery>({
  name: 'backlog',
  title: 'Open service-desk tickets now',
  role: 'VIEWER',
  operation: 'backlog',
  names: ticketNames,
  content: {
    open: { path: 'backlog.open' },
    overdue: { path: 'backlog.overdue.count' },
    dueToday: { path: 'backlog.dueToday.count' },
    unassigned: { path: 'backlog.unassigned.count' },
    byAge: { path: 'backlog.byAge' },
    byStatus: { path: 'backlog.byStatus' },
    byPriority: { path: 'backlog.byPriority' },
    byAssignee: { path: 'backlog.byAssignee' },
    byCompany: { path: 'backlog.byCompany' },
  },
  pieces: { byAge: 5, byStatus: 15, byPriority: 10, byAssignee: 20, byCompany: 20 },
  hasTexts: true,
  roots: ['backlog'],
  missing: 'There is no backlog.',
  scope({ input, words }) {
    const filter = ticketFilterInWords(input, words)
    return `${['Open tickets of the reactive service board (Autotask), whatever their age', filter].filter(Boolean).join(', ')}; byAge by days since creation.`
  },
})
