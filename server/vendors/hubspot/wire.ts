import { asInstant, toBoolean, toDay, toInstant as toIsoInstant, toText } from '../kit/wire.ts'

/*
 * HubSpot's wire peculiarities, beyond the common readers (`../kit/wire.ts`): a property is text or null whatever its
 * type, ids are text with more digits than a number can hold, and instants can be epoch milliseconds.
 */

/** An id: digits beyond the safe integers, words, or GUIDs; a number is converted to text. */
export function toId(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  return toText(value)?.trim() ?? null
}

/** The id of a record of the CRM: digits. */
export function toRecordId(value: unknown): string | null {
  const id = toId(value)
  return id !== null && /^\d{1,20}$/.test(id) ? id : null
}

/** True for true, "true" and 1; false for anything else, since HubSpot omits unknown values. */
export const isTrue = (value: unknown): boolean => toBoolean(value) === true

/** Epoch milliseconds of an ISO instant, of a date (its first instant in UTC), or of epoch milliseconds as text. */
export function toInstant(value: unknown): number | null {
  if (typeof value === 'number') return asInstant(value)
  const text = typeof value === 'string' && value.length <= 40 ? value.trim() : ''
  return /^-?\d{8,15}$/.test(text) ? asInstant(Number(text)) : toIsoInstant(text)
}

/** A plain date, `2026-03-31`, which no zone may shift. Null for an instant. */
export function toBareDay(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : ''
  return text.length === 10 ? toDay(text) : null
}
