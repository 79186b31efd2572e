import { readPortalOperations } from '../../support/portal-operations.ts'
import type { Answer, RoleName, World } from '../../support/world.ts'
import { timed, type Span } from './spans.ts'

const range = { preset: 'LAST_30_DAYS' }
const order = { field: 'CREATED', direction: 'DESC' }

/** The first request of each page of the portal, as its own operation, with who asks it. */
const requests: Readonly<Record<string, { readonly variables: Record<string, unknown>; readonly role: RoleName }>> = {
  ServiceDeskPage: {
    role: 'viewer',
    variables: {
      range,
      listRange: range,
      openFilter: { state: 'OPEN' },
      overdueFilter: { overdue: true },
      unassignedFilter: { state: 'OPEN', unassigned: true },
      filter: {},
      listFilter: {},
      statusFacet: {},
      priorityFacet: {},
      assigneeFacet: {},
      companyFacet: {},
      comparison: 'PREVIOUS_PERIOD',
      withComparison: true,
      orderBy: order,
      first: 25,
      after: null,
      ticketId: '0',
      withTicket: false,
    },
  },
  SalesPage: { role: 'viewer', variables: { activityRange: range } },
  SalesDeals: { role: 'viewer', variables: { filter: {}, orderBy: order, first: 25, after: null } },
  WebsitePage: { role: 'viewer', variables: { range } },
  ChangesPage: { role: 'operator', variables: { tenantId: 'acme', withTenant: true, first: 25, after: null } },
  TicketSearch: { role: 'operator', variables: { tenantId: 'acme', search: 'phone', first: 15 } },
  AdminPage: { role: 'admin', variables: {} },
  AdminVendors: { role: 'admin', variables: {} },
}

export interface PageAnswer extends Answer<Record<string, unknown>>, Span {
  readonly page: string
}

/** Opens every page, one after the other, as a person does. */
export async function openAllPages(world: World): Promise<PageAnswer[]> {
  const operations = new Map((await readPortalOperations()).map(({ name, text }) => [name, text]))
  const answers: PageAnswer[] = []
  for (const [page, { role, variables }] of Object.entries(requests)) {
    await world.token(role)
    const { value, ...span } = await timed(() => world.query(operations.get(page) ?? '', variables, { role }))
    answers.push({ ...value, ...span, page })
  }
  return answers
}
