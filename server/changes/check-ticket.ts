import { inputError, notFound, type UserError } from '../errors/user-error.ts'
import type { ConnectWiseWriter } from '../vendors/connectwise/index.ts'
import type { Ticket } from '../vendors/connectwise/types.ts'
import { listStatuses } from './list-statuses.ts'
import type { WantedChange } from './wanted-change.ts'

/**
 * Asks ConnectWise whether the ticket exists and can have the status, as far as it responds before the signal aborts.
 *
 * @returns the ticket; undefined if ConnectWise is unavailable, in which case delivery reads it
 */
export async function checkTicket(
  { ticketId, statusId }: WantedChange,
  writer: ConnectWiseWriter,
  signal: AbortSignal,
): Promise<{ readonly ticket: Ticket | undefined } | { readonly wrong: UserError }> {
  const ticket = await writer.readTicket(ticketId, { signal }).catch(() => undefined)
  if (ticket === null) {
    const message = `There is no ticket ${ticketId} in ConnectWise, or its API member may not see it.`
    return { wrong: notFound(['ticketId'], message) }
  }
  if (!ticket || statusId === null) return { ticket }
  const statuses = await writer.statuses(ticket.board.id, { signal }).catch(() => undefined)
  if (!statuses || statuses.some(({ id }) => id === statusId)) return { ticket }
  const message = `The ticket cannot have the status ${statusId}. ${listStatuses(ticket, statuses)}`
  return { wrong: inputError(['statusId'], message) }
}
