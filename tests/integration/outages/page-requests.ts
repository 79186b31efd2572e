import { readPortalOperations } from '../../support/portal-operations.ts'
import type { Answer, RoleName, World } from '../../support/world.ts'

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
  TicketSearch: { role: 'operator', variables: { tenantId: 'acme', search: 'phone' } },
  AdminPage: { role: 'admin', variables: {} },
  AdminVendors: { role: 'admin', variables: {} },
}

export interface PageAnswer extends Answer<Record<string, unknown>> {
  readonly page: string
  /** From asking to the last byte, in milliseconds. */
  readonly ms: number
}

/** Opens every page, one after the other, as a person does. */
export async function openAllPages(world: World): Promise<PageAnswer[]> {
  const operations = new Map((await readPortalOperations()).map(({ name, text }) => [name, text]))
  const answers: PageAnswer[] = []
  for (const [page, { role, variables }] of Object.entries(requests)) {
    await world.token(role)
    const begun = performance.now()
    const answer = await world.query(operations.get(page) ?? '', variables, { role })
    answers.push({ ...answer, page, ms: performance.now() - begun })
  }
  return answers
}

/** Keeps opening pages until told to stop, which gives all answers. */
export function keepOpening(world: World): { stop(): Promise<PageAnswer[]> } {
  const end = new AbortController()
  const answers = (async () => {
    const all: PageAnswer[] = []
    while (!end.signal.aborted) all.push(...(await openAllPages(world)))
    return all
  })()
  answers.catch(() => undefined)
  return {
    stop() {
      end.abort()
      return answers
    },
  }
}

/**
 * The page that took longest, by its quickest answer, in milliseconds. What waits for a store does so every time; what a busy
 * machine holds up is not held up every time.
 */
export const slowestPageMs = (answers: readonly PageAnswer[]) =>
  Math.max(
    ...Map.groupBy(answers, ({ page }) => page)
      .values()
      .map((ofPage) => Math.min(...ofPage.map(({ ms }) => ms))),
  )

/** The longest of them, in milliseconds. */
export const longestMs = (answers: readonly PageAnswer[]) => Math.max(...answers.map(({ ms }) => ms))

/** Prints what was measured where SHOW_FIGURES asks for it. */
export function showFigures(figures: Readonly<Record<string, number>>): void {
  if (process.env['SHOW_FIGURES'] === undefined) return
  const rounded = Object.entries(figures).map(([name, value]) => `${name} ${Math.round(value)}`)
  process.stdout.write(`${rounded.join(', ')}\n`)
}
