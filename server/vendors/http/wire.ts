/*
 * Tolerant readers of single wire values, the same for every vendor: what is unset is absent, null or "", numbers and
 * booleans have been seen as text, and any value may be nonsense. Each gives null for what it cannot make sense of, and
 * none of them throws. What only one vendor spells its own way is in that vendor's `wire.ts`.
 */

/** A row as a vendor sends it; only the vendor's mapping looks inside. */
export type WireRow = Readonly<Record<string, unknown>>

/** An object; no list, no null, no bare value. */
export const isRow = (value: unknown): value is WireRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The rows of a list; what is no row is left out, and what is no list has none. */
export const rowsIn = (value: unknown): WireRow[] => (Array.isArray(value) ? value.filter(isRow) : [])

/** Absent, null or blank: the vendor says nothing, as against something that makes no sense. */
export const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** Text that says something; null for blanks. */
export function toText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** No number of any vendor is spelled longer than this, and longer text is not looked into. */
const maxNumberLength = 100
const decimalText = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i
const integerText = /^-?\d{1,16}$/

/** Trimmed text that may spell a number; a number becomes its text. */
function spelled(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.length <= maxNumberLength ? value.trim() : ''
}

/** An exact decimal as text, such as `1234.50`; exponents of more than three digits are no amount of anything. */
export function toDecimal(value: unknown): string | null {
  const text = spelled(value)
  return decimalText.test(text) ? text.replace(/^\+/, '') : null
}

/**
 * A measure, such as hours or seconds: finite, and no larger than what whole numbers are exact up to (9,007,199,254,740,991),
 * so that sums of any number of them stay finite.
 */
export function toNumber(value: unknown): number | null {
  const text = spelled(value)
  const number = decimalText.test(text) ? Number(text) : NaN
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : null
}

/** A whole number that is held exactly, also when it is spelled as text; negative ones occur in picklists. */
export function toInteger(value: unknown): number | null {
  const number = typeof value === 'string' && integerText.test(spelled(value)) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

/** The largest number that a field of type `Int` can say: https://spec.graphql.org/October2021/#sec-Int */
export const maxCount = 2 ** 31 - 1

/** A count: a whole number from 0 to 2,147,483,647, which is what the graph's `Int` can say. Nothing is rounded or cut. */
export function toCount(value: unknown): number | null {
  const number = toInteger(value)
  return number !== null && number >= 0 && number <= maxCount ? number : null
}

/** True and false, also as text in any case, and as 1 and 0. */
export function toBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : ''
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : null
}

/* No record is older or newer. Outside of that are the placeholders of systems behind the vendors: the years 1 and 9999. */
const firstInstant = Date.UTC(1900, 0, 1)
const endOfInstants = Date.UTC(9999, 0, 1)

/** Epoch milliseconds from 1900 to 9998; null for anything else. */
export function asInstant(epochMs: number): number | null {
  return Number.isInteger(epochMs) && epochMs >= firstInstant && epochMs < endOfInstants ? epochMs : null
}

const instantText = /^\d{4}-\d{2}-\d{2}([T ]|$)/
const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i
const maxInstantLength = 40

/** Epoch milliseconds of an ISO instant; one without a zone is UTC, and a day alone is its first moment in UTC. */
export function toInstant(value: unknown): number | null {
  const text = typeof value === 'string' && value.length <= maxInstantLength ? value.trim() : ''
  if (!instantText.test(text)) return null
  return asInstant(Math.floor(Date.parse(text.length === 10 || hasZone.test(text) ? text : `${text}Z`)))
}

/** The day at the head of a value that means one, such as midnight UTC of a date; it belongs to no zone. */
export function toDay(value: unknown): string | null {
  const day = typeof value === 'string' && instantText.test(value) ? value.slice(0, 10) : ''
  const instant = toInstant(day)
  // 30 February is read as 2 March: only a day that comes out as it went in is one.
  return instant !== null && new Date(instant).toISOString().startsWith(day) ? day : null
}
