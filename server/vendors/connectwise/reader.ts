import type { AccountCache, CachePolicy } from '../../cache/cache.ts'
import type { Aged } from '../../cache/aged.ts'
import { groupByKey, uniqueById } from '../kit/align.ts'
import { digest } from '../kit/cache-keys.ts'
import { readKeyed, type Found } from '../kit/keyed-read.ts'
import { mapRows } from '../kit/mapping.ts'
import { connectWiseErrors } from './classify-response.ts'
import type { ConnectWiseClient } from './client.ts'
import { chargedToCondition, idsPerQuery, readSearch } from './conditions.ts'
import { boardPolicy, maxPageSize, noteSize, ticketPolicy } from './config.ts'
import { fingerprintOf } from './fingerprint.ts'
import * as mappings from './mapping.ts'
import { readStatuses } from './read-statuses.ts'
import { createTicketQueries } from './ticket-queries.ts'
import type { Board, ConnectWiseAccount, Note, Status, Ticket, TicketKind, TimeEntry } from './types.ts'

/** Reads of one tenant's ConnectWise through the shared cache. */
export interface ConnectWiseReader {
  /** Tickets by number; null if missing. */
  tickets(ids: readonly number[]): Promise<Found<Ticket | null>>
  search(search: string): Promise<Aged<readonly Ticket[]>>
  /** The 100 newest notes of a ticket, newest first. */
  notes(ticket: Pick<Ticket, 'id' | 'kind'>): Promise<Aged<readonly Note[]>>
  timeEntries(kind: TicketKind, ids: readonly number[]): Promise<Found<readonly TimeEntry[]>>
  /** Every board, inactive ones included. */
  boards(): Promise<Aged<readonly Board[]>>
  /** The statuses of a board in its order, inactive ones included. */
  statuses(boardId: number): Promise<Aged<readonly Status[]>>
}

/** @param signal aborts when the request ends */
export function createConnectWiseReader(options: {
  client: ConnectWiseClient
  cache: AccountCache
  account: ConnectWiseAccount
  signal?: AbortSignal | undefined
}): ConnectWiseReader {
  const { client, cache, account, signal } = options
  const prefix = fingerprintOf(account)
  const queries = createTicketQueries(client, account)
  const keyed = { cache, policy: ticketPolicy, idsPerCall: idsPerQuery, waiter: { signal } }
  const read = <T>(policy: CachePolicy, rest: string, load: (cancelled: AbortSignal) => Promise<T>) =>
    cache.read(policy, `${prefix}:${rest}`, load, { signal })

  return {
    tickets: (ids) => readKeyed({ ...keyed, prefix: `${prefix}:ticket`, ids, load: queries.byIds }),

    search(text) {
      const term = readSearch(text)
      return read(ticketPolicy, `search:${digest(term)}`, (cancelled) => queries.search(term, cancelled))
    },

    notes: ({ id, kind }) =>
      read(ticketPolicy, `notes:${kind}:${id}`, async (cancelled) => {
        const { fields, map } = mappings.notes
        const query = { path: `${kind}/tickets/${id}/notes`, orderBy: 'id desc', fields, pageSize: noteSize }
        const notes = mapRows(await client.page(account, query, cancelled), map)
        return uniqueById(notes).toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || b.id - a.id)
      }),

    timeEntries: (kind, ids) =>
      readKeyed({
        ...keyed,
        prefix: `${prefix}:time:${kind}`,
        ids,
        async load(chunk, cancelled) {
          const { fields, map } = mappings.timeEntries
          const conditions = chargedToCondition(kind === 'project' ? 'ProjectTicket' : 'ServiceTicket', chunk)
          const query = { path: 'time/entries', conditions, orderBy: 'id desc', fields, pageSize: maxPageSize }
          const entries = mapRows(await client.all(account, query, cancelled), map)
          const sorted = entries.toSorted((a, b) => b.startedAt - a.startedAt || b.id - a.id)
          return groupByKey(chunk, sorted, (entry) => entry.chargeToId)
        },
      }),

    boards: () =>
      read(boardPolicy, 'boards', async (cancelled) => {
        const { fields, map } = mappings.boards
        const query = { path: 'service/boards', fields, orderBy: 'id asc', pageSize: maxPageSize }
        return uniqueById(mapRows(await client.all(account, query, cancelled), map))
      }),

    async statuses(boardId) {
      // The board of a ticket whose board the API member may not see.
      if (boardId === 0) throw connectWiseErrors.error('VENDOR_FORBIDDEN')
      const load = (cancelled: AbortSignal) => readStatuses(client, account, boardId, cancelled)
      return read(boardPolicy, `statuses:${boardId}`, load)
    },
  }
}
