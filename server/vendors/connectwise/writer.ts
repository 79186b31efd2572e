import { toInteger, toObject, type WireRow } from '../kit/wire.ts'
import { chargedToCondition } from './conditions.ts'
import { connectWiseErrors, readIfPermitted } from './classify-response.ts'
import type { CallLimits, ConnectWiseClient } from './client.ts'
import { verificationPageSize } from './config.ts'
import { findWritten } from './find-written.ts'
import { tickets } from './mapping.ts'
import { readStatuses } from './read-statuses.ts'
import {
  recogniseNote,
  recognisedNoteFields,
  recognisedTimeFields,
  recogniseTimeEntry,
  type SentNote,
  type SentTime,
  type WrittenNote,
  type WrittenTime,
} from './recognise.ts'
import type { ConnectWiseAccount, Status, Ticket, TicketKind } from './types.ts'

/** A ticket as needed for a write: project tickets have their own paths and charge types. */
export interface WritableTicket {
  readonly ticketId: number
  readonly isProject: boolean
}

export interface TimeToAdd extends SentTime {
  readonly workRole: string | null
  readonly workType: string | null
}

/**
 * Writes to one tenant's ConnectWise, and uncached reads. A write is sent at most once.
 *
 * @throws VendorError from every method. A ConnectWiseRefusal has ConnectWise's own message; after any other error of a
 * write it is unknown whether it was stored
 */
export interface ConnectWiseWriter {
  /** Reads the ticket's current state, service or project; null if there is none or the API member lacks permission. */
  readTicket(ticketId: number, limits: CallLimits): Promise<Ticket | null>
  /** The statuses of a board that can be chosen, in the board's order. */
  statuses(boardId: number, limits: CallLimits): Promise<readonly Status[]>
  /** @returns ConnectWise's id of the note */
  addNote(ticket: WritableTicket, note: SentNote, limits: CallLimits): Promise<number>
  /**
   * The id of the note that is this one (see recognise.ts), found while the notes are read page by page; null when all of
   * them were read that are not older than it, and none is. A page that cannot be read proves nothing, unless an earlier one had it.
   */
  findNote(ticket: WritableTicket, note: WrittenNote, limits: CallLimits): Promise<number | null>
  /** @returns ConnectWise's id of the time entry */
  addTimeEntry(ticket: WritableTicket, time: TimeToAdd, limits: CallLimits): Promise<number>
  /** Like `findNote`, for time entries. */
  findTimeEntry(ticket: WritableTicket, time: WrittenTime, limits: CallLimits): Promise<number | null>
  /** @returns the id of the status that the ticket has afterwards, which may be another: a "false 200" */
  setStatus(ticket: WritableTicket, statusId: number, limits: CallLimits): Promise<number>
}

/**
 * Creates a tenant's writer. `client` must not queue a write that has its slot: the timeout of a call starts at its
 * submission.
 */
export function createConnectWiseWriter(client: ConnectWiseClient, account: ConnectWiseAccount): ConnectWiseWriter {
  async function ticketAt(kind: TicketKind, ticketId: number, { signal }: CallLimits): Promise<Ticket | null> {
    const row = await client.one(account, `${kind}/tickets/${ticketId}`, signal)
    if (!row) return null
    const ticket = tickets[kind].map(row)
    if (ticket?.id !== ticketId) throw connectWiseErrors.error('VENDOR_BAD_RESPONSE')
    return ticket
  }

  return {
    /* GET /service/tickets/{id}; returns 404 for a project ticket, although numbers look alike (fact sheet 3.1). */
    async readTicket(ticketId, limits) {
      const ticket = await ticketAt('service', ticketId, limits)
      return ticket ?? readIfPermitted(() => ticketAt('project', ticketId, limits), null)
    },

    async statuses(boardId, { signal }) {
      const statuses = await readStatuses(client, account, boardId, signal)
      return statuses.filter(({ isInactive }) => !isInactive)
    },

    /* POST /service/tickets/{id}/notes: at least one of the display flags (fact sheet 3.2). */
    async addNote(ticket, { text, internal, memberIdentifier }, limits) {
      const body = {
        text,
        ...(internal ? { internalAnalysisFlag: true } : { detailDescriptionFlag: true }),
        ...byIdentifier('member', memberIdentifier),
      }
      const path = `${pathOf(ticket)}/notes`
      return idOf(await client.write(account, { method: 'POST', path, body }, limits))
    },

    async findNote(ticket, note, { signal }) {
      const query = { path: `${pathOf(ticket)}/notes`, orderBy: 'id desc', pageSize: verificationPageSize }
      const pages = client.pages(account, { ...query, fields: recognisedNoteFields }, signal)
      const found = await findWritten(pages, note, 'text', (row) => recogniseNote(row, note))
      return found && idOf(found)
    },

    /*
     * POST /time/entries: start, end and hours must agree, dates without fractions (fact sheet 3.3). The note covers
     * the ticket's tabs, so none of the flags is set.
     */
    async addTimeEntry(ticket, time, limits) {
      const body = { chargeToId: ticket.ticketId, chargeToType: chargeTypeOf(ticket), ...toWireTime(time) }
      return idOf(await client.write(account, { method: 'POST', path: 'time/entries', body }, limits))
    },

    async findTimeEntry(ticket, time, { signal }) {
      const conditions = chargedToCondition(chargeTypeOf(ticket), [ticket.ticketId])
      const query = { path: 'time/entries', conditions, orderBy: 'id desc', pageSize: verificationPageSize }
      // Do not filter by start in the conditions: servers have been observed to interpret it in their own time zone.
      const pages = client.pages(account, { ...query, fields: recognisedTimeFields }, signal)
      const found = await findWritten(pages, time, 'notes', (row) => recogniseTimeEntry(row, time))
      return found && idOf(found)
    },

    /* PATCH /service/tickets/{id} with the whole reference, the form without known false 200s (fact sheet 3.4). */
    async setStatus(ticket, statusId, limits) {
      const body = [{ op: 'replace', path: 'status', value: { id: statusId } }]
      const row = await client.write(account, { method: 'PATCH', path: pathOf(ticket), body }, limits)
      return idOf(toObject(row['status']))
    },
  }
}

const pathOf = ({ ticketId, isProject }: WritableTicket) => `${isProject ? 'project' : 'service'}/tickets/${ticketId}`

const chargeTypeOf = ({ isProject }: WritableTicket) => (isProject ? 'ProjectTicket' : 'ServiceTicket')

const toWireTime = ({ startedAt, minutes, notes, memberIdentifier, workRole, workType }: TimeToAdd) => ({
  timeStart: toWireDate(startedAt),
  timeEnd: toWireDate(startedAt + minutes * 60_000),
  actualHours: Math.round((minutes / 60) * 100) / 100,
  notes,
  ...byIdentifier('member', memberIdentifier),
  ...(workRole === null ? {} : { workRole: { name: workRole } }),
  ...(workType === null ? {} : { workType: { name: workType } }),
})

const byIdentifier = (name: string, identifier: string | null) =>
  identifier === null ? {} : { [name]: { identifier } }

/** `2026-01-05T12:30:00Z`: ConnectWise rejects fractions of a second (fact sheet 0.1). */
const toWireDate = (instant: number) => new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** @throws VendorError `VENDOR_BAD_RESPONSE` for a row without an id, which proves nothing */
function idOf(row: WireRow): number {
  const id = toInteger(row['id'])
  if (id === null || id <= 0) throw connectWiseErrors.error('VENDOR_BAD_RESPONSE')
  return id
}
