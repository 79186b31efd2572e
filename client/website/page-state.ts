import type { Sort } from '../page/address.ts'
import type { Days } from '../page/days.ts'

/** The complete state of the page, from its URL. */
export interface PageState {
  readonly range: Days
  readonly sort: Sort<FormColumn>
}

/** What forms can be ordered by. */
export type FormColumn = 'NAME' | 'TYPE' | 'VIEWS' | 'SUBMISSIONS' | 'RATE'

export const formColumns: Readonly<Record<FormColumn, string>> = {
  NAME: 'Form',
  TYPE: 'Type',
  VIEWS: 'Views',
  SUBMISSIONS: 'Submissions',
  RATE: 'Conversion rate',
}

export const defaultState: PageState = {
  range: 'LAST_30_DAYS',
  sort: { field: 'SUBMISSIONS', descending: true },
}
