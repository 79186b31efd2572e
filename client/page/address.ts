import type { DateRangePreset } from '../graphql/types.gen.ts'
import { checkRange, type Days, rangePresets } from './days.ts'

/** `LAST_30_DAYS` is `last-30-days` in the address. */
export const toWord = (name: string) => name.toLowerCase().replaceAll('_', '-')
export const fromWord = (word: string) => word.toUpperCase().replaceAll('-', '_')

/** Page sizes, in rows. */
export const rowChoices: readonly number[] = [25, 50, 100]

/** Resets the list to its first page, for changes of its content. */
export const withFirstPage = { after: null, page: 1 } as const

export interface Sort<Field extends string> {
  readonly field: Field
  readonly descending: boolean
}

/** The position in a list: its order, page and page size. */
export interface ListPosition<Field extends string> {
  readonly sort: Sort<Field>
  readonly rows: number
  readonly after: string | null
  /** The page number to display for `after`, since a cursor does not contain it. */
  readonly page: number
}

/** Reads a URL's parameters one by one. Invalid values fall back to the default, with a sentence each in `notices`. */
export interface AddressReader {
  readonly parameters: URLSearchParams
  readonly notices: string[]
  /** The value of a keyword; the fallback when it is missing or unknown. */
  word<T>(name: string, fallback: T, find: (word: string) => T | undefined, instead: string): T
  /**
   * Comma-separated ids without duplicates. `instead` describes the fallback for those that do not match the pattern.
   */
  ids(name: string, pattern: RegExp, instead?: string): string[]
  /** A preset by name (`range=`), or two days (`from=` and `to=`). */
  days(fallback: Days, instead: string, names?: DaysNames): Days
  /** The order of a list (`sort=`): a field, with a hyphen before it for descending. */
  sort<Field extends string>(
    fallback: Sort<Field>,
    fields: Readonly<Record<Field, string>>,
    instead: string,
  ): Sort<Field>
  /** Order, length and page of a list. */
  position<Field extends string>(
    fallback: ListPosition<Field>,
    fields: Readonly<Record<Field, string>>,
    instead: string,
  ): ListPosition<Field>
}

interface DaysNames {
  readonly range: string
  readonly from: string
  readonly to: string
}

const usualNames: DaysNames = { range: 'range', from: 'from', to: 'to' }

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

export function createAddressReader(search: string): AddressReader {
  const parameters = new URLSearchParams(search)
  const notices: string[] = []
  const reject = (name: string, instead: string): void => {
    notices.push(`Ignored unknown value “${name}=${shorten(parameters.get(name) ?? '')}”; ${instead}.`)
  }
  const word: AddressReader['word'] = (name, fallback, find, instead) => {
    const given = parameters.get(name)
    if (given === null || given === '') return fallback
    const found = find(given)
    if (found === undefined) reject(name, instead)
    return found ?? fallback
  }
  const customDays = (names: DaysNames): Days | null => {
    const from = parameters.get(names.from) ?? ''
    const to = parameters.get(names.to) ?? ''
    if (!from && !to) return null
    const fault = checkRange(from, to)
    if (!fault) return { from, to }
    notices.push(`The days “${shorten(from)}” to “${shorten(to)}” cannot be shown. ${fault}`)
    return null
  }
  const presetOf = (given: string): DateRangePreset | undefined =>
    Object.hasOwn(rangePresets, fromWord(given)) ? (fromWord(given) as DateRangePreset) : undefined

  function sort<Field extends string>(
    fallback: Sort<Field>,
    fields: Readonly<Record<Field, string>>,
    instead: string,
  ): Sort<Field> {
    const sortOf = (given: string): Sort<Field> | undefined => {
      const field = fromWord(given.replace(/^-/, ''))
      return Object.hasOwn(fields, field) ? { field: field as Field, descending: given.startsWith('-') } : undefined
    }
    return word('sort', fallback, sortOf, instead)
  }

  return {
    parameters,
    notices,
    word,
    ids(name, pattern, instead = 'what is not a number was left out') {
      const given = [...new Set((parameters.get(name) ?? '').split(',').filter(Boolean))]
      const known = given.filter((id) => pattern.test(id))
      if (known.length < given.length) reject(name, instead)
      return known
    },
    days: (fallback, instead, names = usualNames) =>
      customDays(names) ?? word<Days>(names.range, fallback, presetOf, instead),
    sort,
    position<Field extends string>(
      fallback: ListPosition<Field>,
      fields: Readonly<Record<Field, string>>,
      instead: string,
    ): ListPosition<Field> {
      const rowsOf = (given: string) => rowChoices.find((rows) => String(rows) === given)
      const after = parameters.get('after') || null
      return {
        sort: sort(fallback.sort, fields, instead),
        rows: word('rows', fallback.rows, rowsOf, `${fallback.rows} rows are shown`),
        after,
        page: after ? Math.max(2, Number.parseInt(parameters.get('page') ?? '2', 10) || 2) : 1,
      }
    },
  }
}

export const oneOf =
  <T extends string>(names: readonly T[]) =>
  (name: string): T | undefined =>
    names.find((known) => known === name)

/** Writes the days to a URL, unless they are the default. */
export function writeDays(search: URLSearchParams, days: Days, usual: Days, names: DaysNames = usualNames): void {
  if (typeof days === 'object') {
    search.set(names.from, days.from)
    search.set(names.to, days.to)
  } else if (days !== usual) search.set(names.range, toWord(days))
}

/** Writes the position in a list to a URL: only what differs from the default. */
export function writeListPosition<Field extends string>(
  search: URLSearchParams,
  { sort, rows, after, page }: ListPosition<Field>,
  usual: ListPosition<Field>,
): void {
  writeSort(search, sort, usual.sort)
  if (rows !== usual.rows) search.set('rows', String(rows))
  if (after) {
    search.set('after', after)
    search.set('page', String(page))
  }
}

/** Writes the order of a list to a URL, unless it is the default. */
export function writeSort(search: URLSearchParams, sort: Sort<string>, usual: Sort<string>): void {
  const word = wordOfSort(sort)
  if (word !== wordOfSort(usual)) search.set('sort', word)
}

const wordOfSort = ({ field, descending }: Sort<string>) => (descending ? '-' : '') + toWord(field)

/** Formats a URL. Commas and dots stay unescaped: they are legal in a query, and users read and paste these URLs. */
export function joinHref(path: string, search: URLSearchParams, fragment?: string): string {
  const query = search.toString().replaceAll('%2C', ',')
  return path + (query ? `?${query}` : '') + (fragment ? `#${fragment}` : '')
}

/** A part of a path without its escapes; as it is when they are broken. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
