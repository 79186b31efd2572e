import { defineTool } from '../define-tool.ts'
import { pipelines, stages } from '../names.ts'
import type { FindDealsQuery } from '../operation-types.gen.ts'
import { dealsInWords, listedInWords, orderInWords } from '../scope.ts'
import { cursorBounds, rowBounds, textBounds } from './ticket-arguments.ts'

export const findDeals = defineTool<FindDealsQuery>({
  name: 'find_deals',
  title: 'Find deals',
  role: 'VIEWER',
  operation: 'find-deals',
  period: ['closesFrom', 'closesTo'],
  names: { pipeline: pipelines, stage: stages },
  refine: { text: textBounds, first: rowBounds(50), after: cursorBounds },
  content: { total: { path: 'deals.totalCount' }, deals: { path: 'deals.edges.node' } },
  page: { part: 'deals', path: 'deals' },
  hasTexts: true,
  roots: ['deals'],
  missing: 'There is no list of deals.',
  scope({ data: { deals }, input, words, period, shown }) {
    const { totalCount = 0 } = deals ?? {}
    const order = totalCount > 1 ? `, ${orderInWords(input)}` : ''
    return `${dealsInWords(input, words, period)}: ${listedInWords(totalCount, shown)}${order}.`
  },
})
