import type { TicketSelection } from '../vendors/autotask/index.ts'
import type { TicketFilter } from './questions.ts'

/** How far back a text search reaches, in months: two years, and the current month. */
const searchedMonths = 25

/**
 * Selects the tickets of a list without a range, if its filter is selective enough (contract/figures.md: open tickets,
 * a number, a text, updated since); otherwise null. Queries by the condition that matches the fewest tickets; the
 * others are applied afterwards like any filter.
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

/**
 * The first instant, in UTC, of the month this many months ago: constant throughout the month, so that searches share
 * responses.
 */
function monthsBefore(now: number, months: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)
}
