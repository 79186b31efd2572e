import { defineTool } from '../define-tool.ts'
import { resolveTenant } from '../names.ts'
import type { FindConnectWiseTicketsQuery } from '../operation-types.gen.ts'
import { quoteText } from '../scope.ts'
import { rowBounds } from './ticket-arguments.ts'

const most = 50

export const tenantBounds = { minLength: 1, maxLength: 100 }

export const findConnectWiseTickets = defineTool<FindConnectWiseTicketsQuery>({
  name: 'find_connectwise_tickets',
  title: 'Find tickets at a tenant’s ConnectWise',
  role: 'OPERATOR',
  operation: 'find-connectwise-tickets',
  refine: { tenant: tenantBounds, search: { minLength: 1, maxLength: 100 }, first: rowBounds(most) },
  optional: ['tenant'],
  variables: async ({ tenant }, call) => ({ tenant: (await resolveTenant(tenant as string | undefined, call)).id }),
  content: {
    tenant: { path: 'tenant', without: ['connectWise'] },
    tickets: { path: 'tenant.connectWise.tickets' },
  },
  pieces: { tickets: most },
  hasTexts: true,
  roots: ['tenant.connectWise.tickets'],
  missing: 'There is no tenant of this id. Ids and names of tenants: call without tenant.',
  rest({ data: { tenant }, input }) {
    const first = Number(input['first'])
    const isCut = tenant?.connectWise.tickets?.length === first && first < most
    const next = Math.min(most, first * 2)
    return isCut
      ? [`There may be more: call find_connectwise_tickets with first: ${next}, or with more words in search.`]
      : []
  },
  scope: ({ data: { tenant }, input }) =>
    `Tickets at the ConnectWise of tenant ${quoteText(tenant?.name)} (${tenant?.id}) whose number is, or whose summary contains, ${quoteText(input['search'])}: ${tenant?.connectWise.tickets?.length ?? 0} found of at most ${String(input['first'])}, open ones first, then the newest.`,
})
