import type { CallLimits } from '../../vendors/connectwise/index.ts'
import type { ChangeRecord, ChangeStepKind } from '../change-record.ts'
import { endsOfNote, endsOfTimeNotes } from '../compose-note.ts'
import { listStatuses } from '../list-statuses.ts'
import type { GrantedConnectWise } from './delivery-run.ts'

/** A change ready to send: whether it is a project ticket, and the status to set are known. */
export interface ReadyChange extends ChangeRecord {
  readonly isProject: boolean
}

/** @throws Error for a change that has to be resolved first */
export function ready(change: ChangeRecord): ReadyChange {
  const { isProject } = change
  if (isProject === null) throw new Error(`The ticket of the change ${change.id} is not known.`)
  return { ...change, isProject }
}

/**
 * Sends a step, once.
 *
 * @returns ConnectWise's id of the created record, or of the status set; null for a "false 200": ConnectWise accepted
 * the new status, but the ticket has another
 * @throws VendorError (see sort-failure.ts)
 */
export async function sendStep(
  change: ReadyChange,
  kind: ChangeStepKind,
  { writer, defaults }: GrantedConnectWise,
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
 * Looks for the record of an unanswered step.
 *
 * @param notThese ConnectWise ids known to belong to other changes
 * @returns as `sendStep`; null if it does not exist
 */
export async function findStep(
  change: ReadyChange,
  kind: ChangeStepKind,
  { writer }: GrantedConnectWise,
  notThese: ReadonlySet<number>,
  limits: CallLimits,
): Promise<number | null> {
  const { memberIdentifier, possiblySentSince, createdAt } = change
  const isRepeat = possiblySentSince !== null
  const since = isRepeat ? Math.min(possiblySentSince, createdAt) : createdAt
  switch (kind) {
    case 'NOTE':
      return writer.findNote(
        change,
        {
          text: change.note,
          internal: change.isInternal,
          memberIdentifier,
          since,
          notThese,
          ends: isRepeat ? endsOfNote(change) : undefined,
        },
        limits,
      )
    case 'TIME': {
      const { startedAt, minutes, timeNotes: notes } = change
      const ends = isRepeat ? endsOfTimeNotes(change) : undefined
      return writer.findTimeEntry(
        change,
        { startedAt, minutes, notes, memberIdentifier, since, notThese, ends },
        limits,
      )
    }
    case 'STATUS': {
      const wanted = statusOf(change)
      return (await writer.readTicket(change.ticketId, limits))?.status.id === wanted ? wanted : null
    }
  }
}

/**
 * Explains a refused status by listing the statuses of the ticket's board, so that it can be corrected. Returns the
 * vendor's message alone if the status is one of them, so that the cause is another, or if ConnectWise is unavailable.
 */
export async function explainRefusedStatus(
  change: ReadyChange,
  words: string,
  { writer }: GrantedConnectWise,
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

function statusOf({ id, statusId }: ReadyChange): number {
  if (statusId === null) throw new Error(`The change ${id} has no status to set.`)
  return statusId
}
