import { isRow, toInstant as toIsoInstant, toInteger } from '../http/wire.ts'
import { isId } from './conditions.ts'

/*
 * What ConnectWise spells its own way, beside the readers of all vendors (`../http/wire.ts`; fact sheet 3, 7): unset is
 * absent, null or "", numbers have been seen as text, spellings of a name differ by version.
 */

export { toBoolean, toInteger, toNumber, toText } from '../http/wire.ts'

/** The id of a record: a whole number of 31 bits, as the vendor's are and as the graph can tell it. */
export function toId(value: unknown): number | null {
  const number = toInteger(value)
  return number !== null && isId(number) ? number : null
}

/** Epoch milliseconds of an ISO instant; one without a zone is UTC, and a day alone is none. */
export function toInstant(value: unknown): number | null {
  return typeof value === 'string' && value.includes('T') ? toIsoInstant(value) : null
}

/** The properties of an object; none of anything else. */
export const toObject = (value: unknown): Readonly<Record<string, unknown>> => (isRow(value) ? value : {})
