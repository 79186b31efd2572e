import { ControlError } from '../control/control-error.ts'
import type { RecordChange } from '../control/handler.ts'
import type { Database } from './database.ts'
import { entities } from './entities.ts'
import type { EntityDefinition } from './entities.ts'
import { ticketMarks } from './ticket-marks.ts'
import type { TicketMarks } from './ticket-marks.ts'
import { formatWireDate, parseWireDate } from './wire-date.ts'
import { collections } from './world.ts'
import type { Collection } from './world.ts'

/**
 * Applies a change of `POST /__sim/records`: records are merged by `id`, a new or missing id makes a new record. Returns
 * the ids written and removed. Throws `ControlError` for an unknown collection, field, date, id or `marks`, with nothing
 * changed.
 *
 * `marks` (`both`, `activity`, `tracked`, `none`) says which change marks of the tickets move, or of the tickets of time
 * entries. Without it, that follows from the kind of change.
 *
 * `picklists` takes rows `{entity, field, value, label, …}` and adds each to its list, also where the list has the value
 * already, as lists of long-lived accounts have.
 */
export function changeRecords(database: Database, change: RecordChange): unknown {
  const marks = readMarks(change)
  if (change.collection === 'picklists') return addToPicklists(database, change)
  const collection = collections.find((name) => name === change.collection)
  if (collection === undefined) {
    throw new ControlError(`collection: ${change.collection} is none of ${[...collections, 'picklists'].join(', ')}`)
  }
  const values = change.upsert.map((record) => checkRecord(entities[collection], record))
  const ids = change.delete.map(Number)
  const missing = ids.filter((id) => database.table(collection).get(id) === undefined)
  if (missing.length > 0) throw new ControlError(`delete: ${collection} has no id ${missing.join(', ')}`)

  const upserted = values.map((value) => database.save(collection, value, marks))
  for (const id of ids) database.remove(collection, id)
  return { collection, upserted, deleted: ids }
}

/** The collections whose changes move marks of tickets. */
const takesMarks: readonly string[] = ['Tickets', 'TimeEntries'] satisfies Collection[]

function readMarks({ collection, marks, delete: ids }: RecordChange): TicketMarks | undefined {
  if (marks === undefined) return undefined
  const names = Object.keys(ticketMarks) as TicketMarks[]
  const known = names.find((name) => name === marks)
  if (known === undefined) throw new ControlError(`marks: ${marks} is none of ${names.join(', ')}`)
  if (!takesMarks.includes(collection)) {
    throw new ControlError(`marks: ${collection} takes none, only ${takesMarks.join(' and ')} do`)
  }
  if (ids.length > 0 && known !== 'none') throw new ControlError('marks: a deletion moves none')
  return known
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

const usualValue = { isDefaultValue: false, sortOrder: 0, parentValue: '', isActive: true, isSystem: false }

function addToPicklists({ picklists }: Database, { collection, upsert, delete: gone }: RecordChange): unknown {
  if (gone.length > 0) throw new ControlError('delete: values of picklists are not taken away')
  const rows = upsert.map(({ entity, field, value, label, ...more }) => {
    const list = picklists[String(entity)]?.[String(field)]
    if (!list) throw new ControlError(`upsert: ${String(entity)} has no picklist ${String(field)}`)
    if (typeof value !== 'string' || typeof label !== 'string') {
      throw new ControlError('upsert: value and label are text')
    }
    return { list, row: { ...usualValue, ...more, value, label } }
  })
  for (const { list, row } of rows) list.push(row)
  return { collection, upserted: upsert, deleted: [] }
}
