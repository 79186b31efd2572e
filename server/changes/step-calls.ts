import type { CallLimits } from '../vendors/connectwise/index.ts'
import type { Ticket } from '../vendors/connectwise/types.ts'
import type { ChangeRecord, ChangeStepKind } from './change-record.ts'
import type { OpenDoor } from './tenant-door.ts'

/** What is known of a change when one of its steps is sent: where the ticket is, and which status it gets. */
export interface ReadyChange extends ChangeRecord {
  readonly isProject: boolean
}

/**
 * Sends a step, once.
 *
 * @returns ConnectWise's id of what it made, or of the status it set; null for a "false 200": ConnectWise took the new status
 *   and the ticket has another
 * @throws VendorError (see sort-failure.ts)
 */
export async function sendStep(
  change: ReadyChange,
  kind: ChangeStepKind,
  { writer, defaults }: OpenDoor,
  limits: CallLimits,
): Promise<number | null> {
  const { memberIdentifier } = change
  switch (kind) {
    case 'NOTE':
      return writer.addNote(change, { text: change.note, internal: change.isInternal, memberIdentifier }, limits)
    case 'TIME': {
      const { startedAt, minutes, timeNotes: notes } = change
      const { workRole, workType } = defaults
      return writer.addTimeEntry(change, { startedAt, minutes, notes, memberIdentifier, workRole, workType }, limits)
    }
    case 'STATUS': {
      const wanted = statusOf(change)
      return (await writer.setStatus(change, wanted, limits)) === wanted ? wanted : null
    }
  }
}

/**
 * Looks for what a step that nobody answered may have left.
 *
 * @param notThese ConnectWise's ids of what is known to be of other changes
 * @returns as `sendStep`; null when it is not there
 */
export async function findStep(
  change: ReadyChange,
  kind: ChangeStepKind,
  { writer }: OpenDoor,
  notThese: ReadonlySet<number>,
  limits: CallLimits,
): Promise<number | null> {
  const { memberIdentifier, createdAt: since } = change
  switch (kind) {
    case 'NOTE':
      return writer.findNote(
        change,
        { text: change.note, internal: change.isInternal, memberIdentifier, since, notThese },
        limits,
      )
    case 'TIME': {
      const { startedAt, minutes, timeNotes: notes } = change
      return writer.findTimeEntry(change, { startedAt, minutes, notes, memberIdentifier, since, notThese }, limits)
    }
    case 'STATUS': {
      const wanted = statusOf(change)
      return (await writer.readTicket(change.ticketId, limits))?.status.id === wanted ? wanted : null
    }
  }
}

/**
 * The words of a refused status with the statuses that the ticket's board does have, for whoever is to mend it; the bare
 * words where the status is one of them, so that something else was wrong, or where ConnectWise cannot be asked.
 */
export async function explainRefusedStatus(
  change: ReadyChange,
  words: string,
  { writer }: OpenDoor,
  limits: CallLimits,
): Promise<string> {
  try {
    const ticket = await writer.readTicket(change.ticketId, limits)
    if (!ticket) return words
    const statuses = await writer.statuses(ticket.board.id, limits)
    if (statuses.some(({ id }) => id === change.statusId)) return words
    return `${words.replace(/\.?$/, '.')} ${listStatuses(ticket, statuses)}`
  } catch {
    return words
  }
}

/** The board's own statuses by id and name, as a sentence. */
export function listStatuses(
  { board }: Pick<Ticket, 'board'>,
  statuses: readonly { readonly id: number; readonly name: string }[],
): string {
  return `The board ${board.name} has: ${statuses.map(({ id, name }) => `${id} ${name}`).join(', ')}.`
}

function statusOf({ id, statusId }: ReadyChange): number {
  if (statusId === null) throw new Error(`The change ${id} has no status to set.`)
  return statusId
}
