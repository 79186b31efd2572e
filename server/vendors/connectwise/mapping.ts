import { combined, field, mandatory, mapping, nameOrId, record, type RecordOf } from '../kit/mapping.ts'
import { toBoolean, toHours, toNumber, toObject, toText, toTextOrEmpty } from '../kit/wire.ts'
import { toId, toInstant } from './wire.ts'

/*
 * The fields of each entity: its name in our record, its wire name, and how it is read. A security role can hide any
 * field, so all of them may be missing (fact sheet 3); a row without a mandatory one is dropped. Instants are epoch
 * milliseconds, hours are decimal, unset values are null.
 */

/** An id with its name; for a person the full name. */
export interface Ref {
  readonly id: number
  readonly name: string
}

/** Maps a reference: its name, or another identifier. */
function toRef(value: unknown): Ref | null {
  const row = toObject(value)
  const id = toId(row['id'])
  if (id === null) return null
  return { id, name: toText(row['name']) ?? toText(row['identifier']) ?? String(id) }
}

/** Placeholder for a mandatory reference of a ticket that the API member may not see. */
const unknown: Ref = { id: 0, name: 'Unknown' }

const id = mandatory(field('id', toId))

const flag = (value: unknown) => toBoolean(value) ?? false

export type TicketKind = 'service' | 'project'

/** @param path where it was read: the service path may list project tickets too, which identify themselves as such */
const ticketsAt = (path: TicketKind) =>
  mapping('tickets', {
    id,
    /** The path it belongs to: project tickets have their own notes and statuses. */
    kind: field('recordType', (value): TicketKind =>
      path === 'project' || toText(value)?.startsWith('Project') ? 'project' : 'service',
    ),
    summary: field('summary', toTextOrEmpty),
    status: field('status', (value) => toRef(value) ?? unknown),
    board: field('board', (value) => toRef(value) ?? unknown),
    company: field('company', toRef),
    contact: field('contact', toRef),
    owner: field('owner', toRef),
    priority: field('priority', toRef),
    recordType: field('recordType', toText),
    closed: field('closedFlag', flag),
    enteredAt: field('_info', (info) => toInstant(toObject(info)['dateEntered'])),
    updatedAt: field('_info', (info) => toInstant(toObject(info)['lastUpdated'])),
  })

/** Tickets by the path they are read at. */
export const tickets = { service: ticketsAt('service'), project: ticketsAt('project') }

export const boards = mapping('boards', {
  id,
  name: nameOrId('name'),
  /** No longer in use. */
  isInactive: field('inactiveFlag', flag),
})

/* Its `/info` variant and older versions spell the flags and the order differently: none is asked for by name. */
const statuses = record({
  id,
  name: nameOrId('name'),
  isClosed: combined(['closedStatus', 'closedFlag'], (row) => flag(row.closedStatus ?? row.closedFlag)),
  /** Can no longer be chosen; old tickets still have it. */
  isInactive: combined(['inactive', 'inactiveFlag'], (row) => flag(row.inactive ?? row.inactiveFlag)),
  sortOrder: combined(
    ['sortOrder', 'Sort', 'sort'],
    (row) => toNumber(row.sortOrder ?? row.Sort ?? row.sort) ?? Number.MAX_SAFE_INTEGER,
  ),
})

/** A status of a board. */
export type Status = RecordOf<typeof statuses>

export const toStatus = statuses.map

/** The flags of a note's tabs that customers see: discussion and resolution. */
const sharedFlags = ['detailDescriptionFlag', 'resolutionFlag', 'externalFlag'] as const

export const notes = mapping('notes', {
  id,
  text: field('text', toTextOrEmpty),
  author: combined(
    ['member', 'contact', 'createdBy'],
    (row) => (toRef(row.member) ?? toRef(row.contact))?.name ?? toText(row.createdBy),
  ),
  createdAt: combined(
    ['dateCreated', '_info'],
    (row) => toInstant(row.dateCreated) ?? toInstant(toObject(row._info)['dateEntered']),
  ),
  /** True if only visible to the provider. A note may be in several tabs at once. */
  internal: combined(sharedFlags, (row) => !sharedFlags.some((name) => toBoolean(row[name]))),
})

export const timeEntries = mapping('time entries', {
  id,
  /** The ticket or other object that the time is charged to. */
  chargeToId: field('chargeToId', toId),
  hours: field('actualHours', toHours),
  member: field('member', (value) => toRef(value)?.name ?? null),
  notes: field('notes', toText),
  startedAt: mandatory(field('timeStart', toInstant)),
})
