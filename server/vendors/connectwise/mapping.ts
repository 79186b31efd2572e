import type { WireRow } from './client.ts'
import type { Board, Note, Ref, Status, Ticket, TicketKind, TimeEntry } from './types.ts'
import { isUnset } from '../http/wire.ts'
import { toBoolean, toId, toInstant, toNumber, toObject, toText } from './wire.ts'

/*
 * From the wire to our types: pure functions, one per entity. Each gives null for a row without what every such row must
 * have; the row is then left out. A security role can take any other field away, so all of them may be missing. `fields`
 * are the wire names to ask for (fact sheet 3).
 */

/** A reference: its name, or what else it is known by. */
function toRef(value: unknown): Ref | null {
  const row = toObject(value)
  const id = toId(row['id'])
  if (id === null) return null
  return { id, name: toText(row['name']) ?? toText(row['identifier']) ?? String(id) }
}

/** What stands for a reference that a ticket always has, where the API member may not see it. */
const unknown: Ref = { id: 0, name: 'Unknown' }

export const ticketFields = [
  'id',
  'summary',
  'status',
  'board',
  'company',
  'contact',
  'owner',
  'priority',
  'recordType',
  'closedFlag',
  '_info',
]

/** @param path where it was read: the service path may list project tickets too, which say so themselves */
export function toTicket(row: WireRow, path: TicketKind): Ticket | null {
  const id = toId(row['id'])
  if (id === null) return null
  const recordType = toText(row['recordType'])
  const info = toObject(row['_info'])
  return {
    id,
    kind: path === 'project' || recordType?.startsWith('Project') ? 'project' : 'service',
    summary: toText(row['summary']) ?? '',
    status: toRef(row['status']) ?? unknown,
    board: toRef(row['board']) ?? unknown,
    company: toRef(row['company']),
    contact: toRef(row['contact']),
    owner: toRef(row['owner']),
    priority: toRef(row['priority']),
    recordType,
    closed: toBoolean(row['closedFlag']) ?? false,
    enteredAt: toInstant(info['dateEntered']),
    updatedAt: toInstant(info['lastUpdated']),
  }
}

export const boardFields = ['id', 'name', 'inactiveFlag']

export function toBoard(row: WireRow): Board | null {
  const id = toId(row['id'])
  if (id === null) return null
  return { id, name: toText(row['name']) ?? String(id), isInactive: toBoolean(row['inactiveFlag']) ?? false }
}

/** A status of a board; its `/info` variant and older versions spell the flags otherwise. */
export function toStatus(row: WireRow): Status | null {
  const id = toId(row['id'])
  if (id === null) return null
  return {
    id,
    name: toText(row['name']) ?? String(id),
    isClosed: toBoolean(row['closedStatus'] ?? row['closedFlag']) ?? false,
    isInactive: toBoolean(row['inactive'] ?? row['inactiveFlag']) ?? false,
    sortOrder: toNumber(row['sortOrder'] ?? row['Sort'] ?? row['sort']) ?? Number.MAX_SAFE_INTEGER,
  }
}

export const noteFields = [
  'id',
  'text',
  'detailDescriptionFlag',
  'internalAnalysisFlag',
  'resolutionFlag',
  'externalFlag',
  'member',
  'contact',
  'dateCreated',
  'createdBy',
  '_info',
]

export function toNote(row: WireRow): Note | null {
  const id = toId(row['id'])
  if (id === null) return null
  return {
    id,
    text: toText(row['text']) ?? '',
    author: (toRef(row['member']) ?? toRef(row['contact']))?.name ?? toText(row['createdBy']),
    createdAt: toInstant(row['dateCreated']) ?? toInstant(toObject(row['_info'])['dateEntered']),
    // The customer sees discussion and resolution; a note may stand in several tabs at once.
    internal: !['detailDescriptionFlag', 'resolutionFlag', 'externalFlag'].some((flag) => toBoolean(row[flag])),
  }
}

export const timeEntryFields = ['id', 'chargeToId', 'chargeToType', 'actualHours', 'member', 'notes', 'timeStart']

export function toTimeEntry(row: WireRow): TimeEntry | null {
  const id = toId(row['id'])
  const startedAt = toInstant(row['timeStart'])
  if (id === null || startedAt === null) return null
  return {
    id,
    chargeToId: toId(row['chargeToId']),
    // Unset is no time yet; what is no number of hours leaves unknown how many they are.
    hours: isUnset(row['actualHours']) ? 0 : toNumber(row['actualHours']),
    member: toRef(row['member'])?.name ?? null,
    notes: toText(row['notes']),
    startedAt,
  }
}
