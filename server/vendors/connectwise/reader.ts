import { createHash } from 'node:crypto'
import type { AccountCache, CachePolicy } from '../../cache/cache.ts'
import type { Aged } from '../../cache/aged.ts'
import { alignToKeys, groupByKey, uniqueById } from '../kit/align.ts'
import type { ConnectWiseClient } from './client.ts'
import { chargedToCondition, idsCondition, idsPerQuery, readSearch, searchCondition } from './conditions.ts'
import { boardPolicy, maxPageSize, noteSize, searchSize, ticketPolicy } from './config.ts'
import { connectWiseError } from './classify-response.ts'
import * as mapping from './mapping.ts'
import type { Board, ConnectWiseAccount, Note, Status, Ticket, TicketKind, TimeEntry } from './types.ts'

type Found<T> = ReadonlyMap<number, Aged<T> | Error>

/** Reads of one tenant's ConnectWise through the shared cache. */
export interface ConnectWiseReader {
  /** Tickets by number; null if missing. If a call failed, its numbers have an Error. */
  tickets(ids: readonly number[]): Promise<Found<Ticket | null>>
  search(search: string): Promise<Aged<readonly Ticket[]>>
  notes(ticket: Pick<Ticket, 'id' | 'kind'>): Promise<Aged<readonly Note[]>>
  timeEntries(kind: TicketKind, ids: readonly number[]): Promise<Found<readonly TimeEntry[]>>
  boards(): Promise<Aged<readonly Board[]>>
  statuses(boardId: number): Promise<Aged<readonly Status[]>>
}

