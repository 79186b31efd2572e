import { asInstant, toBoolean, toDay, toInstant as toIsoInstant, toText } from '../http/wire.ts'

/*
 * What HubSpot spells its own way, beside the readers of all vendors (`../http/wire.ts`): a property is text or null whatever
 * it means, ids are text with more digits than a number holds, and instants can be epoch milliseconds.
 */

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

/** True for true, "true" and 1; false for all else, since HubSpot leaves out what it does not know. */
export const isTrue = (value: unknown): boolean => toBoolean(value) === true

/** Epoch milliseconds of an ISO instant, of a day (its first moment in UTC), or of epoch milliseconds as text. */
export function toInstant(value: unknown): number | null {
  if (typeof value === 'number') return asInstant(value)
  const text = typeof value === 'string' && value.length <= 40 ? value.trim() : ''
  return /^-?\d{8,15}$/.test(text) ? asInstant(Number(text)) : toIsoInstant(text)
}

/** A value that is a day and nothing more, `2026-03-31`: no zone may shift it. Null for an instant. */
export function toBareDay(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : ''
  return text.length === 10 ? toDay(text) : null
}
