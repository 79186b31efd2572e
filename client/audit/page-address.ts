import { createAddressReader, joinHref, rowChoices, writeDays } from '../page/address.ts'
import {
  type AuditKind,
  auditKinds,
  type AuditOutcome,
  auditOutcomes,
  defaultState,
  type PageState,
} from './page-state.ts'

const pagePath = '/audit'

/** The URL of a state: contains only what differs from the default. */
export function pageHref(state: PageState): string {
  const search = new URLSearchParams()
  writeDays(search, state.range, defaultState.range)
  for (const name of ['kind', 'outcome', 'tenant', 'actor'] as const) {
    const value = state[name]
    if (value !== null) search.set(name, value)
  }
  if (state.rows !== defaultState.rows) search.set('rows', String(state.rows))
  if (state.after) {
    search.set('after', state.after)
    search.set('page', String(state.page))
  }
  return joinHref(pagePath, search)
}

const nameIn =
  <Name extends string>(words: Readonly<Record<Name, string>>) =>
  (given: string): Name | undefined =>
    Object.hasOwn(words, given) ? (given as Name) : undefined

const idOf = (given: string) => (given.length <= 200 ? given : undefined)

/** The state of a URL; invalid values fall back to the default, with a sentence each in `notices`. */
export function readAddress(search: string): { state: PageState; notices: string[] } {
  const { parameters, notices, days, word } = createAddressReader(search)
  const after = parameters.get('after') || null
  const rowsOf = (given: string) => rowChoices.find((rows) => String(rows) === given)
  const state: PageState = {
    range: days(defaultState.range, 'the last 7 days are shown instead'),
    kind: word<AuditKind | null>('kind', null, nameIn(auditKinds), 'records of every kind are shown'),
    outcome: word<AuditOutcome | null>('outcome', null, nameIn(auditOutcomes), 'records of every outcome are shown'),
    tenant: word<string | null>('tenant', null, idOf, 'records of every tenant are shown'),
    actor: word<string | null>('actor', null, idOf, 'records of everyone are shown'),
    rows: word('rows', defaultState.rows, rowsOf, `${defaultState.rows} rows are shown`),
    after,
    page: after ? Math.max(2, Number.parseInt(parameters.get('page') ?? '2', 10) || 2) : 1,
  }
  return { state, notices }
}
