import type { Comparison } from '../graphql/types.gen.ts'
import {
  createAddressReader,
  decodePart,
  joinHref,
  oneOf,
  toWord,
  writeDays,
  writeListPosition,
} from '../page/address.ts'
import { isDay } from '../page/days.ts'
import { defaultState, type FacetName, facetNames, orderFields, type PageState, wholeList } from './page-state.ts'

const pagePath = '/service-desk'

const comparisons = ['PREVIOUS_PERIOD', 'PREVIOUS_YEAR'] as const satisfies readonly Comparison[]
const shows = ['created', 'open', 'resolved', 'completed', 'backlog', 'overdue'] as const

/** The URL of a state: contains only what differs from the default. */
export function pageHref(state: PageState, options: { ticketId?: string | null; fragment?: string } = {}): string {
  const search = new URLSearchParams()
  const { compare, days } = state
  writeDays(search, state.range, defaultState.range)
  if (compare !== defaultState.compare) search.set('compare', compare === null ? 'none' : toWord(compare))
  for (const name of facetNames) if (state[name].length > 0) search.set(name, state[name].join(','))
  if (state.show !== defaultState.show) search.set('show', state.show)
  if (days) search.set('days', days.from === days.to ? days.from : `${days.from}..${days.to}`)
  if (state.search) search.set('search', state.search)
  writeListPosition(search, state, defaultState)
  const path = options.ticketId ? `${pagePath}/tickets/${encodeURIComponent(options.ticketId)}` : pagePath
  return joinHref(path, search, options.fragment)
}

/**
 * The state of a URL. Invalid values fall back to the default, with a sentence each in `notices`; unknown parameters
 * are ignored.
 */
export function readAddress(search: string): { state: PageState; notices: string[] } {
  const { parameters, notices, word, ids, days, position } = createAddressReader(search)
  const compareWord = (given: string): { with: Comparison | null } | undefined => {
    if (given === 'none') return { with: null }
    const found = comparisons.find((known) => toWord(known) === given)
    return found && { with: found }
  }
  const state: PageState = {
    range: days(defaultState.range, 'the last 30 days are shown instead'),
    compare: word('compare', { with: defaultState.compare }, compareWord, 'compared with the previous period').with,
    status: ids('status', /^-?\d{1,15}$/),
    priority: ids('priority', /^-?\d{1,15}$/),
    assignee: ids('assignee', /^(none|\d{1,15})$/),
    company: ids('company', /^\d{1,15}$/),
    show: word('show', defaultState.show, oneOf(shows), 'all tickets created in the range are shown'),
    days: word('days', defaultState.days, readDays, 'all days of the range are shown'),
    search: (parameters.get('search') ?? '').slice(0, 200),
    ...position(defaultState, orderFields, 'the newest come first'),
  }
  return { state, notices }
}

/** The URL that filters the page by one value, or no longer does; null for a value that cannot be filtered by. */
export function facetHref(state: PageState, name: FacetName, key: string | null): string | null {
  if (key === null) return null
  const isChosen = state[name].length === 1 && state[name][0] === key
  return pageHref({ ...state, ...wholeList, [name]: isChosen ? [] : [key] }, { fragment: 'tickets' })
}

/** The ticket that is open over the page, from the rest of the path: `tickets/4711`; null when there is none. */
export const readTicketId = (rest: string): string | null =>
  rest === '' ? null : decodePart(rest.replace('tickets/', ''))

function readDays(text: string): PageState['days'] | undefined {
  const [from = '', to = from] = text.split('..', 2)
  return isDay(from) && isDay(to) && from <= to ? { from, to } : undefined
}
