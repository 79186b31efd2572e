import type { DateRangePreset } from '../graphql/types.gen.ts'
import { checkRange, type Days, rangePresets } from './days.ts'

/** `LAST_30_DAYS` is `last-30-days` in the address. */
export const toWord = (name: string) => name.toLowerCase().replaceAll('_', '-')
export const fromWord = (word: string) => word.toUpperCase().replaceAll('-', '_')

/** How long a list is to be, in rows a page. */
export const rowChoices: readonly number[] = [25, 50, 100]

/** What changes with every change of what a list has: back to its first page. */
export const withFirstPage = { after: null, page: 1 } as const

export interface Sort<Field extends string> {
  readonly field: Field
  readonly descending: boolean
}

/** Where a list stands: what it is ordered by, and which page of how many rows. */
export interface ListPlace<Field extends string> {
  readonly sort: Sort<Field>
  readonly rows: number
  readonly after: string | null
  /** Which page `after` leads to, for people: a cursor does not tell. */
  readonly page: number
}

/** Reads an address bit by bit. What it says that we do not know falls back, with one sentence each in `notices`. */
export interface AddressReader {
  readonly search: URLSearchParams
  readonly notices: string[]
  /** What a word means, the fallback when it is missing or unknown. */
  word<T>(name: string, fallback: T, find: (word: string) => T | undefined, instead: string): T
  /** Ids with commas between, each once. `instead` says what happened to those that do not fit the pattern. */
  ids(name: string, pattern: RegExp, instead?: string): string[]
  /** A preset by name (`range=`), or two days (`from=` and `to=`). */
  days(fallback: Days, instead: string, names?: DaysNames): Days
  /** Order, length and page of a list. */
  place<Field extends string>(
    fallback: ListPlace<Field>,
    fields: Readonly<Record<Field, string>>,
    instead: string,
  ): ListPlace<Field>
}

interface DaysNames {
  readonly range: string
  readonly from: string
  readonly to: string
}

const usualNames: DaysNames = { range: 'range', from: 'from', to: 'to' }

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

export function createAddressReader(query: string): AddressReader {
  const search = new URLSearchParams(query)
  const notices: string[] = []
  const reject = (name: string, instead: string): void => {
    notices.push(`“${name}=${shorten(search.get(name) ?? '')}” is not known here; ${instead}.`)
  }
  const word: AddressReader['word'] = (name, fallback, find, instead) => {
    const given = search.get(name)
    if (given === null || given === '') return fallback
    const found = find(given)
    if (found === undefined) reject(name, instead)
    return found ?? fallback
  }
  const customDays = (names: DaysNames): Days | null => {
    const from = search.get(names.from) ?? ''
    const to = search.get(names.to) ?? ''
    if (!from && !to) return null
    const fault = checkRange(from, to)
    if (!fault) return { from, to }
    notices.push(`The days “${shorten(from)}” to “${shorten(to)}” cannot be shown. ${fault}`)
    return null
  }
  const presetOf = (given: string): DateRangePreset | undefined =>
    Object.hasOwn(rangePresets, fromWord(given)) ? (fromWord(given) as DateRangePreset) : undefined

  return {
    search,
    notices,
    word,
    ids(name, pattern, instead = 'what is not a number was left out') {
      const given = [...new Set((search.get(name) ?? '').split(',').filter(Boolean))]
      const known = given.filter((id) => pattern.test(id))
      if (known.length < given.length) reject(name, instead)
      return known
    },
    days: (fallback, instead, names = usualNames) =>
      customDays(names) ?? word<Days>(names.range, fallback, presetOf, instead),
    place<Field extends string>(
      fallback: ListPlace<Field>,
      fields: Readonly<Record<Field, string>>,
      instead: string,
    ): ListPlace<Field> {
      const sortOf = (given: string): Sort<Field> | undefined => {
        const field = fromWord(given.replace(/^-/, ''))
        return Object.hasOwn(fields, field) ? { field: field as Field, descending: given.startsWith('-') } : undefined
      }
      const after = search.get('after') || null
      return {
        sort: word('sort', fallback.sort, sortOf, instead),
        rows: word('rows', fallback.rows, (n) => rowChoices.find((rows) => String(rows) === n), '25 rows are shown'),
        after,
        page: after ? Math.max(2, Number.parseInt(search.get('page') ?? '2', 10) || 2) : 1,
      }
    },
  }
}

export const oneOf =
  <T extends string>(names: readonly T[]) =>
  (name: string): T | undefined =>
    names.find((known) => known === name)

/** Puts days into an address, unless they are those it means without saying so. */
export function writeDays(search: URLSearchParams, days: Days, usual: Days, names: DaysNames = usualNames): void {
  if (typeof days === 'object') {
    search.set(names.from, days.from)
    search.set(names.to, days.to)
  } else if (days !== usual) search.set(names.range, toWord(days))
}

/** Puts the place of a list into an address: only what differs from the usual. */
export function writePlace<Field extends string>(
  search: URLSearchParams,
  { sort, rows, after, page }: ListPlace<Field>,
  usual: ListPlace<Field>,
): void {
  const word = wordOfSort(sort)
  if (word !== wordOfSort(usual.sort)) search.set('sort', word)
  if (rows !== usual.rows) search.set('rows', String(rows))
  if (after) {
    search.set('after', after)
    search.set('page', String(page))
  }
}

const wordOfSort = ({ field, descending }: Sort<string>) => (descending ? '-' : '') + toWord(field)

/** An address. Commas and dots are legal in a query, and people read and paste these addresses. */
export function joinHref(path: string, search: URLSearchParams, fragment?: string): string {
  const query = search.toString().replaceAll('%2C', ',')
  return path + (query ? `?${query}` : '') + (fragment ? `#${fragment}` : '')
}
