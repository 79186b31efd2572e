import type { TicketOrder, TicketOrderField } from './questions.ts'
import type { Order } from '../paging/page.ts'
import type { AutotaskLoaders } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'

const plainValues: Partial<Record<TicketOrderField, (ticket: Ticket) => number | string | null>> = {
  CREATED: (ticket) => ticket.createdAt,
  COMPLETED: (ticket) => ticket.completedAt,
  DUE: (ticket) => ticket.dueAt,
  LAST_ACTIVITY: (ticket) => ticket.lastActivityAt,
  NUMBER: (ticket) => ticket.number,
}

/** The order a caller wants; newest first unless given. Statuses and priorities go by the account's own order. */
export async function resolveTicketOrder(
  orderBy: TicketOrder | null | undefined,
  loaders: AutotaskLoaders,
): Promise<Order<Ticket>> {
  const field = orderBy?.field ?? 'CREATED'
  const direction = orderBy?.direction ?? 'DESC'
  return { name: field, direction, valueOf: await valueOf(field, loaders), idOf: (ticket) => ticket.id }
}

async function valueOf(field: TicketOrderField, loaders: AutotaskLoaders) {
  const plain = plainValues[field]
  if (plain) return plain
  const [name, key] = field === 'STATUS' ? (['status', 'statusId'] as const) : (['priority', 'priorityId'] as const)
  const picklist = await loaders.picklist('Tickets', name)
  return (ticket: Ticket) => (ticket[key] === null ? null : picklist.rank(ticket[key]))
}
