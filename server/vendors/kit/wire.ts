/*
 * Lenient readers of single wire values, common to all vendors: unset is absent, null or "", numbers and booleans have
 * been observed as text, and any value may be invalid. Each returns null for invalid values; none throws.
 * Vendor-specific spellings are in that vendor's `wire.ts`.
 */

/** A row as a vendor sends it; only the vendor's mapping interprets it. */
export type WireRow = Readonly<Record<string, unknown>>

/** Whether it is an object: not a list, null or a scalar. */
export const isRow = (value: unknown): value is WireRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object; an empty one for anything else. */
export const toObject = (value: unknown): WireRow => (isRow(value) ? value : {})

/** The rows of a list, without other elements; empty for anything that is not a list. */
export const rowsIn = (value: unknown): WireRow[] => (Array.isArray(value) ? value.filter(isRow) : [])

/** Absent, null or blank, as opposed to invalid. */
export const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** A non-blank text; otherwise null. */
export function toText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** A text; empty if it is unset or invalid. */
export const toTextOrEmpty = (value: unknown): string => toText(value) ?? ''

/** Maximum length of a number; longer text is not examined. */
const maxNumberLength = 100
const decimalText = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i
const integerText = /^-?\d{1,16}$/

/** Trimmed text that may be a number; a number is converted to text. */
function spelled(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.length <= maxNumberLength ? value.trim() : ''
}

/** An exact decimal as text, such as `1234.50`; rejects exponents of more than three digits as implausible. */
export function toDecimal(value: unknown): string | null {
  const text = spelled(value)
  return decimalText.test(text) ? text.replace(/^\+/, '') : null
}

/**
 * A measure, such as hours or seconds: finite, and at most the largest safe integer (9,007,199,254,740,991), so that
 * sums of any number of them stay finite.
 */
export function toNumber(value: unknown): number | null {
  const text = spelled(value)
  const number = decimalText.test(text) ? Number(text) : NaN
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : null
}

/** Hours of work: unset means none yet; null is a value that is not a number, and means unknown. */
export const toHours = (value: unknown): number | null => (isUnset(value) ? 0 : toNumber(value))

/** A safe integer, or its text; negative ones occur in picklists. */
export function toInteger(value: unknown): number | null {
  const number = typeof value === 'string' && integerText.test(spelled(value)) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

/** Maximum value of the type `Int`: https://spec.graphql.org/October2021/#sec-Int */
export const maxCount = 2 ** 31 - 1

/** A count: an integer from 0 to 2,147,483,647, which the graph's `Int` can represent. Never rounds or truncates. */
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

/* The range of valid instants. Systems behind the vendors use the years 1 and 9999 as placeholders. */
const firstInstant = Date.UTC(1900, 0, 1)
const endOfInstants = Date.UTC(9999, 0, 1)

/** Epoch milliseconds from 1900 to 9998; null for anything else. */
export function asInstant(epochMs: number): number | null {
  return Number.isInteger(epochMs) && epochMs >= firstInstant && epochMs < endOfInstants ? epochMs : null
}

const instantText = /^\d{4}-\d{2}-\d{2}([T ]|$)/
const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i
const maxInstantLength = 40

/** Epoch milliseconds of an ISO instant; UTC if it has no zone. A date alone is its first instant in UTC. */
export function toInstant(value: unknown): number | null {
  const text = typeof value === 'string' && value.length <= maxInstantLength ? value.trim() : ''
  if (!instantText.test(text)) return null
  return asInstant(Math.floor(Date.parse(text.length === 10 || hasZone.test(text) ? text : `${text}Z`)))
}

/** The leading date of a value that means a day, such as midnight UTC; independent of time zones. */
export function toDay(value: unknown): string | null {
  const day = typeof value === 'string' && instantText.test(value) ? value.slice(0, 10) : ''
  const instant = toInstant(day)
  // 30 February parses as 2 March: a valid day survives the round trip.
  return instant !== null && new Date(instant).toISOString().startsWith(day) ? day : null
}
