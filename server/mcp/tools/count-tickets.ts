import { defineTool } from '../define-tool.ts'
import type { CountTicketsQuery } from '../operation-types.gen.ts'
import { ticketsInWords } from '../scope.ts'
import { textBounds, ticketNames } from './ticket-arguments.ts'

export const countTickets = defineTool<CountTicketsQuery>({
  name: 'count_tickets',
  title: 'Count service-desk tickets',
  role: 'VIEWER',
  operation: 'count-tickets',
  period: 'range',
  names: ticketNames,
  refine: { text: textBounds },
  content: { count: { path: 'tickets.totalCount' }, range: { path: 'tickets.range' } },
  hasTexts: false,
  roots: ['tickets'],
  missing: 'There is no list of tickets.',
  scope: ({ data: { tickets }, input, words }) =>
    `${ticketsInWords(input, words, tickets?.range ?? null)}: ${tickets?.totalCount ?? 0}.`,
})