/** Distinguishes accounts in a cache that outlives them: data read with other credentials is never served. */
export function fingerprintOf({ tenantId, baseUrl, companyId, publicKey }: ConnectWiseAccount): string {
  const account = JSON.stringify([baseUrl.href, companyId, publicKey])
  return `${tenantId}:${createHash('sha256').update(account).digest('hex').slice(0, 12)}`
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
  const waiter = { signal }

  const read = <T>(policy: CachePolicy, rest: string, load: (cancelled: AbortSignal) => Promise<T>) =>
    cache.read(policy, `${prefix}:${rest}`, load, waiter)

  /** Loads missing keys in as few calls as URLs can hold; a failed call affects only its own numbers. */
  async function keyed<T>(
    kind: string,
    ids: readonly number[],
    load: (chunk: readonly number[], cancelled: AbortSignal) => Promise<ReadonlyMap<number, T | Error>>,
  ): Promise<Found<T>> {
    const idOf = new Map(ids.map((id) => [`${prefix}:${kind}:${id}`, id]))
    const loadMissing = async (missing: readonly string[], cancelled: AbortSignal) => {
      const wanted = missing.map((key) => idOf.get(key) as number)
      const loaded = await Promise.all(
        chunks(wanted, idsPerQuery).map(async (chunk) => {
          try {
            return [...(await load(chunk, cancelled))]
          } catch (error) {
            return chunk.map((id): [number, Error] => [id, error as Error])
          }
        }),
      )
      return new Map(loaded.flat().map(([id, value]) => [`${prefix}:${kind}:${id}`, value]))
    }
    const found = await cache.readMany<T>(ticketPolicy, [...idOf.keys()], loadMissing, waiter)
    return new Map([...found].map(([key, value]) => [idOf.get(key) as number, value]))
  }

  /** Loads tickets by number under one path: a number is only found under its own. */
  async function ticketsAt(path: TicketKind, ids: readonly number[], cancelled: AbortSignal): Promise<Ticket[]> {
    const rows = await client.page(
      account,
      {
        path: `${path}/tickets`,
        conditions: idsCondition(ids),
        fields: mapping.ticketFields,
        pageSize: ids.length,
      },
      cancelled,
    )
    return rows.map((row) => mapping.toTicket(row, path)).filter((ticket) => ticket !== null)
  }

  /** Numbers that are no service tickets may be project tickets, if the API member may see any. */
  async function projectTickets(ids: readonly number[], cancelled: AbortSignal): Promise<Ticket[]> {
    try {
      return await ticketsAt('project', ids, cancelled)
    } catch (error) {
      if ((error as { code?: unknown }).code === 'VENDOR_FORBIDDEN') return []
      throw error
    }
  }

  async function loadTickets(ids: readonly number[], cancelled: AbortSignal) {
    const aligned = new Map<number, Ticket | null | Error>(
      alignToKeys(ids, await ticketsAt('service', ids, cancelled), (ticket) => ticket.id),
    )
    const absent = ids.filter((id) => aligned.get(id) === null)
    if (absent.length === 0) return aligned
    try {
      const found = alignToKeys(absent, await projectTickets(absent, cancelled), (ticket) => ticket.id)
      for (const [id, ticket] of found) aligned.set(id, ticket)
    } catch (error) {
      for (const id of absent) aligned.set(id, error as Error)
    }
    return aligned
  }

  async function loadSearch(search: ReturnType<typeof readSearch>, cancelled: AbortSignal): Promise<Ticket[]> {
    const conditions = searchCondition(search)
    if (conditions === null) return []
    const rows = await client.page(
      account,
      {
        path: 'service/tickets',
        conditions,
        orderBy: 'closedFlag asc, id desc',
        fields: mapping.ticketFields,
        pageSize: searchSize,
      },
      cancelled,
    )
    const tickets = rows.map((row) => mapping.toTicket(row, 'service')).filter((ticket) => ticket !== null)
    const { id } = search
    const isThere = id === null || tickets.some((ticket) => ticket.id === id)
    const others = isThere ? [] : await projectTickets([id], cancelled)
    return uniqueById([...others.filter((ticket) => ticket.id === id), ...tickets])
      .toSorted((a, b) => Number(a.closed) - Number(b.closed) || b.id - a.id)
      .slice(0, searchSize)
  }

  return {
    tickets: (ids) => keyed('ticket', ids, loadTickets),

    async search(text) {
      const term = readSearch(text)
      // Constant length, whatever the text, and reveals nothing about it in a shared store.
      const key = createHash('sha256').update(JSON.stringify(term)).digest('base64url')
      return read(ticketPolicy, `search:${key}`, (cancelled) => loadSearch(term, cancelled))
    },

    notes: ({ id, kind }) =>
      read(ticketPolicy, `notes:${kind}:${id}`, async (cancelled) => {
        const rows = await client.page(
          account,
          {
            path: `${kind}/tickets/${id}/notes`,
            orderBy: 'id desc',
            fields: mapping.noteFields,
            pageSize: noteSize,
          },
          cancelled,
        )
        const notes = rows.map(mapping.toNote).filter((note) => note !== null)
        return uniqueById(notes).toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || b.id - a.id)
      }),

    timeEntries: (kind, ids) =>
      keyed(`time:${kind}`, ids, async (chunk, cancelled) => {
        const rows = await client.all(
          account,
          {
            path: 'time/entries',
            conditions: chargedToCondition(kind === 'project' ? 'ProjectTicket' : 'ServiceTicket', chunk),
            orderBy: 'id desc',
            fields: mapping.timeEntryFields,
            pageSize: maxPageSize,
          },
          cancelled,
        )
        const entries = rows.map(mapping.toTimeEntry).filter((entry) => entry !== null)
        const sorted = entries.toSorted((a, b) => b.startedAt - a.startedAt || b.id - a.id)
        return groupByKey(chunk, sorted, (entry) => entry.chargeToId)
      }),

    boards: () =>
      read(boardPolicy, 'boards', async (cancelled) => {
        const query = { path: 'service/boards', fields: mapping.boardFields, orderBy: 'id asc', pageSize: maxPageSize }
        const rows = await client.all(account, query, cancelled)
        return uniqueById(rows.map(mapping.toBoard).filter((board) => board !== null))
      }),

    async statuses(boardId) {
      // The board of a ticket whose board the API member may not see.
      if (boardId === 0) throw connectWiseError('VENDOR_FORBIDDEN')
      return read(boardPolicy, `statuses:${boardId}`, async (cancelled) => {
        const path = `service/boards/${boardId}/statuses`
        const rows = await client.all(account, { path, pageSize: maxPageSize }, cancelled)
        const statuses = rows.map(mapping.toStatus).filter((status) => status !== null)
        return uniqueById(statuses).toSorted((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)
      })
    },
  }
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  )
}
