/*
 * Tolerant readers of single wire values (vendor fact sheet, "Wire formats"): numbers may come as strings, unset is
 * null or "", instants may lack their `Z`. Each gives null for what it cannot make sense of.
 */

/** A whole number, also when it is spelled as a string; negative ones occur in picklists. */
export function toInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*-?\d{1,16}\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

/** A finite number. */
export function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** Text that says something; null for blanks. */
export function toText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

export function toBoolean(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

/** Epoch milliseconds of an ISO instant; one without a zone is UTC, as Autotask's first answers were. */
export function toInstant(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(value)
  const instant = Date.parse(hasZone || !value.includes('T') ? value : `${value}Z`)
  return Number.isNaN(instant) ? null : instant
}

/** The day of a date-only field, which arrives as midnight UTC and belongs to no zone. */
export function toDay(value: unknown): string | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null
}
