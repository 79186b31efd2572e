import type { TicketFilter } from '../graphql/types.gen.ts'
import { toRange } from '../page/days.ts'
import { isBacklog, searchedText, type FacetName, type PageState, type Show } from './page-state.ts'
import type { ServiceDeskPageQueryVariables } from './service-desk-page.gen.ts'

type Variables = Omit<ServiceDeskPageQueryVariables, 'ticketId' | 'withTicket'>

/** The variables of the page's operation for a state. */
export function pageVariables(state: PageState): Variables {
  const range = toRange(state.range)
  const filter = toFilter(state)
  return {
    range,
    filter,
    comparison: state.compare ?? 'PREVIOUS_PERIOD',
    withComparison: state.compare !== null,
    statusFacet: toFilter(state, 'status'),
    priorityFacet: toFilter(state, 'priority'),
    assigneeFacet: toFilter(state, 'assignee'),
    companyFacet: toFilter(state, 'company'),
    openFilter: { ...filter, state: 'OPEN' },
    overdueFilter: { ...filter, overdue: true },
    unassignedFilter: { ...toFilter(state, 'assignee'), state: 'OPEN', unassigned: true },
    listRange: searchedText(state) || isBacklog(state.show) ? null : (state.days ?? range),
    listFilter: { ...filter, ...listConditions(state) },
    orderBy: { field: state.sort.field, direction: state.sort.descending ? 'DESC' : 'ASC' },
    first: state.rows,
    after: state.after,
  }
}

/** The filter of the whole page, or without one dimension. */
function toFilter(state: PageState, except?: FacetName): TicketFilter {
  const of = (name: FacetName) => (name === except ? [] : state[name])
  const people = of('assignee').filter((id) => id !== 'none')
  return {
    ...(of('status').length > 0 ? { status: of('status') } : {}),
    ...(of('priority').length > 0 ? { priority: of('priority') } : {}),
    ...(of('company').length > 0 ? { company: of('company') } : {}),
    ...(people.length > 0 ? { assignee: people } : {}),
    ...(of('assignee').includes('none') ? { unassigned: true } : {}),
  }
}

const conditionsOf: Readonly<Record<Show, TicketFilter>> = {
  created: {},
  open: { state: 'OPEN' },
  resolved: { state: 'COMPLETED' },
  // Of these only the date of completion matters: a ticket that has one is completed.
  completed: { dateField: 'COMPLETED' },
  backlog: { state: 'OPEN' },
  overdue: { overdue: true },
}

/** A search goes through all tickets, whichever list it was started in. */
function listConditions(state: PageState): TicketFilter {
  const text = searchedText(state)
  return text ? { text } : conditionsOf[state.show]
}
