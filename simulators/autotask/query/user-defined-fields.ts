import type { Table } from '../table.ts'
import type { WireRecord } from '../world.ts'

interface UserDefinedValue {
  name: string
  value: string | null
}

/** The name, in its own spelling, of a user-defined field that any record of the table carries; else undefined. */
export function findUserDefinedField(table: Table, name: string): string | undefined {
  return userDefinedFieldNames(table).find((known) => known.toLowerCase() === name.toLowerCase())
}

/** The names of the user-defined fields in the table, in order of appearance: the tenant has those its records carry. */
export function userDefinedFieldNames(table: Table): string[] {
  if (!table.entity.hasUserDefinedFields) return []
  const names = new Set<string>()
  for (const record of table.rows()) for (const { name } of valuesOf(record)) names.add(name)
  return [...names]
}

/** The record's value of the field; null when it has none. */
export function userDefinedValue(record: WireRecord, name: string): string | null {
  return valuesOf(record).find((field) => field.name === name)?.value ?? null
}

function valuesOf(record: WireRecord): UserDefinedValue[] {
  return record['userDefinedFields'] as UserDefinedValue[]
}
