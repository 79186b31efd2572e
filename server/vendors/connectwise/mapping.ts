import { mapping, type Mapping } from '../kit/mapping.ts'
import { isUnset, toBoolean, toNumber, toObject, toText, type WireRow } from '../kit/wire.ts'
import type { Board, Note, Ref, Status, Ticket, TicketKind, TimeEntry } from './types.ts'
import { toId, toInstant } from './wire.ts'

/*
 * Maps wire rows to our types: pure functions, one per entity. Each returns null for a row without its mandatory
 * fields, which is then dropped. A security role can hide any other field, so all of them may be missing (fact sheet 3).
 */

/** Maps a reference: its name, or another identifier. */
function toRef(value: unknown): Ref | null {
  const row = toObject(value)
  const id = toId(row['id'])
  if (id === null) return null
  return { id, name: toText(row['name']) ?? toText(row['identifier']) ?? String(id) }
}

/** Placeholder for a mandatory reference of a ticket that the API member may not see. */
const unknown: Ref = { id: 0, name: 'Unknown' }

/** @param path where it was read: the service path may list project tickets too, which identify themselves as such */
const ticketsAt = (path: TicketKind) =>
  mapping(
    'tickets',
    [
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
    ],
    (row): Ticket | null => {
      const id = toId(row.id)
      if (id === null) return null
      const recordType = toText(row.recordType)
      const info = toObject(row._info)
      return {
        id,
        kind: path === 'project' || recordType?.startsWith('Project') ? 'project' : 'service',
        summary: toText(row.summary) ?? '',
        status: toRef(row.status) ?? unknown,
        board: toRef(row.board) ?? unknown,
        company: toRef(row.company),
        contact: toRef(row.contact),
        owner: toRef(row.owner),
        priority: toRef(row.priority),
        recordType,
        closed: toBoolean(row.closedFlag) ?? false,
        enteredAt: toInstant(info['dateEntered']),
        updatedAt: toInstant(info['lastUpdated']),
      }
    },
  )

/** Tickets by the path they are read at. */
export const tickets: Readonly<Record<TicketKind, Mapping<Ticket>>> = {
  service: ticketsAt('service'),
  project: ticketsAt('project'),
}

export const boards = mapping('boards', ['id', 'name', 'inactiveFlag'], (row): Board | null => {
  const id = toId(row.id)
  if (id === null) return null
  return { id, name: toText(row.name) ?? String(id), isInactive: toBoolean(row.inactiveFlag) ?? false }
})

/** Maps a status of a board; its `/info` variant and older versions spell the flags differently. */
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

/** By the board's own order. */
export const inBoardOrder = (statuses: readonly Status[]): Status[] =>
  statuses.toSorted((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)

/** The flags of a note's tabs that customers see: discussion and resolution. */
const sharedFlags = ['detailDescriptionFlag', 'resolutionFlag', 'externalFlag'] as const

export const notes = mapping(
  'notes',
  ['id', 'text', ...sharedFlags, 'member', 'contact', 'dateCreated', 'createdBy', '_info'],
  (row): Note | null => {
    const id = toId(row.id)
    if (id === null) return null
    return {
      id,
      text: toText(row.text) ?? '',
      author: (toRef(row.member) ?? toRef(row.contact))?.name ?? toText(row.createdBy),
      createdAt: toInstant(row.dateCreated) ?? toInstant(toObject(row._info)['dateEntered']),
      // A note may be in several tabs at once.
      internal: !sharedFlags.some((flag) => toBoolean(row[flag])),
    }
  },
)

export const timeEntries = mapping(
  'time entries',
  ['id', 'chargeToId', 'actualHours', 'member', 'notes', 'timeStart'],
  (row): TimeEntry | null => {
    const id = toId(row.id)
    const startedAt = toInstant(row.timeStart)
    if (id === null || startedAt === null) return null
    return {
      id,
      chargeToId: toId(row.chargeToId),
      // Unset means no time yet; a value that is not a number means unknown.
      hours: isUnset(row.actualHours) ? 0 : toNumber(row.actualHours),
      member: toRef(row.member)?.name ?? null,
      notes: toText(row.notes),
      startedAt,
    }
  },
)
