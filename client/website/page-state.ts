import { createAddressReader, joinHref, fromWord, type Sort, toWord, writeDays } from '../page/address.ts'
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

/** The URL of a state: contains only what differs from the default. */
export function pageHref(state: PageState): string {
  const search = new URLSearchParams()
  writeDays(search, state.range, defaultState.range)
  const sort = wordOf(state.sort)
  if (sort !== wordOf(defaultState.sort)) search.set('sort', sort)
  return joinHref('/website', search)
}

/** The state of a URL; invalid values fall back to the default, with a sentence each in `notices`. */
export function readAddress(search: string): { state: PageState; notices: string[] } {
  const { notices, word, days } = createAddressReader(search)
  const state: PageState = {
    range: days(defaultState.range, 'the last 30 days are shown instead'),
    sort: word('sort', defaultState.sort, sortOf, 'most submissions stand first'),
  }
  return { state, notices }
}

const wordOf = ({ field, descending }: Sort<FormColumn>) => (descending ? '-' : '') + toWord(field)

function sortOf(word: string): Sort<FormColumn> | undefined {
  const field = fromWord(word.replace(/^-/, ''))
  return Object.hasOwn(formColumns, field)
    ? { field: field as FormColumn, descending: word.startsWith('-') }
    : undefined
}
