import type { RestSummaryFragment, RestTicketFragment, RestTicketPageFragment } from './operation-types.gen.ts'

type Maybe<T> = T | null

export const showTicket = (ticket: RestTicketFragment) => ({
  id: ticket.id,
  ticket_number: ticket.number,
  title: ticket.title,
  status: ticket.status.label,
  priority: ticket.priority.label,
  company_name: ticket.company?.name ?? null,
  assigned_resource: ticket.assignee?.name ?? null,
  created_date: ticket.createdAt,
  completed_date: ticket.completedAt,
  due_date: ticket.dueAt,
  last_activity_date: ticket.lastActivityAt,
  hours_logged: ticket.hours_logged,
})

/** Where the list goes on; null at its end. */
export const nextCursorOf = ({ pageInfo }: RestTicketPageFragment): string | null =>
  pageInfo.hasNextPage ? pageInfo.endCursor : null

/** Numbers by label. Labels are the account's own: two values may have the same one. */
function countsByLabel(buckets: readonly { readonly label: string; readonly count: number }[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { label, count } of buckets) counts.set(label, (counts.get(label) ?? 0) + count)
  return Object.fromEntries(counts)
}

export const showSummary = (summary: RestSummaryFragment) => ({
  total_tickets: summary.total_tickets,
  open_tickets: summary.open_tickets,
  completed_tickets: summary.completed_tickets,
  tickets_by_status: countsByLabel(summary.tickets_by_status),
  tickets_by_priority: countsByLabel(summary.tickets_by_priority),
  average_resolution_hours: summary.average_resolution_hours,
  total_hours_logged: summary.total_hours_logged,
  average_hours_per_ticket: summary.average_hours_per_ticket,
  period: { start: summary.range.from, end: summary.range.to },
})

interface Report {
  readonly summary: RestSummaryFragment
  readonly hours_worked: Maybe<number>
  readonly hours_by_resource: Maybe<readonly { readonly resource: { readonly name: string }; readonly hours: number }[]>
  readonly tickets: Maybe<RestTicketPageFragment>
}

/** What the reports of a day and of a month have in common. */
export const showReport = ({ summary, hours_worked, hours_by_resource, tickets }: Report) => ({
  summary: showSummary(summary),
  hours_worked,
  hours_by_resource: hours_by_resource?.map(({ resource, hours }) => ({ name: resource.name, hours })) ?? null,
  tickets: tickets?.nodes.map(showTicket) ?? null,
})
