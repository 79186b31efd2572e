import type { FieldDefinition } from '../fields/define-fields.ts'
import { serverError } from '../refusal.ts'
import { parseWireDate } from '../wire-date.ts'

/** The operand of a condition: numbers unchanged, dates as epoch milliseconds, texts in lower case. */
export type Comparable = number | string | boolean

/**
 * A value of a filter as the field's type wants it: numeric strings count as numbers, `"true"` as a boolean, a date
 * without zone as UTC. Null stays null, which no comparison meets, except that a boolean refuses it.
 */
export function coerceValue(field: FieldDefinition, value: unknown): Comparable | null {
  if (field.dataType === 'boolean') return coerceBoolean(value)
  if (value === null || value === undefined) return null
  if (field.dataType === 'string') return lowerText(value)
  if (field.dataType === 'datetime') {
    const instant = parseWireDate(value)
    if (Number.isNaN(instant)) throw serverError('String was not recognized as a valid DateTime.')
    return instant
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) {
    throw serverError('Input string was not in a correct format.')
  }
  return number
}

/** A value as text in lower case, the way texts are compared; null when there is none. */
export function lowerText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return (typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase()
}

function coerceBoolean(value: unknown): boolean {
  const text = lowerText(value)
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw serverError('String was not recognized as a valid Boolean.')
}
