import type { Comparison, DateRangePreset, TicketOrderField } from '../graphql/types.gen.ts'
import { countDays } from '../format/dates.ts'
import {
  defaultState,
  facetNames,
  maxDays,
  orderFields,
  type PageState,
  rangePresets,
  rowChoices,
} from './page-state.ts'

export const pagePath = '/service-desk'

/** `LAST_30_DAYS` is `last-30-days` in the address. */
const toWord = (name: string) => name.toLowerCase().replaceAll('_', '-')
const fromWord = (word: string) => word.toUpperCase().replaceAll('-', '_')

const comparisons = ['PREVIOUS_PERIOD', 'PREVIOUS_YEAR'] as const satisfies readonly Comparison[]
const shows = ['created', 'open', 'resolved', 'completed'] as const

/** The address of a state: only what differs from the default stands in it. */
export function pageHref(state: PageState, options: { ticketId?: string | null; fragment?: string } = {}): string {
  const search = new URLSearchParams()
  const { range, compare, days, sort } = state
  if (typeof range === 'object') {
    search.set('from', range.from)
    search.set('to', range.to)
  } else if (range !== defaultState.range) search.set('range', toWord(range))
  if (compare !== defaultState.compare) search.set('compare', compare === null ? 'none' : toWord(compare))
  for (const name of facetNames) if (state[name].length > 0) search.set(name, state[name].join(','))
  if (state.show !== defaultState.show) search.set('show', state.show)
  if (days) search.set('days', days.from === days.to ? days.from : `${days.from}..${days.to}`)
  if (state.search) search.set('search', state.search)
  const order = (sort.descending ? '-' : '') + toWord(sort.field)
  if (order !== '-created') search.set('sort', order)
  if (state.rows !== defaultState.rows) search.set('rows', String(state.rows))
  if (state.after) {
    search.set('after', state.after)
    search.set('page', String(state.page))
  }
  // Commas and dots are legal in a query, and people read and paste these addresses.
  const query = search.toString().replaceAll('%2C', ',')
  const path = options.ticketId ? `${pagePath}/tickets/${encodeURIComponent(options.ticketId)}` : pagePath
  return path + (query ? `?${query}` : '') + (options.fragment ? `#${options.fragment}` : '')
}

/**
 * The state an address asks for. What it says that we do not know falls back to the default, with one sentence each in
 * `notices`; parameters of other names are nobody's business here.
 */
export function readAddress(query: string): { state: PageState; notices: string[] } {
  const search = new URLSearchParams(query)
  const notices: string[] = []
  const reject = (name: string, instead: string): void => {
    notices.push(`“${name}=${shorten(search.get(name) ?? '')}” is not known here; ${instead}.`)
  }
  const ids = (name: string, pattern: RegExp): string[] => {
    const given = [...new Set((search.get(name) ?? '').split(',').filter(Boolean))]
    const known = given.filter((id) => pattern.test(id))
    if (known.length < given.length) reject(name, 'what is not a number was left out')
    return known
  }
  const word = <T>(name: string, fallback: T, find: (word: string) => T | undefined, instead: string): T => {
    const given = search.get(name)
    if (given === null || given === '') return fallback
    const found = find(given)
    if (found === undefined) reject(name, instead)
    return found ?? fallback
  }
  const oneOf =
    <T extends string>(names: readonly T[]) =>
    (name: string) =>
      names.find((known) => known === name)

  const after = search.get('after') || null
  const sortWord = (given: string): PageState['sort'] | undefined => {
    const field = fromWord(given.replace(/^-/, ''))
    return Object.hasOwn(orderFields, field)
      ? { field: field as TicketOrderField, descending: given.startsWith('-') }
      : undefined
  }
  const rangeWord = (given: string): DateRangePreset | undefined =>
    Object.hasOwn(rangePresets, fromWord(given)) ? (fromWord(given) as DateRangePreset) : undefined
  const compareWord = (given: string): { with: Comparison | null } | undefined => {
    if (given === 'none') return { with: null }
    const found = comparisons.find((known) => toWord(known) === given)
    return found && { with: found }
  }

  const state: PageState = {
    range:
      readCustomRange(search, notices) ??
      word('range', defaultState.range, rangeWord, 'the last 30 days are shown instead'),
    compare: word('compare', { with: defaultState.compare }, compareWord, 'compared with the previous period').with,
    status: ids('status', /^-?\d{1,15}$/),
    priority: ids('priority', /^-?\d{1,15}$/),
    assignee: ids('assignee', /^(none|\d{1,15})$/),
    company: ids('company', /^\d{1,15}$/),
    show: word('show', defaultState.show, oneOf(shows), 'all tickets created in the range are shown'),
    days: word('days', defaultState.days, readDays, 'all days of the range are shown'),
    search: (search.get('search') ?? '').slice(0, 200),
    sort: word('sort', defaultState.sort, sortWord, 'the newest stand first'),
    rows: word('rows', defaultState.rows, (n) => rowChoices.find((rows) => String(rows) === n), '25 rows are shown'),
    after,
    page: after ? Math.max(2, Number.parseInt(search.get('page') ?? '2', 10) || 2) : 1,
  }
  return { state, notices }
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** A day of the calendar: browsers take 30 February for 2 March. */
function isDay(text: string): boolean {
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN
  return !Number.isNaN(noon) && new Date(noon).toISOString().startsWith(text)
}

function readDays(text: string): PageState['days'] | undefined {
  const [from = '', to = from] = text.split('..', 2)
  return isDay(from) && isDay(to) && from <= to ? { from, to } : undefined
}

/** What is wrong with a range of days, in words; null when nothing is. */
export function checkRange(from: string, to: string): string | null {
  if (!isDay(from) || !isDay(to)) return 'Give both days.'
  if (from > to) return 'The first day must not be after the last.'
  if (countDays(from, to) > maxDays) return `A range may have ${maxDays} days at most.`
  return null
}

function readCustomRange(search: URLSearchParams, notices: string[]): { from: string; to: string } | null {
  const from = search.get('from') ?? ''
  const to = search.get('to') ?? ''
  if (!from && !to) return null
  const fault = checkRange(from, to)
  if (!fault) return { from, to }
  notices.push(`The days “${shorten(from)}” to “${shorten(to)}” cannot be shown. ${fault}`)
  return null
}
