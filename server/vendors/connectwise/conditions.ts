/*
 * ConnectWise's `conditions` are a small language without parameters, and without an escape inside of strings: whoever
 * puts a text into them as it is lets its writer ask for anything (fact sheet 2.4). So conditions are made here, out of
 * typed parts, and nowhere else.
 */

/** Rows in a question by id; 100 ten-digit ids stay far below the 2,000 characters an address may have. */
export const idsPerQuery = 100

/** A ticket's number at most: the vendor's are 32-bit. */
export const maxId = 2 ** 31 - 1

/** As much of a search as counts: the longest summary there can be. */
const maxTextLength = 100
const minTextLength = 2

/** Whether it can be the number of a record. */
export const isId = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= maxId

/**
 * What is behind a search field: a number, words, both, or nothing that could be asked for. The same search always gives
 * the same question, whatever blanks and case it was typed with.
 */
export interface SearchTerm {
  readonly id: number | null
  readonly text: string | null
}

/** Reads a search as people type it: control characters count as blanks, what is behind 100 characters not at all. */
export function readSearch(search: string): SearchTerm {
  const text = toSearchText(search)
  const number = /^#?\s*(\d{1,10})$/.exec(text)?.[1]
  const id = number !== undefined && Number(number) >= 1 && isId(Number(number)) ? Number(number) : null
  return { id, text: text.length >= minTextLength ? text : null }
}

/** The text of a search as it can stand in a string literal of a condition, without its quotes. */
function toSearchText(search: string): string {
  // Cut first: what is behind the end of the longest summary is not even looked at.
  const start = Math.max(0, search.search(/[^\s\p{Cc}]/u))
  const typed = search.slice(start, start + maxTextLength).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
  // Half a character, typed or left over by the cut, is none.
  const plain = typed.replaceAll(/\p{Cs}/gu, '').trim()
  // With both kinds of quotes in it no literal could hold it: one kind has to go.
  const quotable = plain.includes('"') && plain.includes("'") ? plain.replaceAll('"', '') : plain
  // Harmless if a backslash is only that, and safe if it were an escape of the quote behind it.
  return quotable.replace(/[\\\s]+$/, '').trim()
}

/** A string literal. There is no escape: the quotes are of the kind that the text does not have. */
function quote(text: string): string {
  if (!text.includes('"')) return `"${text}"`
  if (!text.includes("'")) return `'${text}'`
  throw new Error('A text with both kinds of quotes fits into no literal.')
}

function number(value: number): string {
  if (!isId(value)) throw new Error('An id must be a whole number from 0 to 2^31-1.')
  return String(value)
}

/** The condition of a search; null when there is nothing to ask for. */
export function searchCondition({ id, text }: SearchTerm): string | null {
  const parts = [
    ...(id === null ? [] : [`id = ${number(id)}`]),
    ...(text === null ? [] : [`summary contains ${quote(text)}`]),
  ]
  return parts.length === 0 ? null : parts.join(' or ')
}

/** The condition of a search straight from what was typed: what a fuzzer compares with another's parse. */
export function conditionOfSearch(search: string): string | null {
  return searchCondition(readSearch(search))
}

/** `id in (1,2,3)`. */
export function idsCondition(ids: readonly number[]): string {
  return `id in (${ids.map(number).join(',')})`
}

/** Time entries of tickets of one kind. */
export function chargedToCondition(type: 'ServiceTicket' | 'ProjectTicket', ids: readonly number[]): string {
  return `chargeToType = "${type}" and chargeToId in (${ids.map(number).join(',')})`
}
