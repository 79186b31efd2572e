import { alignToKeys, uniqueById } from '../kit/align.ts'
import { mapRows } from '../kit/mapping.ts'
import { readIfPermitted } from './classify-response.ts'
import type { ConnectWiseClient, ListQuery } from './client.ts'
import { idsCondition, searchCondition, type SearchTerm } from './conditions.ts'
import { searchSize } from './config.ts'
import { tickets } from './mapping.ts'
import type { ConnectWiseAccount, Ticket, TicketKind } from './types.ts'

/** Queries of service and project tickets, uncached. The signals abort the calls. */
export interface TicketQueries {
  /** Tickets by number; null if missing. If the call for project tickets failed, their numbers have its Error. */
  byIds(ids: readonly number[], cancelled: AbortSignal): Promise<ReadonlyMap<number, Ticket | null | Error>>
  /** Open ones first, then the newest; at most 50. */
  search(term: SearchTerm, cancelled: AbortSignal): Promise<Ticket[]>
}

export function createTicketQueries(client: ConnectWiseClient, account: ConnectWiseAccount): TicketQueries {
  async function query(kind: TicketKind, list: Omit<ListQuery, 'path' | 'fields'>, cancelled: AbortSignal) {
    const { fields, map } = tickets[kind]
    return mapRows(await client.page(account, { path: `${kind}/tickets`, fields, ...list }, cancelled), map)
  }

  /** Loads tickets by number under one path: a number is only found under its own. */
  const ticketsAt = (kind: TicketKind, ids: readonly number[], cancelled: AbortSignal) =>
    query(kind, { conditions: idsCondition(ids), pageSize: ids.length }, cancelled)

  /** Numbers that are no service tickets may be project tickets, if the API member may see any. */
  const projectTickets = (ids: readonly number[], cancelled: AbortSignal) =>
    readIfPermitted(() => ticketsAt('project', ids, cancelled), [])

  return {
    async byIds(ids, cancelled) {
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
    },

    async search(term, cancelled) {
      const conditions = searchCondition(term)
      if (conditions === null) return []
      const list = { conditions, orderBy: 'closedFlag asc, id desc', pageSize: searchSize }
      const found = await query('service', list, cancelled)
      const { id } = term
      const isThere = id === null || found.some((ticket) => ticket.id === id)
      const others = isThere ? [] : await projectTickets([id], cancelled)
      return uniqueById([...others.filter((ticket) => ticket.id === id), ...found])
        .toSorted((a, b) => Number(a.closed) - Number(b.closed) || b.id - a.id)
        .slice(0, searchSize)
    },
  }
}
