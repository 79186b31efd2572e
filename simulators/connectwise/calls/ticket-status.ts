import type { Database } from '../database.ts'
import { levelOf } from '../permissions.ts'
import { idOf, referenceTo } from '../references.ts'
import { invalidObject, noPermission } from '../refusal.ts'
import { findByKey, keyOf } from '../resolve-references.ts'
import { formatWireDate } from '../wire-date.ts'
import type { WireRecord } from '../world.ts'

/** The statuses of a board in their order. */
export function statusesOf(database: Database, boardId: number | undefined): WireRecord[] {
  return database
    .rows('statuses')
    .filter((status) => idOf(status['board']) === boardId)
    .sort((a, b) => Number(a['sortOrder']) - Number(b['sortOrder']))
}

/** The status a ticket starts in on a board. */
export function defaultStatus(database: Database, boardId: number | undefined): WireRecord | undefined {
  const statuses = statusesOf(database, boardId)
  return statuses.find((status) => status['defaultFlag'] === true) ?? statuses[0]
}

/** The board's default closed status: the first. */
export function firstClosedStatus(database: Database, boardId: number | undefined): WireRecord | undefined {
  return statusesOf(database, boardId).find((status) => status['closedStatus'] === true && status['inactive'] !== true)
}

/**
 * The status given by one key, looked for on the board alone. Throws the vendor's 400 (recorded live) for one that is
 * not there; an inactive one counts as missing.
 */
export function findStatus(
  database: Database,
  boardId: number | undefined,
  given: Record<string, unknown>,
): WireRecord {
  const { key, value } = keyOf(given)
  const status = findByKey(statusesOf(database, boardId), key, value)
  if (status !== undefined && status['inactive'] !== true) return status
  throw invalidObject('ticket', {
    code: 'NotFound',
    message: `Service Status ${String(value)} not found for Service Board ${boardId}`,
    field: `status/${key}`,
  })
}

/**
 * Throws the vendor's refusal when this ticket may not be closed: a missing permission, or a requirement of its board.
 */
export function requireClosable(database: Database, ticket: WireRecord): void {
  if (levelOf(database.permissions(), { area: 'closeServiceTickets', action: 'edit' }) === 'None') throw noPermission()
  const rule = database.get('closingRules', idOf(ticket['board']))
  if (rule === undefined) return
  // A board that closes in two steps answers a direct close as a missing permission.
  const after = rule['afterStatusId']
  const before = database.get('tickets', ticket.id) ?? database.get('projectTickets', ticket.id)
  if (after !== undefined && idOf(before?.['status']) !== after) throw noPermission()

  const missing = ((rule['requires'] as string[] | undefined) ?? []).filter(
    (demand) => !meets(database, ticket, demand),
  )
  if (missing.length > 0) {
    throw invalidObject(
      'ticket',
      ...missing.map((demand) => ({
        code: 'MissingRequiredField',
        message: `The ${demand} is required before the ticket can be closed.`,
        field: demand,
      })),
    )
  }
}

function meets(database: Database, ticket: WireRecord, demand: string): boolean {
  if (demand === 'type') return ticket['type'] !== undefined && ticket['type'] !== null
  if (demand === 'time') return database.rows('timeEntries').some((entry) => entry['chargeToId'] === ticket.id)
  return database.rows('notes').some((note) => note['ticketId'] === ticket.id && note['resolutionFlag'] === true)
}

/** The fields set when a ticket enters the status: for a closed one, when and by whom. */
export function statusMarks(database: Database, ticket: Record<string, unknown>, status: WireRecord, by: string) {
  const isClosed = status['closedStatus'] === true
  const wasClosed = ticket['closedFlag'] === true
  const closing = isClosed && !wasClosed ? { closedDate: formatWireDate(database.now()), closedBy: by } : {}
  return {
    status: referenceTo('statuses', status),
    closedFlag: isClosed,
    ...closing,
    ...(isClosed ? {} : { closedDate: null, closedBy: null }),
  }
}
