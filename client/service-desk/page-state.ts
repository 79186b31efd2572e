import type { Comparison, DateRangePreset, TicketOrderField } from '../graphql/types.gen.ts'

/**
 * What the page shows, all of it, as its address says it. `days` to `after` choose rows of the list only; the rest is
 * about the whole page.
 */
export interface PageState {
  readonly range: DateRangePreset | { readonly from: string; readonly to: string }
  readonly compare: Comparison | null
  readonly status: readonly string[]
  readonly priority: readonly string[]
  /** Ids; `none` stands for tickets nobody is assigned to. */
  readonly assignee: readonly string[]
  readonly company: readonly string[]
  readonly show: Show
  /** Days of a mark in the chart: the list has only their tickets. */
  readonly days: { readonly from: string; readonly to: string } | null
  readonly search: string
  readonly sort: { readonly field: TicketOrderField; readonly descending: boolean }
  readonly rows: number
  readonly after: string | null
  /** Which page `after` leads to, for people: a cursor does not tell. */
  readonly page: number
}

/**
 * Which tickets the list has: all created in the range, of those the ones still open or by now completed, or all that
 * were completed in the range whenever they were created.
 */
export type Show = 'created' | 'open' | 'resolved' | 'completed'

export type FacetName = 'status' | 'priority' | 'assignee' | 'company'
export const facetNames: readonly FacetName[] = ['status', 'priority', 'assignee', 'company']

export const rangePresets: Readonly<Record<DateRangePreset, string>> = {
  TODAY: 'Today',
  YESTERDAY: 'Yesterday',
  THIS_WEEK: 'This week',
  LAST_WEEK: 'Last week',
  LAST_7_DAYS: 'Last 7 days',
  THIS_MONTH: 'This month',
  LAST_MONTH: 'Last month',
  LAST_30_DAYS: 'Last 30 days',
  LAST_90_DAYS: 'Last 90 days',
  THIS_QUARTER: 'This quarter',
  LAST_QUARTER: 'Last quarter',
  THIS_YEAR: 'This year',
  LAST_365_DAYS: 'Last 365 days',
}

export const orderFields: Readonly<Record<TicketOrderField, string>> = {
  CREATED: 'Created',
  COMPLETED: 'Completed',
  DUE: 'Due',
  LAST_ACTIVITY: 'Last activity',
  PRIORITY: 'Priority',
  STATUS: 'Status',
  NUMBER: 'Number',
}

export const rowChoices: readonly number[] = [25, 50, 100]

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

/** The longest range the graph takes, in days. */
export const maxDays = 400

/** A state with no filter left; range, comparison and order stay. */
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

/** What changes with every change of what the list has: back to its first page. */
export const withFirstPage = { after: null, page: 1 } as const

/** What a link from a figure or a mark leaves behind, so that the list has exactly the rows it counted. */
export const wholeList = { show: 'created', days: null, search: '', ...withFirstPage } as const
