import { parseObject } from '../body.ts'
import type { Database } from '../database.ts'
import { entities } from '../entities.ts'
import type { Entity } from '../fields/kinds.ts'
import { memberInfoEntity } from '../fields/people.ts'
import { statusInfoEntity, ticketInfoEntity, workRoleLocationEntity } from '../fields/setup.ts'
import { requireRight } from '../permissions.ts'
import type { Area } from '../permissions.ts'
import { filterOf, parameter, readCount, readPage } from '../query/read-page.ts'
import { selectFields } from '../query/select-fields.ts'
import { idOf, nameOf, referenceTo } from '../references.ts'
import { recordNotFound } from '../refusal.ts'
import { findByKey } from '../resolve-references.ts'
import type { Collection, WireRecord } from '../world.ts'
import type { Answer, Call } from './call.ts'

/** A list of records that can be read in every way the vendor has. */
export interface Source {
  entity: Entity
  /** Every one of these rights is needed. */
  areas: readonly Area[]
  /** Throws 404 when what the path names is not there. */
  rows(call: Call): readonly WireRecord[]
  /** How the last part of the path names one; by id unless given. */
  find?(rows: readonly WireRecord[], name: string): WireRecord | undefined
}

/** The records of a collection as they are. */
export function collectionSource(collection: Collection, ...areas: Area[]): Source {
  return { entity: entities[collection], areas, rows: ({ database }) => database.rows(collection) }
}

/** `GET <list>`. */
export function list(source: Source): Answer {
  return (call) => readPage(source.entity, rowsOf(source, call), call.request, filterOf(call.request), call.origin)
}

/** `GET <list>/count`. */
export function count(source: Source): Answer {
  return (call) => readCount(source.entity, rowsOf(source, call), call.request)
}

/** `GET <list>/{id}`, which takes `fields` too. */
export function get(source: Source): Answer {
  return (call) => {
    const name = call.params['id'] ?? ''
    const rows = rowsOf(source, call)
    const record = (source.find ?? ((all, id) => findByKey(all, 'id', id)))(rows, name)
    if (record === undefined) throw recordNotFound(source.entity.label, name)
    return { status: 200, body: selectFields(parameter(call.request, 'fields'))(record) }
  }
}

const searchNames = [
  'conditions',
  'orderBy',
  'childConditions',
  'childconditions',
  'customFieldConditions',
  'customfieldconditions',
]

/** `POST <list>/search`: the filters in the body, page and fields in the query string. */
export function search(source: Source): Answer {
  return (call) => {
    const body = parseObject(call.request.body, 'FilterValues', searchNames)
    const text = (...names: string[]) => {
      const value = names.map((name) => body[name]).find((found) => found !== undefined)
      return typeof value === 'string' ? value : undefined
    }
    const filter = {
      conditions: text('conditions'),
      orderBy: text('orderBy'),
      childConditions: text('childConditions', 'childconditions'),
      customFieldConditions: text('customFieldConditions', 'customfieldconditions'),
    }
    return readPage(source.entity, rowsOf(source, call), call.request, filter, call.origin)
  }
}

function rowsOf(source: Source, call: Call): readonly WireRecord[] {
  for (const area of source.areas) requireRight(call.database.permissions(), { area, action: 'inquire' })
  return source.rows(call)
}

/** The statuses of the board that the path names. */
export const boardStatuses: Source = {
  entity: entities.statuses,
  areas: ['tableSetup'],
  rows: ({ database, params }) => statusesOfBoard(database, params['boardId'] ?? ''),
}

/** The same, as `/info` has them. */
export const boardStatusInfos: Source = {
  entity: statusInfoEntity,
  areas: ['serviceTickets'],
  rows: ({ database, params }) =>
    statusesOfBoard(database, params['boardId'] ?? '').map((status) => ({
      id: status.id,
      name: status['name'],
      sortOrder: status['sortOrder'],
      defaultFlag: status['defaultFlag'],
      inactiveFlag: status['inactive'],
      closedFlag: status['closedStatus'],
      _info: status['_info'],
    })),
}

function statusesOfBoard(database: Database, boardId: string): WireRecord[] {
  if (database.get('boards', Number(boardId)) === undefined) throw recordNotFound('Board', boardId)
  return database.rows('statuses').filter((status) => idOf(status['board']) === Number(boardId))
}

/** Tickets of a kind as `/info` has them. */
export const ticketInfos: Source = {
  entity: ticketInfoEntity,
  areas: ['serviceTickets'],
  rows: ({ database }) =>
    database.rows('tickets').map(({ id, summary, company, _info }) => ({ id, summary, company, _info })),
}

/** Members, found by identifier in the path as well. */
export const members: Source = {
  ...collectionSource('members', 'memberMaintenance'),
  find: findMember,
}

/** The light shape of members, which needs no right of its own. */
export const memberInfos: Source = {
  entity: memberInfoEntity,
  areas: [],
  rows: ({ database }) =>
    database.rows('members').map((member) => ({
      id: member.id,
      identifier: member['identifier'],
      firstName: member['firstName'],
      middleInitial: member['middleInitial'],
      lastName: member['lastName'],
      fullName: nameOf(member),
      defaultEmail: member['officeEmail'],
      licenseClass: member['licenseClass'],
      inactiveFlag: member['inactiveFlag'],
      _info: member['_info'],
    })),
  find: findMember,
}

function findMember(rows: readonly WireRecord[], name: string): WireRecord | undefined {
  return findByKey(rows, /^\d+$/.test(name) ? 'id' : 'identifier', name)
}

/** Where the role that the path names is valid. */
export const workRoleLocations: Source = {
  entity: workRoleLocationEntity,
  areas: ['tableSetup'],
  rows({ database, params }) {
    const role = database.get('workRoles', Number(params['workRoleId']))
    if (role === undefined) throw recordNotFound('WorkRole', params['workRoleId'] ?? '')
    return ((role['locationIds'] as number[] | undefined) ?? []).flatMap((locationId, index) => {
      const location = database.get('locations', locationId)
      if (location === undefined) return []
      const id = role.id * 100 + index
      return [{ id, workRole: referenceTo('workRoles', role), location: referenceTo('locations', location) }]
    })
  },
}

/** References to the time entries of a ticket: ids alone. */
export const ticketTimeEntries: Source = {
  entity: entities.timeEntries,
  areas: ['serviceTickets', 'billingViewTime'],
  rows({ database, params }) {
    const ticket = database.get('tickets', Number(params['ticketId']))
    if (ticket === undefined) throw recordNotFound('Ticket', params['ticketId'] ?? '')
    return database
      .rows('timeEntries')
      .filter((entry) => entry['chargeToId'] === ticket.id && entry['chargeToType'] === 'ServiceTicket')
      .map(({ id, _info }) => ({ id, _info }))
  },
}
