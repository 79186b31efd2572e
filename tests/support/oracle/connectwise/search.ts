import type { CompanyState, WireTicket } from './state.ts'

/**
 * Numbers of the tickets that a search finds, in order: open ones first, then the newest. For plain text, whose every
 * letter counts. A project ticket is found by its number alone.
 */
export function expectedSearch(company: CompanyState, search: string, first: number): number[] {
  const text = search.toLowerCase()
  const found: WireTicket[] = []
  for (const ticket of company.tickets) {
    if (String(ticket.id) === search || ticket.summary.toLowerCase().includes(text)) found.push(ticket)
  }
  for (const ticket of company.projectTickets) if (String(ticket.id) === search) found.push(ticket)
  const isOpen = ({ status }: WireTicket) => !company.statuses.find(({ id }) => id === status.id)?.closedStatus
  return [...found.filter(isOpen).sort(byNewest), ...found.filter((ticket) => !isOpen(ticket)).sort(byNewest)]
    .slice(0, first)
    .map(({ id }) => id)
}

const byNewest = (a: WireTicket, b: WireTicket) => b.id - a.id

/** A text with everything taken out that a search may drop or read as another: blanks, quotes, backslashes, controls. */
export function essence(text: string): string {
  return text.toLowerCase().replaceAll(/[\s"'\\\p{C}\p{Z}]/gu, '')
}

/**
 * Whether a search for the text may show the ticket: it has the number that was typed, or contains what was typed, as far
 * as 100 characters of it count.
 */
export function mayShow(ticket: { ticketId: number; summary: string }, search: string): boolean {
  const number = /^\s*#?\s*(\d+)\s*$/.exec(search)?.[1]
  if (number !== undefined && Number(number) === ticket.ticketId) return true
  const typed = essence(search)
  // Whoever typed nothing but quotes and blanks has asked for nothing.
  return typed.length > 0 && essence(ticket.summary).includes(typed.slice(0, Math.min(typed.length, 40)))
}
