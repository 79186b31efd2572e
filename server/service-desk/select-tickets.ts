import type { TicketSelection } from '../vendors/autotask/index.ts'
import type { TicketFilter } from './questions.ts'

/** How far back a search by text reaches, in months: two years, and the month that has begun. */
const searchedMonths = 25

/**
 * What a list without a range is of, when its filter bounds it well enough to do without (contract/figures.md: open
 * tickets, a number, a text, what was updated since); null when it does not. Of several conditions the one that leaves
 * the fewest tickets to fetch is asked for; the others are tested afterwards like any filter.
 *
 * @param now epoch milliseconds
 */
export function selectTickets(filter: TicketFilter | null | undefined, now: number): TicketSelection | null {
  const { number, state, overdue, updatedSince, text } = filter ?? {}
  if (number) return { by: 'number', number: number.trim().toUpperCase() }
  if (state === 'OPEN' || overdue) return { by: 'open' }
  if (updatedSince !== null && updatedSince !== undefined) return { by: 'updated', since: updatedSince }
  if (text) return { by: 'text', text, createdFrom: monthsBefore(now, searchedMonths) }
  return null
}

/** The first instant, by UTC, of the month so many months before: the same all month, so that searches share answers. */
function monthsBefore(now: number, months: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)
}
