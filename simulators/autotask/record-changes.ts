import { ControlError } from '../control/control-error.ts'
import type { RecordChange } from '../control/handler.ts'
import type { Database } from './database.ts'
import { entities } from './entities.ts'
import type { EntityDefinition } from './entities.ts'
import { formatWireDate, parseWireDate } from './wire-date.ts'
import { collections } from './world.ts'

/**
 * Applies a change of `POST /__sim/records`: records are merged by `id`, a new or missing id makes a new record. Returns
 * the ids written and removed. Throws `ControlError` for an unknown collection, field, date or id, with nothing changed.
 */
export function changeRecords(database: Database, change: RecordChange): unknown {
  const collection = collections.find((name) => name === change.collection)
  if (collection === undefined) {
    throw new ControlError(`collection: ${change.collection} is none of ${collections.join(', ')}`)
  }
  const values = change.upsert.map((record) => checkRecord(entities[collection], record))
  const ids = change.delete.map(Number)
  const missing = ids.filter((id) => database.table(collection).get(id) === undefined)
  if (missing.length > 0) throw new ControlError(`delete: ${collection} has no id ${missing.join(', ')}`)

  const upserted = values.map((value) => database.save(collection, value))
  for (const id of ids) database.remove(collection, id)
  return { collection, upserted, deleted: ids }
}

function checkRecord(entity: EntityDefinition, record: Record<string, unknown>): Record<string, unknown> {
  const { id } = record
  if (id !== undefined && !Number.isInteger(id)) throw new ControlError('upsert.id: is not an integer')
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, checkValue(entity, name, value)]))
}

function checkValue(entity: EntityDefinition, name: string, value: unknown): unknown {
  if (name === 'userDefinedFields' && entity.hasUserDefinedFields) return value
  const field = entity.fields.find((candidate) => candidate.name === name)
  if (field === undefined) throw new ControlError(`upsert.${name}: ${entity.collection} has no such field`)
  if (field.dataType !== 'datetime' || value === null) return value
  const instant = parseWireDate(value)
  if (Number.isNaN(instant)) throw new ControlError(`upsert.${name}: is not a date`)
  return formatWireDate(instant)
}
