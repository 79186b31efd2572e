import { toInstant as toIsoInstant, toInteger } from '../kit/wire.ts'
import { isId } from './conditions.ts'

/*
 * ConnectWise's wire peculiarities, beyond the common readers (`../kit/wire.ts`; fact sheet 3, 7): unset is absent,
 * null or "", numbers have been observed as text, spellings of a name differ by version.
 */

/** A record id: an integer of 31 bits, as the vendor's are and the graph can represent. */
export function toId(value: unknown): number | null {
  const number = toInteger(value)
  return number !== null && isId(number) ? number : null
}

/** Epoch milliseconds of an ISO instant; UTC if it has no zone. A date alone is rejected. */
export function toInstant(value: unknown): number | null {
  return typeof value === 'string' && value.includes('T') ? toIsoInstant(value) : null
}
