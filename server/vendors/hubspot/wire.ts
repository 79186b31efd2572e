/*
 * Tolerant readers of single wire values. A property is text or null whatever it means, `""` is unset, numbers can be
 * "N/A", and instants come as ISO text with 0 to 3 fraction digits or as epoch milliseconds. Each gives null for what it
 * cannot make sense of.
 */

/** Text that says something; null for blanks. */
export function toText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** An id: digits beyond what a number holds safely, words, or GUIDs; a number becomes text. */
export function toId(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  return toText(value)?.trim() ?? null
}

/** The id of a record of the CRM: digits. */
export function toRecordId(value: unknown): string | null {
  const id = toId(value)
  return id !== null && /^\d{1,20}$/.test(id) ? id : null
}

/** An exact decimal; a hundred digits, or exponents of more than three, are no amount of anything. */
export function toDecimal(value: unknown): string | null {
  const text = (typeof value === 'number' ? String(value) : toText(value))?.trim() ?? ''
  if (text.length > 100) return null
  return /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d{1,3})?$/i.test(text) ? text.replace(/^\+/, '') : null
}

/** A finite number. */
export function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** True for true and "true", whatever the case. */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true')
}

/** Epoch milliseconds of an ISO instant, of a day (its first moment in UTC), or of epoch milliseconds as text. */
export function toInstant(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null
  const text = toText(value)?.trim()
  if (text === undefined) return null
  if (/^-?\d{8,15}$/.test(text)) return Number(text)
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text)
  const instant = Date.parse(hasZone || !text.includes('T') ? text : `${text}Z`)
  return Number.isNaN(instant) ? null : instant
}
