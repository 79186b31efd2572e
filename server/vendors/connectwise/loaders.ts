import type { Aged } from '../../cache/aged.ts'
import type { Found } from '../kit/keyed-read.ts'
import { createRequestLoaders, type ById } from '../kit/request-loaders.ts'
import type { ConnectWiseReader } from './reader.ts'
import type { Ticket, TicketKind, TimeEntry } from './types.ts'

/** One request's loaders for one tenant's ConnectWise. Responses are shared with other requests through the cache. */
export interface ConnectWiseLoaders extends Pick<ConnectWiseReader, 'notes' | 'boards' | 'statuses'> {
  /** A service or project ticket by its number; null if there is none or the API member lacks permission. */
  readonly ticket: ById<Ticket | null>
  /** Tickets by number or words of the summary: open ones first, then the newest; at most 50. */
  tickets(search: string): Promise<Aged<readonly Ticket[]>>
  /** The time entries of a ticket, newest first. */
  timeEntries(ticket: Pick<Ticket, 'id' | 'kind'>): Promise<Aged<readonly TimeEntry[]>>
}

/* Time entries follow from tickets, found by number or by search (see batch-scheduler.ts); no load depends on them. */
const stage = { ticket: 0, timeEntries: 1, last: 2 }

/**
 * Creates one request's loaders. They batch but do not cache: repeated reads go to the cache, so that a field after a
 * mutation in the same operation sees its effect.
 */
export function createConnectWiseLoaders(reader: ConnectWiseReader): ConnectWiseLoaders {
  const loaders = createRequestLoaders()
  const batched = <T>(
    name: string,
    after: number,
    until: number,
    load: (ids: readonly number[]) => Promise<Found<T>>,
  ) => loaders.batched({ name, after, until: () => until }, load, { cache: false })

  const timeEntries: Record<TicketKind, ById<readonly TimeEntry[]>> = {
    service: batched('time entries', stage.timeEntries, stage.last, (ids) => reader.timeEntries('service', ids)),
    project: batched('time entries', stage.timeEntries, stage.last, (ids) => reader.timeEntries('project', ids)),
  }

  return {
    ticket: batched('tickets', stage.ticket, stage.ticket, reader.tickets),
    tickets: (search) => loaders.track(stage.ticket, reader.search(search)),
    notes: reader.notes,
    timeEntries: ({ id, kind }) => timeEntries[kind].load(id),
    boards: reader.boards,
    statuses: reader.statuses,
  }
}
