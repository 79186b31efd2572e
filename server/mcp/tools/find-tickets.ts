import { badUserInput } from '../../errors/gateway-error.ts'
import { defineTool } from '../define-tool.ts'
import type { FindTicketsQuery } from '../operation-types.gen.ts'
import { listedInWords, orderInWords, ticketsInWords } from '../scope.ts'
import type { Arguments } from '../tool.ts'
import { cursorBounds, rowBounds, textBounds, ticketNames } from './ticket-arguments.ts'

/** What may be given beside a number: it names one ticket. */
const besideNumber = new Set(['number', 'sortBy', 'direction', 'first', 'after'])

export const findTickets = defineTool<FindTicketsQuery>({
  name: 'find_tickets',
  title: 'Find service-desk tickets',
  role: 'VIEWER',
  operation: 'find-tickets',
  period: 'range',
  names: ticketNames,
  refine: {
    number: { minLength: 1, maxLength: 50 },
    text: textBounds,
    first: rowBounds(50),
    after: cursorBounds,
  },
  variables(input) {
    refuseFiltersOfNumber(input)
    return {}
  },
  content: {
    total: { path: 'tickets.totalCount' },
    range: { path: 'tickets.range' },
    tickets: { path: 'tickets.edges.node' },
  },
  page: { part: 'tickets', path: 'tickets' },
  hasTexts: true,
  roots: ['tickets'],
  missing: 'There is no list of tickets.',
  scope({ data: { tickets }, input, words, shown }) {
    const { totalCount = 0, range = null } = tickets ?? {}
    const order = totalCount > 1 ? `, ${orderInWords(input)}` : ''
    const place = input['after'] === undefined ? '' : ', from the given cursor on'
    return `${ticketsInWords(input, words, range)}: ${listedInWords(totalCount, shown)}${order}${place}.`
  },
})

/** A closed ticket that is asked for by its number must not be hidden by a filter that was not meant for it. */
function refuseFiltersOfNumber(input: Arguments): void {
  if (input['number'] === undefined) return
  const others = Object.keys(input).filter((name) => !besideNumber.has(name))
  if (others.length > 0) {
    throw badUserInput(`number names one ticket, whatever its state and age: leave out ${others.join(', ')}.`)
  }
}
