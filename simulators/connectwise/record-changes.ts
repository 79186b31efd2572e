import { changeTicket } from './calls/tickets.ts'
import { ControlError } from '../control/control-error.ts'
import type { RecordChange } from '../control/handler.ts'
import { afterTime } from './calls/time-entries.ts'
import { touchTicket } from './calls/notes.ts'
import type { Database } from './database.ts'
import { entities } from './entities.ts'
import type { Entity } from './fields/kinds.ts'
import { readValue } from './body.ts'
import { referenceTo } from './references.ts'
import { Refusal } from './refusal.ts'
import { resolveReferences } from './resolve-references.ts'
import { formatWireDate } from './wire-date.ts'
import { collections } from './world.ts'
import type { Collection, PermissionRecord } from './world.ts'

/** The member recorded as the author of changes made here. */
const person = 'zadmin'

/**
 * Applies a change of `POST /__sim/records` to one company's system: records are merged by `id`, a new or missing id makes
 * a new record, references may be given by one key as in the API. Statuses are not held to their boards' rules for
 * closing. Throws `ControlError` with nothing changed.
 */
export function changeRecords(databases: ReadonlyMap<string, Database>, change: RecordChange): unknown {
  const database = databases.get(change.company ?? '')
  if (database === undefined) {
    throw new ControlError(`company: ${change.company ?? '(none)'} is none of ${[...databases.keys()].join(', ')}`)
  }
  if (change.collection === 'permissions') return changePermissions(database, change)
  const collection = collections.find((name) => name === change.collection)
  if (collection === undefined) {
    throw new ControlError(`collection: ${change.collection} is none of ${collections.join(', ')}, permissions`)
  }
  const values = change.upsert.map((record) => checkRecord(database, entities[collection], record))
  const ids = change.delete.map(Number)
  const missing = ids.filter((id) => database.get(collection, id) === undefined)
  if (missing.length > 0) throw new ControlError(`delete: ${collection} has no id ${missing.join(', ')}`)

  const upserted = values.map((value) => save(database, collection, value))
  for (const id of ids) remove(database, collection, id)
  return { company: change.company, collection, upserted, deleted: ids }
}

function save(database: Database, collection: Collection, values: Record<string, unknown>): number {
  if (collection === 'tickets' || collection === 'projectTickets') return saveTicket(database, collection, values)
  const isNew = database.get(collection, values['id'] as number | undefined) === undefined
  const marks = isNew && collection === 'notes' ? noteMarks(database) : {}
  const record = database.save(collection, { ...marks, ...values }, person)
  if (collection === 'notes') touchTicket(database, Number(record['ticketId']), person)
  if (collection === 'timeEntries') afterTime(database, record, person)
  return record.id
}

function saveTicket(
  database: Database,
  collection: 'tickets' | 'projectTickets',
  values: Record<string, unknown>,
): number {
  const before = database.get(collection, values['id'] as number | undefined)
  const isProject = collection === 'projectTickets'
  const board = database.rows('boards').find((row) => (row['projectFlag'] === true) === isProject)
  const fresh = {
    recordType: isProject ? 'ProjectTicket' : 'ServiceTicket',
    ...(board === undefined ? {} : { board: referenceTo('boards', board) }),
  }
  const id = values['id']
  const ticket = before ?? database.save(collection, { ...(id === undefined ? {} : { id }), ...fresh }, person)
  try {
    const given = before === undefined ? { ...fresh, ...values } : values
    return changeTicket(database, collection, ticket, { ...given, id: ticket.id }, person, { isHeldToRules: false }).id
  } catch (error) {
    if (before === undefined) database.remove(collection, ticket.id)
    throw asControlError(error)
  }
}

/** The fields that the vendor adds to a note. */
function noteMarks(database: Database) {
  return {
    detailDescriptionFlag: false,
    internalAnalysisFlag: false,
    resolutionFlag: false,
    dateCreated: formatWireDate(database.now()),
    createdBy: person,
  }
}

function remove(database: Database, collection: Collection, id: number): void {
  const record = database.get(collection, id)
  database.remove(collection, id)
  if (collection === 'notes') touchTicket(database, Number(record?.['ticketId']), person)
  if (collection === 'timeEntries' && record !== undefined) afterTime(database, record, person)
}

const levels = ['None', 'My', 'All']

function changePermissions(database: Database, change: RecordChange): unknown {
  const known = new Map(database.permissions().map((permission) => [permission.id, permission]))
  if (change.delete.length > 0) throw new ControlError('delete: a permission cannot be deleted, only set to None')
  for (const { id, ...rights } of change.upsert) {
    if (!known.has(String(id)))
      throw new ControlError(`upsert.id: permissions has no id ${String(id)}: ${[...known.keys()].join(', ')}`)
    for (const [name, level] of Object.entries(rights)) {
      const isRight = ['inquire', 'add', 'edit', 'delete'].includes(name) && levels.includes(String(level))
      if (!isRight) throw new ControlError(`upsert.${name}: give inquire, add, edit or delete as ${levels.join(', ')}`)
    }
  }
  for (const values of change.upsert) database.savePermission(values as Partial<PermissionRecord> & { id: string })
  return {
    company: change.company,
    collection: 'permissions',
    upserted: change.upsert.map(({ id }) => id),
    deleted: [],
  }
}

function checkRecord(database: Database, entity: Entity, record: Record<string, unknown>): Record<string, unknown> {
  const { id } = record
  if (id !== undefined && !Number.isInteger(id)) throw new ControlError('upsert.id: is not an integer')
  try {
    const values = Object.entries(record).map(([name, value]) => {
      const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
      if (field === undefined) throw new ControlError(`upsert.${name}: ${entity.typeName} has no such field`)
      return [name, readValue(entity, name, field, value)]
    })
    return resolveReferences(database, entity, Object.fromEntries(values) as Record<string, unknown>)
  } catch (error) {
    throw asControlError(error)
  }
}

/** What the API would refuse is refused here as well, with the same message. */
function asControlError(error: unknown): unknown {
  return error instanceof Refusal ? new ControlError(String(error.response.body)) : error
}
