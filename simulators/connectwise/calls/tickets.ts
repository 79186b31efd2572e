import type { SimResponse } from '../../control/handler.ts'
import { readRecordBody } from '../body.ts'
import type { Database } from '../database.ts'
import { ticketEntity } from '../fields/ticket.ts'
import { requireRight } from '../permissions.ts'
import { idOf, referenceTo } from '../references.ts'
import { invalidObject } from '../refusal.ts'
import { resolveReferences } from '../resolve-references.ts'
import type { WireRecord } from '../world.ts'
import { requireTicket, ticketArea } from './call.ts'
import type { Answer, TicketCollection } from './call.ts'
import { readPatch } from './patch.ts'
import { addNote } from './notes.ts'
import { defaultStatus, findStatus, firstClosedStatus, requireClosable, statusMarks } from './ticket-status.ts'

const texts = {
  initialDescription: 'detailDescriptionFlag',
  initialInternalAnalysis: 'internalAnalysisFlag',
  initialResolution: 'resolutionFlag',
} as const

/** `POST /service/tickets`: 201 with the whole ticket, which starts in its board's default status. */
export function createTicket(collection: TicketCollection): Answer {
  return ({ database, request, by }) => {
    requireRight(database.permissions(), { area: ticketArea(collection), action: 'add' })
    const given = readRecordBody(ticketEntity, request.body)
    requireFields(given)
    const { stored, initial } = split(given)
    const resolved = resolveReferences(database, ticketEntity, stored)
    const isProject = collection === 'projectTickets'
    const board = database.rows('boards').find((row) => (row['projectFlag'] === true) === isProject)
    const fallbacks = {
      ...(board === undefined ? {} : { board: referenceTo('boards', board) }),
      recordType: isProject ? 'ProjectTicket' : 'ServiceTicket',
    }
    const ticket = { ...fallbacks, ...resolved }
    const saved = database.save(collection, withStatus(database, ticket, resolved, by), by)
    for (const [name, flag] of Object.entries(texts)) {
      const text = initial[name]
      if (typeof text === 'string' && text !== '') addNote(database, saved.id, { text, [flag]: true }, by)
    }
    return { status: 201, body: saved }
  }
}

/** `PATCH /service/tickets/{id}`: 200 with the whole ticket as it is then. */
export function patchTicket(collection: TicketCollection): Answer {
  return (call) => {
    const ticket = requireTicket(call, collection, 'edit')
    const { stored } = split(readPatch(ticketEntity, call.request.body))
    return { status: 200, body: changeTicket(call.database, collection, ticket, stored, call.by) }
  }
}

/** `PUT /service/tickets/{id}`: blanks everything that is not sent, except fields maintained by the vendor. */
export function replaceTicket(collection: TicketCollection): Answer {
  return (call) => {
    const { database, by } = call
    const ticket = requireTicket(call, collection, 'edit')
    const given = readRecordBody(ticketEntity, call.request.body)
    requireFields(given)
    const kept = Object.fromEntries(
      Object.entries(ticket).filter(([name]) => ticketEntity.fields[name]?.isReadOnly === true || name === 'board'),
    )
    const resolved = resolveReferences(database, ticketEntity, split(given).stored)
    const base = { ...kept, status: ticket['status'], closedFlag: ticket['closedFlag'], ...resolved, id: ticket.id }
    return {
      status: 200,
      body: database.replace(collection, { ...withStatus(database, base, resolved, by), id: ticket.id }, by),
    }
  }
}

/** `DELETE /service/tickets/{id}`: 204. */
export function deleteTicket(collection: TicketCollection): Answer {
  return (call): SimResponse => {
    const ticket = requireTicket(call, collection, 'delete')
    call.database.remove(collection, ticket.id)
    return { status: 204 }
  }
}

/**
 * The ticket with the changes applied: a status is looked for on the board that the ticket is on then. `isHeldToRules`
 * is whether closing must meet the board's requirements.
 */
export function changeTicket(
  database: Database,
  collection: TicketCollection,
  ticket: WireRecord,
  changes: Record<string, unknown>,
  by: string,
  { isHeldToRules } = { isHeldToRules: true },
): WireRecord {
  const resolved = resolveReferences(database, ticketEntity, changes)
  const { closedFlag, ...rest } = resolved
  const boardId = idOf(resolved['board'] ?? ticket['board'])
  if (closedFlag !== undefined && rest['status'] === undefined && closedFlag !== ticket['closedFlag']) {
    const status = closedFlag === true ? firstClosedStatus(database, boardId) : defaultStatus(database, boardId)
    if (status !== undefined) rest['status'] = { id: status.id }
  }
  return database.save(collection, withStatus(database, { ...ticket, ...rest }, rest, by, isHeldToRules), by)
}

/** `ticket` with its status found and expanded, and with the fields of a closed or open ticket. */
function withStatus(
  database: Database,
  ticket: Record<string, unknown>,
  changes: Record<string, unknown>,
  by: string,
  isHeldToRules = true,
): Record<string, unknown> {
  const boardId = idOf(ticket['board'])
  if (changes['status'] === null) {
    throw invalidObject('ticket', {
      code: 'MissingRequiredField',
      message: 'The status field is required.',
      field: 'status',
    })
  }
  if (changes['status'] === undefined) {
    // The old status does not exist on another board.
    const isMoved = changes['board'] !== undefined
    const status = isMoved || ticket['status'] === undefined ? defaultStatus(database, boardId) : undefined
    return status === undefined ? ticket : { ...ticket, ...statusMarks(database, ticket, status, by) }
  }
  const status = findStatus(database, boardId, changes['status'] as Record<string, unknown>)
  const isClosing = status['closedStatus'] === true && ticket['closedFlag'] !== true
  if (isClosing && isHeldToRules) requireClosable(database, ticket as WireRecord)
  return { ...ticket, ...statusMarks(database, ticket, status, by) }
}

function split(values: Record<string, unknown>) {
  const entries = Object.entries(values)
  const isPassing = ([name]: [string, unknown]) => ticketEntity.fields[name]?.isWriteOnly === true
  return {
    stored: Object.fromEntries(entries.filter((entry) => !isPassing(entry))),
    initial: Object.fromEntries(entries.filter(isPassing)),
  }
}

function requireFields(values: Record<string, unknown>): void {
  const missing = ['summary', 'company'].filter((name) => (values[name] ?? '') === '')
  if (missing.length === 0) return
  throw invalidObject(
    'ticket',
    ...missing.map((name) => ({
      code: 'MissingRequiredField',
      message: `The ${name} field is required.`,
      field: name,
    })),
  )
}
