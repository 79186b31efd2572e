import { createHash } from 'node:crypto'
import { compareText } from '../figures/compare-text.ts'
import { filterParts, partsOf } from '../figures/parts.ts'
import { rememberFor } from '../figures/remember.ts'
import { excerpt } from '../errors/excerpt.ts'
import { checkSearchText, fold } from '../figures/search-text.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import type { TicketFilter } from './questions.ts'
import type { AutotaskLoaders, Picklist } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'

type Test = (ticket: Ticket) => boolean
type IdField = 'status' | 'priority' | 'company' | 'assignee'

const ticketField = {
  status: 'statusId',
  priority: 'priorityId',
  company: 'companyId',
  assignee: 'assigneeId',
} as const satisfies Record<IdField, keyof Ticket>

function readIds(field: IdField, ids: readonly string[]): Set<number> {
  const malformed = ids.find((id) => !/^-?\d{1,15}$/.test(id))
  if (malformed !== undefined) {
    throw badUserInput(
      `filter.${field}: ids are Autotask's numbers; ${JSON.stringify(excerpt(malformed, 40))} is not one.`,
    )
  }
  return new Set(ids.map(Number))
}

/**
 * Compiles the filter to a predicate. Excludes `dateField`, which selects the window.
 *
 * @param now epoch milliseconds; earlier due dates are overdue
 * @throws GatewayError `BAD_USER_INPUT` for ids that are not numbers, a text that is too long, and a number that is
 * empty or too long
 */
export function compileTicketFilter(filter: TicketFilter | null | undefined, now: number): Test {
  const tests: Test[] = []
  const { status, priority, company, assignee, unassigned, state, text, updatedSince, overdue } = filter ?? {}
  const number = filter?.number?.trim()
  const oneOf = (field: IdField, ids: readonly string[]) => {
    const wanted = readIds(field, ids)
    return (ticket: Ticket) => wanted.has(ticket[ticketField[field]] ?? NaN)
  }
  if (status) tests.push(oneOf('status', status))
  if (priority) tests.push(oneOf('priority', priority))
  if (company) tests.push(oneOf('company', company))
  const isAssigned = assignee ? oneOf('assignee', assignee) : null
  if (unassigned) tests.push((ticket) => ticket.assigneeId === null || (isAssigned?.(ticket) ?? false))
  else if (isAssigned) tests.push(isAssigned)
  if (unassigned === false) tests.push((ticket) => ticket.assigneeId !== null)
  if (state) tests.push((ticket) => (ticket.completedAt !== null) === (state === 'COMPLETED'))
  if (text) {
    const wanted = fold(checkSearchText('filter.text', text))
    tests.push((ticket) => fold(ticket.title).includes(wanted) || fold(ticket.number).includes(wanted))
  }
  if (number === '') throw badUserInput('filter.number is empty; give a ticket number, such as "T20261122.0046".')
  if (number) {
    const wanted = fold(checkSearchText('filter.number', number))
    tests.push((ticket) => fold(ticket.number) === wanted)
  }
  if (updatedSince !== null && updatedSince !== undefined) {
    tests.push(
      (ticket) => Math.max(ticket.lastActivityAt ?? -Infinity, ticket.trackedChangeAt ?? -Infinity) >= updatedSince,
    )
  }
  if (typeof overdue === 'boolean') {
    const isOverdue = ({ completedAt, dueAt }: Ticket) => completedAt === null && dueAt !== null && dueAt < now
    tests.push((ticket) => isOverdue(ticket) === overdue)
  }
  return (ticket) => tests.every((test) => test(ticket))
}

/**
 * Rejects statuses and priorities unknown to both the account's list and the tickets: a value missing from the list but
 * still in use is a bucket of the summary, and its key must work here.
 *
 * @throws GatewayError `BAD_USER_INPUT` that lists what is allowed
 */
export async function checkKnownValues(
  filter: TicketFilter | null | undefined,
  tickets: readonly Ticket[],
  loaders: AutotaskLoaders,
): Promise<void> {
  for (const field of ['status', 'priority'] as const) {
    const ids = filter?.[field]
    if (!ids || ids.length === 0) continue
    const picklist = await loaders.picklist('Tickets', field, 'rows')
    const inUse = rememberFor(tickets, `in use:${field}`, () => new Set(tickets.map((t) => t[ticketField[field]])))
    for (const id of readIds(field, ids)) {
      if (!picklist.has(id) && !inUse.has(id)) throw unknownValue(field, id, picklist)
    }
  }
}

function unknownValue(field: IdField, id: number, picklist: Picklist) {
  const allowed = picklist.values.map((value) => `${value.id} (${value.label})`).join(', ')
  return badUserInput(`filter.${field}: there is no ${field} ${id}. Allowed: ${allowed}.`)
}

/**
 * The tickets that pass the filter. The same tickets and the same filter give the same array, so that figures of it are
 * computed once.
 *
 * @param passes the compiled filter
 */
export function filterTickets(
  tickets: readonly Ticket[],
  filter: TicketFilter | null | undefined,
  passes: Test,
): readonly Ticket[] {
  const conditions = listConditions(filter)
  if (conditions.length === 0) return tickets
  // What is overdue changes with time, not with the tickets.
  if (typeof filter?.overdue === 'boolean') return tickets.filter(passes)
  const key = `filter:${JSON.stringify(conditions)}`
  return rememberFor(tickets, key, () => filterParts(partsOf(tickets), `part:${key}`, passes))
}

/** A short canonical key of the filter; empty for none. */
export function describeFilter(filter: TicketFilter | null | undefined): string {
  const given = listConditions(filter)
  return given.length === 0 ? '' : createHash('sha256').update(JSON.stringify(given)).digest('hex').slice(0, 12)
}

/** The conditions of the filter in one order, without `dateField`, which selects the window. */
function listConditions(filter: TicketFilter | null | undefined) {
  const { dateField: _, ...conditions } = filter ?? {}
  return Object.entries(conditions)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(String).toSorted(compareText) : value])
    .sort(([a], [b]) => compareText(String(a), String(b)))
}
