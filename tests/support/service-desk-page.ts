import { readPortalOperations } from './portal-operations.ts'

/** The page's filter, as its address has it. */
export interface PageFilter {
  readonly status?: readonly string[]
  readonly priority?: readonly string[]
  readonly company?: readonly string[]
  readonly assignee?: readonly string[]
}

/** The variables of the portal's service-desk page for a range, with its comparison and the first page of its list. */
export function serviceDeskVariables(preset: string, filter: PageFilter = {}): Record<string, unknown> {
  const range = { preset }
  const without = (name: keyof PageFilter) => ({ ...filter, [name]: undefined })
  return {
    range,
    filter,
    comparison: 'PREVIOUS_PERIOD',
    withComparison: true,
    statusFacet: without('status'),
    priorityFacet: without('priority'),
    assigneeFacet: without('assignee'),
    companyFacet: without('company'),
    openFilter: { ...filter, state: 'OPEN' },
    overdueFilter: { ...filter, overdue: true },
    unassignedFilter: { ...without('assignee'), state: 'OPEN', unassigned: true },
    listRange: range,
    listFilter: filter,
    orderBy: { field: 'CREATED', direction: 'DESC' },
    first: 25,
    after: null,
    ticketId: '0',
    withTicket: false,
  }
}

/** The text of an operation of the portal. @throws Error if there is none of this name */
export async function readPortalOperation(name: string): Promise<string> {
  const found = (await readPortalOperations()).find((operation) => operation.name === name)
  if (!found) throw new Error(`The portal has no operation ${name}.`)
  return found.text
}
