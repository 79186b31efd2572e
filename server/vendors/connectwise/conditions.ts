/*
 * ConnectWise's `conditions` are a small query language without parameters or string escapes: inserting a raw text
 * allows injection of arbitrary conditions (fact sheet 2.4). Build conditions only here, from typed parts.
 */

/** Rows per query by id; 100 ten-digit ids stay far below the URL limit of 2,000 characters. */
export const idsPerQuery = 100

/** Maximum ticket number: the vendor's are 32-bit. */
export const maxId = 2 ** 31 - 1

/** Maximum length of a search: the longest possible summary. */
const maxTextLength = 100
const minTextLength = 2

/** Whether it can be a record number. */
export const isId = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= maxId

/**
 * A parsed search: a number, words, both, or nothing to query. Normalized, so that the same search yields the same
 * query regardless of blanks and case.
 */
export interface SearchTerm {
  readonly id: number | null
  readonly text: string | null
}

/** Parses a search: control characters count as blanks, anything after 100 characters is ignored. */
export function readSearch(search: string): SearchTerm {
  const text = toSearchText(search)
  const number = /^#?\s*(\d{1,10})$/.exec(text)?.[1]
  const id = number !== undefined && Number(number) >= 1 && isId(Number(number)) ? Number(number) : null
  return { id, text: text.length >= minTextLength ? text : null }
}

/** Sanitizes a search text for a string literal of a condition, without its quotes. */
function toSearchText(search: string): string {
  // Truncate first: text beyond the longest summary need not be examined.
  const start = Math.max(0, search.search(/[^\s\p{Cc}]/u))
  const typed = search.slice(start, start + maxTextLength).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
  // Drop lone surrogates, typed or left by the truncation.
  const plain = typed.replaceAll(/\p{Cs}/gu, '').trim()
  // No literal can contain both kinds of quotes: drop one kind.
  const quotable = plain.includes('"') && plain.includes("'") ? plain.replaceAll('"', '') : plain
  // A trailing backslash might escape the closing quote; dropping it is harmless otherwise.
  return quotable.replace(/[\\\s]+$/, '').trim()
}

/** Builds a string literal. There is no escape: use the kind of quotes that the text does not contain. */
function quote(text: string): string {
  if (!text.includes('"')) return `"${text}"`
  if (!text.includes("'")) return `'${text}'`
  throw new Error('A text with both kinds of quotes fits into no literal.')
}

function number(value: number): string {
  if (!isId(value)) throw new Error('An id must be a whole number from 0 to 2^31-1.')
  return String(value)
}

/** The condition of a search; null if there is nothing to query. */
export function searchCondition({ id, text }: SearchTerm): string | null {
  const parts = [
    ...(id === null ? [] : [`id = ${number(id)}`]),
    ...(text === null ? [] : [`summary contains ${quote(text)}`]),
  ]
  return parts.length === 0 ? null : parts.join(' or ')
}

/** The condition of a raw search, for a fuzzer that compares it with another parser. */
export function conditionOfSearch(search: string): string | null {
  return searchCondition(readSearch(search))
}

/** `id in (1,2,3)`. */
export function idsCondition(ids: readonly number[]): string {
  return `id in (${ids.map(number).join(',')})`
}

/** Time entries charged to tickets of one kind. */
export function chargedToCondition(type: 'ServiceTicket' | 'ProjectTicket', ids: readonly number[]): string {
  return `chargeToType = "${type}" and chargeToId in (${ids.map(number).join(',')})`
}
