import type DataLoader from 'dataloader'
import type { Dated } from '../../cache/dated.ts'
import type { Note, Status, Ticket, TimeEntry } from './types.ts'

/** What one request can ask of one tenant's ConnectWise. What it gets is shared with other requests through the cache. */
export interface ConnectWiseLoaders {
  /** A ticket by its number, service or project; null when there is none or the API member may not see it. */
  readonly ticket: DataLoader<number, Dated<Ticket | null>>
  /** Tickets by number or words of the summary: open ones first, then the newest; at most 50. */
  tickets(search: string): Promise<Dated<readonly Ticket[]>>
  /** The 100 newest notes of a ticket, newest first. */
  notes(ticket: Ticket): Promise<Dated<readonly Note[]>>
  /** All time entries of a ticket, newest first. */
  timeEntries(ticket: Ticket): Promise<Dated<readonly TimeEntry[]>>
  /** The statuses of a board in its order, inactive ones included. */
  statuses(boardId: number): Promise<Dated<readonly Status[]>>
}
