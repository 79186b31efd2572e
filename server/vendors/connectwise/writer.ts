/** A ticket as a write needs to know it: project tickets have paths and charge types of their own. */
export interface WritableTicket {
  readonly ticketId: number
  readonly isProject: boolean
}

/** A ticket as it is at this moment. */
export interface TicketNow extends WritableTicket {
  readonly board: { readonly id: number; readonly name: string }
  readonly statusId: number
}

/** A status of a board that can be chosen. */
export interface BoardStatusNow {
  readonly id: number
  readonly name: string
}

/** What bounds one call: when the signal fires, nothing of it may leave any more. */
export interface CallLimits {
  readonly signal: AbortSignal
}

export interface NoteToAdd {
  readonly text: string
  /** False: the customer sees it. */
  readonly internal: boolean
  /** Whose note it is; null: the API member's. */
  readonly memberIdentifier: string | null
}

export interface TimeToAdd {
  /** Epoch milliseconds, a whole second. */
  readonly startedAt: number
  readonly minutes: number
  readonly notes: string
  readonly memberIdentifier: string | null
  readonly workRole: string | null
  readonly workType: string | null
}

/** What to look for when a write's outcome is not known. */
export interface Trace {
  /** Stands in the text of what was written, and nowhere else. */
  readonly reference: string
  /** It cannot have been written before this instant, in epoch milliseconds. */
  readonly since: number
}

/**
 * Writes to one tenant's ConnectWise, and reads that must be of this moment: never cached, never repeated by itself.
 * Each makes its calls one after the other, and none once the signal has fired.
 *
 * @throws VendorError; a refusal for good carries ConnectWise's own words (see judge.ts), and of a write that threw anything
 *   else nobody knows whether it was stored
 */
export interface ConnectWiseWriter {
  /** The ticket, service or project; null when there is none or the API member may not see it. */
  readTicket(ticketId: number, limits: CallLimits): Promise<TicketNow | null>
  /** The statuses of a board that can be chosen, in the board's order. */
  statuses(boardId: number, limits: CallLimits): Promise<readonly BoardStatusNow[]>
  /** @returns ConnectWise's id of the note */
  addNote(ticket: WritableTicket, note: NoteToAdd, limits: CallLimits): Promise<number>
  /** The id of the note with this trace; null when all notes since then were read and none has it. */
  findNote(ticket: WritableTicket, trace: Trace, limits: CallLimits): Promise<number | null>
  /** @returns ConnectWise's id of the time entry */
  addTimeEntry(ticket: WritableTicket, time: TimeToAdd, limits: CallLimits): Promise<number>
  /** As `findNote`, for time entries. */
  findTimeEntry(ticket: WritableTicket, trace: Trace, limits: CallLimits): Promise<number | null>
  /** @returns the id of the status that the ticket has after it, which may be another: a "false 200" */
  setStatus(ticket: WritableTicket, statusId: number, limits: CallLimits): Promise<number>
}
