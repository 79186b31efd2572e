import { createAddressReader, joinHref, writeDays, writeSort } from '../page/address.ts'
import { defaultState, formColumns, type PageState } from './page-state.ts'

const pagePath = '/website'

/** The URL of a state: contains only what differs from the default. */
export function pageHref(state: PageState): string {
  const search = new URLSearchParams()
  writeDays(search, state.range, defaultState.range)
  writeSort(search, state.sort, defaultState.sort)
  return joinHref(pagePath, search)
}

/** The state of a URL; invalid values fall back to the default, with a sentence each in `notices`. */
export function readAddress(search: string): { state: PageState; notices: string[] } {
  const { notices, days, sort } = createAddressReader(search)
  const state: PageState = {
    range: days(defaultState.range, 'the last 30 days are shown instead'),
    sort: sort(defaultState.sort, formColumns, 'most submissions stand first'),
  }
  return { state, notices }
}
