import { readRecordBody } from '../body.ts'
import type { Database } from '../database.ts'
import { allNoteEntity, noteEntity } from '../fields/note.ts'
import { requireRight } from '../permissions.ts'
import { referenceTo } from '../references.ts'
import { invalidObject, recordNotFound } from '../refusal.ts'
import { resolveReferences } from '../resolve-references.ts'
import { filterOf, readCount, readPage } from '../query/read-page.ts'
import { formatWireDate } from '../wire-date.ts'
import type { WireRecord } from '../world.ts'
import { requireTicket, ticketArea } from './call.ts'
import type { Answer, Call, TicketCollection } from './call.ts'
import { readPatch } from './patch.ts'

const displayFlags = ['detailDescriptionFlag', 'internalAnalysisFlag', 'resolutionFlag'] as const

/** `GET …/notes`: without the texts of time entries. */
export function listNotes(collection: TicketCollection): Answer {
  return (call) => readPage(noteEntity, notesOf(call, collection), call.request, filterOf(call.request), call.origin)
}

/** `GET …/notes/count`. */
export function countNotes(collection: TicketCollection): Answer {
  return (call) => readCount(noteEntity, notesOf(call, collection), call.request)
}

/** `GET …/notes/{id}`. */
export function getNote(collection: TicketCollection): Answer {
  return (call) => ({ status: 200, body: requireNote(call, collection) })
}

/** `POST …/notes`: 201 with the note. Its author is the member given, else the one whose keys these are. */
export function createNote(collection: TicketCollection): Answer {
  return (call) => {
    const { database, request, by } = call
    const ticket = requireTicket(call, collection, 'add')
    const values = readRecordBody(noteEntity, request.body)
    return { status: 201, body: addNote(database, ticket.id, values, by) }
  }
}

/** `PATCH …/notes/{id}`, and `PUT`, which blanks what is not sent. */
export function changeNote(collection: TicketCollection): Answer {
  return (call) => {
    const { database, request, by } = call
    const note = requireNote(call, collection, 'edit')
    const isPatch = request.method === 'PATCH'
    const values = isPatch ? readPatch(noteEntity, request.body) : readRecordBody(noteEntity, request.body)
    const { processNotifications: _, ...changes } = resolveReferences(database, noteEntity, values)
    const kept = Object.fromEntries(
      Object.entries(note).filter(
        ([name]) => isPatch || noteEntity.fields[name]?.isReadOnly === true || name === 'member',
      ),
    )
    const whole = { ...kept, ...changes, id: note.id }
    requireNoteFields(whole)
    return { status: 200, body: database.replace('notes', { ...whole, ...visibility(whole) }, by) }
  }
}

/** `DELETE …/notes/{id}`: 204. */
export function deleteNote(collection: TicketCollection): Answer {
  return (call) => {
    call.database.remove('notes', requireNote(call, collection, 'delete').id)
    return { status: 204 }
  }
}

/** Stores a note of values as a body has them. Throws the vendor's refusals over flags, text and author. */
export function addNote(database: Database, ticketId: number, values: Record<string, unknown>, by: string): WireRecord {
  const { processNotifications: _, ...given } = resolveReferences(database, noteEntity, values)
  requireNoteFields(given)
  const author = database.rows('members').find((member) => member['identifier'] === by)
  const hasAuthor = (given['member'] ?? given['contact'] ?? null) !== null
  const flags = Object.fromEntries([...displayFlags, 'issueFlag', 'customerUpdatedFlag'].map((flag) => [flag, false]))
  const note = database.save(
    'notes',
    {
      ticketId,
      ...flags,
      ...given,
      ...(hasAuthor || author === undefined ? {} : { member: referenceTo('members', author) }),
      dateCreated: formatWireDate(database.now()),
      createdBy: by,
      ...visibility(given),
    },
    by,
  )
  touchTicket(database, ticketId, by)
  return note
}

/** Work on a ticket updates its own last-update timestamp. */
export function touchTicket(database: Database, ticketId: number, by: string): void {
  for (const collection of ['tickets', 'projectTickets'] as const) {
    if (database.get(collection, ticketId) !== undefined) database.save(collection, { id: ticketId }, by)
  }
}

/** `GET …/allNotes`: notes and texts of time entries, told apart by `noteType`. */
export function listAllNotes(collection: TicketCollection): Answer {
  return (call) => {
    const ticket = requireTicket(call, collection, 'inquire')
    const common = {
      ticket: referenceTo(collection, ticket),
      isMarkdownFlag: false,
      bundledFlag: false,
      mergedFlag: false,
    }
    const notes = call.database.rows('notes').filter((note) => note['ticketId'] === ticket.id)
    const entries = call.database
      .rows('timeEntries')
      .filter((entry) => entry['chargeToId'] === ticket.id && (entry['notes'] ?? '') !== '')
    const rows: WireRecord[] = [
      ...notes.map((note) => ({
        ...Object.fromEntries(Object.entries(note).filter(([name]) => Object.hasOwn(allNoteEntity.fields, name))),
        ...common,
        id: note.id,
        noteType: 'TicketNote',
        originalAuthor: note['createdBy'],
      })),
      ...entries.map((entry) => ({
        ...common,
        id: entry.id,
        noteType: 'TimeEntryNote',
        text: entry['notes'],
        detailDescriptionFlag: entry['addToDetailDescriptionFlag'] === true,
        internalAnalysisFlag: entry['addToInternalAnalysisFlag'] === true,
        resolutionFlag: entry['addToResolutionFlag'] === true,
        timeStart: entry['timeStart'],
        timeEnd: entry['timeEnd'],
        member: entry['member'],
        originalAuthor: entry['enteredBy'],
        _info: entry['_info'],
      })),
    ]
    return readPage(allNoteEntity, rows, call.request, filterOf(call.request), call.origin)
  }
}

function notesOf(call: Call, collection: TicketCollection): WireRecord[] {
  const ticket = requireTicket(call, collection, 'inquire')
  return call.database.rows('notes').filter((note) => note['ticketId'] === ticket.id)
}

function requireNote(
  call: Call,
  collection: TicketCollection,
  action: 'inquire' | 'edit' | 'delete' = 'inquire',
): WireRecord {
  const ticket = requireTicket(call, collection, 'inquire')
  requireRight(call.database.permissions(), { area: ticketArea(collection), action })
  const id = call.params['id'] ?? ''
  const note = call.database.get('notes', Number(id))
  if (note === undefined || note['ticketId'] !== ticket.id) throw recordNotFound('ServiceNote', id)
  return note
}

function requireNoteFields(values: Record<string, unknown>): void {
  if (!displayFlags.some((flag) => values[flag] === true)) {
    throw invalidObject('serviceNote', {
      code: 'InvalidField',
      message: 'Please choose where to display the notes in order to save this record.',
      field: 'detailDescriptionFlag',
    })
  }
  if (typeof values['text'] !== 'string' || values['text'].trim() === '') {
    throw invalidObject('serviceNote', {
      code: 'MissingRequiredField',
      message: 'The text field is required.',
      field: 'text',
    })
  }
}

/** Discussion and resolution are seen by the customer, the internal analysis is not. */
function visibility(values: Record<string, unknown>) {
  const isExternal = values['detailDescriptionFlag'] === true || values['resolutionFlag'] === true
  return { internalFlag: values['internalAnalysisFlag'] === true, externalFlag: isExternal }
}
