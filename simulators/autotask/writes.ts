import type { SimRequest, SimResponse } from '../control/handler.ts'
import type { Database } from './database.ts'
import { findField } from './entities.ts'
import type { EntityDefinition } from './entities.ts'
import { methodNotAllowed, serverError } from './refusal.ts'
import { formatWireDate, parseWireDate } from './wire-date.ts'

/**
 * `POST` creates, `PATCH` changes the fields it names, `PUT` also nulls those it leaves out; the latter two have the id
 * in the body. All answer `{itemId}`, not the record. `fixed` are fields that the route itself sets.
 */
export function writeRecord(
  database: Database,
  entity: EntityDefinition,
  request: SimRequest,
  fixed: Record<string, unknown> = {},
): SimResponse {
  const isCreation = request.method === 'POST'
  const isReplacement = request.method === 'PUT'
  if (isCreation ? !entity.canCreate : !(entity.canUpdate && ['PATCH', 'PUT'].includes(request.method))) {
    throw methodNotAllowed(request.method)
  }
  const { id, ...given } = { ...readValues(entity, request.body), ...fixed }
  if (isCreation || isReplacement) requireFields(entity, given)
  if (isCreation) return { status: 200, body: { itemId: database.save(entity.collection, given) } }

  if (typeof id !== 'number' || database.table(entity.collection).get(id) === undefined) throw noSuchRecord('update')
  const omitted = isReplacement ? entity.fields.filter(({ isReadOnly }) => !isReadOnly) : []
  const nulls = Object.fromEntries(omitted.map(({ name }) => [name, null]))
  return { status: 200, body: { itemId: database.save(entity.collection, { ...nulls, ...given, id }) } }
}

/** `DELETE …/{id}`. */
export function deleteRecord(database: Database, entity: EntityDefinition, id: number): SimResponse {
  if (!entity.canDelete) throw methodNotAllowed('DELETE')
  if (!database.remove(entity.collection, id)) throw noSuchRecord('delete')
  return { status: 200, body: { itemId: id } }
}

/** The fields the entity knows, in its own spelling; unknown and read-only ones are silently ignored. */
function readValues(entity: EntityDefinition, body: string): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(parseBody(body))) {
    const field = findField(entity, name)
    if (field === undefined || (field.isReadOnly && field.name !== 'id')) continue
    values[field.name] = field.dataType === 'datetime' && value !== null ? readDate(value) : value
  }
  return values
}

function parseBody(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Falls through to the vendor's refusal.
  }
  throw serverError('Value cannot be null.\r\nParameter name: entity')
}

function readDate(value: unknown): string {
  const instant = parseWireDate(value)
  if (Number.isNaN(instant)) throw serverError('String was not recognized as a valid DateTime.')
  return formatWireDate(instant)
}

function requireFields(entity: EntityDefinition, values: Record<string, unknown>): void {
  const missing = entity.fields.filter(
    ({ name, isRequired, isReadOnly }) => isRequired && !isReadOnly && (values[name] ?? null) === null,
  )
  if (missing.length > 0) throw serverError(...missing.map(({ name }) => `Missing Required Field: ${name}.`))
}

function noSuchRecord(verb: 'update' | 'delete') {
  return serverError(
    'No message. No matching records found. ' +
      `The logged in Resource may not have the required permissions to ${verb} the data.`,
  )
}
