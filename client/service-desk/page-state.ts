import type { Comparison, TicketOrderField } from '../graphql/types.gen.ts'
import { type ListPosition, withFirstPage } from '../page/address.ts'
import type { Days } from '../page/days.ts'

/**
 * The complete state of the page, from its URL. `days` to `after` choose rows of the list only; the rest is about the
 * whole page.
 */
export interface PageState extends ListPosition<TicketOrderField> {
  readonly range: Days
  readonly compare: Comparison | null
  readonly status: readonly string[]
  readonly priority: readonly string[]
  /** Ids; `none` stands for unassigned tickets. */
  readonly assignee: readonly string[]
  readonly company: readonly string[]
  readonly show: Show
  /** The days of a selected mark in the chart, which filter the list. */
  readonly days: { readonly from: string; readonly to: string } | null
  readonly search: string
}

/**
 * Which tickets the list has: all created in the range, of those the ones still open or by now completed, or all that
 * were completed in the range whenever they were created; or, whatever the range, all that are open now, and of those
 * the overdue ones.
 */
export type Show = 'created' | 'open' | 'resolved' | 'completed' | 'backlog' | 'overdue'

/** Lists that ignore the date range. */
export const isBacklog = (show: Show): boolean => show === 'backlog' || show === 'overdue'

/** A shorter search would match half the board. */
export const leastSearchLength = 3

/** What is searched for in all tickets, whatever the range; empty for no search. */
export function searchedText({ search }: Pick<PageState, 'search'>): string {
  const text = search.trim()
  return text.length >= leastSearchLength ? text : ''
}

export type FacetName = 'status' | 'priority' | 'assignee' | 'company'
export const facetNames: readonly FacetName[] = ['status', 'priority', 'assignee', 'company']

export const orderFields: Readonly<Record<TicketOrderField, string>> = {
  CREATED: 'Created',
  COMPLETED: 'Completed',
  DUE: 'Due',
  LAST_ACTIVITY: 'Last activity',
  PRIORITY: 'Priority',
  STATUS: 'Status',
  NUMBER: 'Number',
}

export const defaultState: PageState = {
  range: 'LAST_30_DAYS',
  compare: 'PREVIOUS_PERIOD',
  status: [],
  priority: [],
  assignee: [],
  company: [],
  show: 'created',
  days: null,
  search: '',
  sort: { field: 'CREATED', descending: true },
  rows: 25,
  after: null,
  page: 1,
}

/** A state without filters; range, comparison and order stay. */
export const withoutFilters = (state: PageState): PageState => ({
  ...state,
  ...withFirstPage,
  status: [],
  priority: [],
  assignee: [],
  company: [],
  show: 'created',
  days: null,
  search: '',
})

/** What a link from a figure or a mark resets, so that the list has exactly the rows it counted. */
export const wholeList = { show: 'created', days: null, search: '', ...withFirstPage } as const
