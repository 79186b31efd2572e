import type { CompanyState, ConnectWiseState } from '../oracle/connectwise/state.ts'
import type { Evidence, Problem } from './evidence.ts'
import { arrives } from './outcome.ts'

/** Whether every ticket has the status of the last change that sets one, and all others kept theirs. */
export function checkStatuses(
  evidence: Evidence,
  report: (kind: Problem['kind'], about: string, what: string) => void,
): void {
  const { lanes, asked, before, after } = evidence
  const wanted = statusesOf(before)
  for (const { tenantId, ticketId, changes } of lanes) {
    const isSetBy = (marker: string) => asked.has(marker) && arrives(asked.get(marker)!, evidence, 'STATUS')
    const last = changes.findLast((planned) => isSetBy(planned.marker))
    if (last !== undefined) wanted.set(`${tenantId}:${ticketId}`, last.statusId!)
  }
  for (const [ticket, status] of statusesOf(after)) {
    const should = wanted.get(ticket)
    if (should !== status) report('wrong', ticket, `status ${status}, not ${should}`)
  }
}

function statusesOf(state: ConnectWiseState): Map<string, number> {
  const of = ([tenantId, company]: [string, CompanyState]) =>
    [...company.tickets, ...company.projectTickets].map(
      (ticket) => [`${tenantId}:${ticket.id}`, ticket.status.id] as const,
    )
  return new Map(Object.entries(state).flatMap(of))
}
