import type { DealOrderField, DealState } from '../graphql/types.gen.ts'
import { type ListPosition, withFirstPage } from '../page/address.ts'
import type { Days } from '../page/days.ts'

/** The complete state of the page, from its URL. */
export interface PageState extends ListPosition<DealOrderField> {
  /** The pipeline whose stages are shown; null for the account's first. */
  readonly board: string | null
  readonly pipeline: readonly string[]
  readonly stage: readonly string[]
  readonly state: DealState | null
  readonly search: string
  /** The date range of the sales activity; nothing else here has one. */
  readonly activity: Days
}

export const orderFields: Readonly<Record<DealOrderField, string>> = {
  CREATED: 'Created',
  CLOSE_DATE: 'Close date',
  AMOUNT: 'Amount',
  NAME: 'Name',
}

/** As HubSpot means it: a closed stage need not be won or lost. */
export const dealStates: Readonly<Record<DealState, string>> = {
  OPEN: 'Open',
  WON: 'Won',
  LOST: 'Lost',
  CLOSED_OTHER: 'Closed, other',
}

export const defaultState: PageState = {
  board: null,
  pipeline: [],
  stage: [],
  state: null,
  search: '',
  sort: { field: 'CREATED', descending: true },
  rows: 25,
  after: null,
  page: 1,
  activity: 'LAST_30_DAYS',
}

/** What a link from a figure or a stage resets, so that the list has exactly the deals it counted. */
export const allDeals = { pipeline: [], stage: [], state: null, search: '', ...withFirstPage } as const
