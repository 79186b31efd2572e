import { isId } from './conditions.ts'

/*
 * Tolerant readers of single wire values (fact sheet 3, 7): unset is absent, null or "", numbers have been seen as text,
 * spellings of a name differ by version. Each gives null for what it cannot make sense of.
 */

/** A whole number, also when it is spelled as a string. */
export function toInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*-?\d{1,16}\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

/** The id of a record: a whole number of 31 bits, as the vendor's are and as the graph can tell it. */
export function toId(value: unknown): number | null {
  const number = toInteger(value)
  return number !== null && isId(number) ? number : null
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

/** Also as the text `True` or `False`, in any case. */
export function toBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string' || !/^(true|false)$/i.test(value)) return null
  return value.toLowerCase() === 'true'
}

/** Epoch milliseconds of an ISO instant; one without a zone is UTC. */
export function toInstant(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return null
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(value)
  const instant = Date.parse(hasZone ? value : `${value}Z`)
  return Number.isNaN(instant) ? null : instant
}

/** The properties of an object; none of anything else. */
export function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
