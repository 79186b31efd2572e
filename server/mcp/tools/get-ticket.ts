import { excerpt } from '../../errors/excerpt.ts'
import { defineTool } from '../define-tool.ts'
import type { GetTicketQuery } from '../operation-types.gen.ts'

export const getTicket = defineTool<GetTicketQuery>({
  name: 'get_ticket',
  title: 'One service-desk ticket',
  role: 'VIEWER',
  operation: 'get-ticket',
  refine: { number: { minLength: 1, maxLength: 50 } },
  computed: ['exactNumber', 'isNumber'],
  variables({ number }) {
    const text = String(number).trim()
    const isNumber = !/^\d+$/.test(text)
    return { number: text, isNumber, ...(isNumber && { exactNumber: text }) }
  },
  content: {
    ticket: { path: 'ticket', without: ['description', 'timeEntries'] },
    description: { path: 'ticket.description' },
    timeEntries: { path: 'ticket.timeEntries' },
  },
  pieces: { description: 4_000, timeEntries: 20 },
  hasTexts: true,
  roots: ['ticket'],
  missing:
    'There is no ticket of this number on the reactive service board. It may be in another queue, or one of ConnectWise (find_connectwise_tickets); words of the title: find_tickets with text.',
  scope: ({ data: { ticket } }) =>
    `Ticket ${excerpt(ticket?.number ?? '', 50)} of the reactive service board (Autotask), whatever its state; hours are those of all its time entries.`,
})
