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

/** The requested order; newest first by default. */
export function nameTicketOrder(orderBy: TicketOrder | null | undefined) {
  const name = orderBy?.field ?? 'CREATED'
  return { name, direction: orderBy?.direction ?? 'DESC', values: name === 'NUMBER' ? 'text' : 'integer' } as const
}

/** An order of tickets. */
export interface TicketSortOrder extends Order<Ticket> {
  /** Identifies the order with everything that it depends on. */
  readonly key: string
}

/** The requested order. Statuses and priorities follow the account's own order. */
export async function resolveTicketOrder(
  orderBy: TicketOrder | null | undefined,
  loaders: AutotaskLoaders,
): Promise<TicketSortOrder> {
  const order = nameTicketOrder(orderBy)
  const { valueOf, list } = await resolveValue(order.name, loaders)
  return { ...order, valueOf, idOf: (ticket) => ticket.id, key: `${order.name}:${order.direction}:${list}` }
}

async function resolveValue(field: TicketOrderField, loaders: AutotaskLoaders) {
  const plain = plainValues[field]
  if (plain) return { valueOf: plain, list: '' }
  const [name, key] = field === 'STATUS' ? (['status', 'statusId'] as const) : (['priority', 'priorityId'] as const)
  const picklist = await loaders.picklist('Tickets', name, 'rows')
  const valueOf = (ticket: Ticket) => (ticket[key] === null ? null : picklist.rank(ticket[key]))
  return { valueOf, list: picklist.values.map(({ id }) => id).join() }
}
