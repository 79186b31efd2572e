import type { Collection } from '../world.ts'

/** One property of a record: what it may hold in a body, and how it is compared in conditions. */
export interface Field {
  kind: 'integer' | 'number' | 'boolean' | 'date' | 'text' | 'enum' | 'reference' | 'list' | 'object'
  /** Of a text, in characters. */
  maxLength?: number
  /** Of an enum. */
  values?: readonly string[]
  /** Of a reference; absent where the simulated systems hold none of what it points to. */
  to?: Collection
  /** What a body says of it is taken and ignored. */
  isReadOnly?: boolean
  /** Used by the write itself and never shown. */
  isWriteOnly?: boolean
}

export const integer: Field = { kind: 'integer' }
export const number: Field = { kind: 'number' }
export const boolean: Field = { kind: 'boolean' }
export const date: Field = { kind: 'date' }
export const list: Field = { kind: 'list' }
export const object: Field = { kind: 'object' }
export const text = (maxLength?: number): Field =>
  maxLength === undefined ? { kind: 'text' } : { kind: 'text', maxLength }
export const oneOf = (...values: string[]): Field => ({ kind: 'enum', values })
export const reference = (to?: Collection): Field =>
  to === undefined ? { kind: 'reference' } : { kind: 'reference', to }
export const readOnly = (field: Field): Field => ({ ...field, isReadOnly: true })
export const writeOnly = (field: Field): Field => ({ ...field, isWriteOnly: true })

/** A kind of record. */
export interface Entity {
  /** As errors about a body's properties name it: `Ticket`. */
  typeName: string
  /** As errors about a body's values name it: `ticket`. */
  resource: string
  /** As a 404 names it: `Ticket`. */
  label: string
  fields: Record<string, Field>
}
