import type { Database } from './database.ts'
import type { Entity, Field } from './fields/kinds.ts'
import { nameOf, referenceTo } from './references.ts'
import { invalidObject } from './refusal.ts'
import type { Collection, WireRecord } from './world.ts'

/** What a message calls a record of the collection. */
const labels: Partial<Record<Collection, string>> = {
  members: 'Member',
  companies: 'Company',
  contacts: 'Contact',
  boards: 'Service Board',
  workRoles: 'Work Role',
  workTypes: 'Work Type',
  types: 'Service Type',
  priorities: 'Priority',
  locations: 'Location',
}

/**
 * The values with every reference found by the one key it was given by (`id`, `identifier` or `name`, names in any case)
 * and expanded as answers have it. Statuses are left alone: they depend on the board. Throws 400 for one that is not there.
 */
export function resolveReferences(
  database: Database,
  entity: Entity,
  values: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = entity.fields[name]
      const isReference =
        field?.kind === 'reference' && field.to !== 'statuses' && value !== null && value !== undefined
      return [name, isReference ? resolve(database, entity, name, field, value as Record<string, unknown>) : value]
    }),
  )
}

function resolve(
  database: Database,
  entity: Entity,
  name: string,
  { to }: Field,
  given: Record<string, unknown>,
): unknown {
  const { key, value } = keyOf(given)
  const record = to === undefined ? undefined : findByKey(database.rows(to), key, value)
  if (to !== undefined && record !== undefined) return referenceTo(to, record)
  const label = (to === undefined ? undefined : labels[to]) ?? name
  throw invalidObject(entity.resource, {
    code: 'NotFound',
    message: `${label} ${String(value)} not found`,
    field: `${name}/${key}`,
  })
}

/** The key a reference was given by, the surest first. */
export function keyOf(given: Record<string, unknown>): { key: string; value: unknown } {
  const key = ['id', 'identifier', 'name', 'summary'].find((candidate) => (given[candidate] ?? null) !== null) ?? 'id'
  return { key, value: given[key] }
}

/** The record with this id, identifier or name; ids may be text. */
export function findByKey(rows: readonly WireRecord[], key: string, value: unknown): WireRecord | undefined {
  if (key === 'id') return rows.find(({ id }) => id === Number(value))
  const wanted = String(value).toLowerCase()
  return rows.find((row) => String(key === 'name' ? nameOf(row) : row[key]).toLowerCase() === wanted)
}
