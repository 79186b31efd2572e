import type { Instant } from '../../calendar/days.ts'
import { digest } from '../kit/cache-keys.ts'
import { iso, type Filter } from './client.ts'

/**
 * Which tickets to query without a date range. Autotask may return more than requested (it compares texts by its own
 * rules), never less: filter the result again.
 */
export type TicketSelection =
  | { readonly by: 'open' }
  | { readonly by: 'number'; readonly number: string }
  | { readonly by: 'updated'; readonly since: Instant }
  | { readonly by: 'text'; readonly text: string; readonly createdFrom: Instant }

/** The wire filter of a selection; conditions are combined with AND. */
export function selectionFilter(selection: TicketSelection): readonly Filter[] {
  switch (selection.by) {
    case 'open':
      return [{ op: 'notExist', field: 'completedDate' }]
    case 'number':
      return [{ op: 'eq', field: 'ticketNumber', value: selection.number }]
    case 'updated': {
      const value = iso(selection.since)
      // Notes and time entries update only the former, an import of fields only the latter.
      const items = ['lastActivityDate', 'lastTrackedModificationDateTime'].map((field): Filter => ({
        op: 'gte',
        field,
        value,
      }))
      return [{ op: 'or', items }]
    }
    case 'text':
      return [{ op: 'gte', field: 'createDate', value: iso(selection.createdFrom) }, ...textFilter(selection.text)]
  }
}

/**
 * Possible wildcards in `contains` (fact sheet 3, unconfirmed): with one of them the response could lack tickets, so
 * query only the longest part without any.
 */
const wildcards = /[%_[\]^\\]+/

function textFilter(text: string): Filter[] {
  const value = text.split(wildcards).reduce((longest, part) => (part.length > longest.length ? part : longest), '')
  if (value === '') return []
  const items = ['title', 'ticketNumber'].map((field): Filter => ({ op: 'contains', field, value }))
  return [{ op: 'or', items }]
}

/** A unique key of the selection, however long its text. */
export const selectionKey = (selection: TicketSelection): string => `${selection.by}:${digest(selection)}`
