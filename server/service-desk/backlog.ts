import { createAgeTracker, type Age } from '../cache/age-tracker.ts'
import type { Aged } from '../cache/aged.ts'
import { lazy } from '../cache/lazy.ts'
import { addDays, dayMs, dayOf, startOfDay } from '../calendar/days.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { sortRows, checkPage, takePageOf, type PageRequest } from '../paging/page.ts'
import type { Picklist } from '../vendors/autotask/index.ts'
import type { Ticket } from '../vendors/autotask/types.ts'
import { createBuckets, type Buckets } from './buckets-of-tickets.ts'
import type { TicketFilter } from './questions.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import { checkKnownValues, compileTicketFilter, describeFilter, filterTickets } from './ticket-filter.ts'
import type { TicketList } from './ticket-list.ts'

/** Open tickets of the board, whatever their age. Parts are loaded lazily, from one load of tickets. */
export interface Backlog extends Buckets {
  readonly id: string
  tickets(): Promise<readonly Ticket[]>
  byAge(): Promise<AgeBucket[]>
  part(name: PartName): BacklogPart
  age(): Promise<Age>
}

export type PartName = keyof typeof parts

/** Some of the open tickets. */
export interface BacklogPart {
  count(): Promise<number>
  tickets(page: PageRequest): Promise<TicketList>
}

export interface AgeBucket {
  /** Days since creation: `1-3`. */
  readonly key: string
  readonly label: string
  readonly count: number
}

interface Moment {
  readonly now: number
  /** The end of the portal's day. */
  readonly endOfDay: number
}

const parts = {
  overdue: ({ dueAt }: Ticket, { now }: Moment) => dueAt !== null && dueAt < now,
  dueToday: ({ dueAt }: Ticket, { now, endOfDay }: Moment) => dueAt !== null && dueAt >= now && dueAt < endOfDay,
  unassigned: ({ assigneeId }: Ticket) => assigneeId === null,
}

/** Elapsed days from which on a ticket belongs to a bucket, up to the next one's. */
const ages = [
  { key: '0-1', label: 'Less than 1 day', fromDays: 0 },
  { key: '1-3', label: '1 to 3 days', fromDays: 1 },
  { key: '3-7', label: '3 to 7 days', fromDays: 3 },
  { key: '7-30', label: '7 to 30 days', fromDays: 7 },
  { key: '30+', label: '30 days or more', fromDays: 30 },
] as const

/**
 * @param filter limits the tickets
 * @throws GatewayError `BAD_USER_INPUT` for ids that are not numbers, and for a date other than that of creation
 */
export function reportBacklog(serviceDesk: ServiceDeskContext, filter?: TicketFilter | null): Backlog {
  const { loaders, now, timeZone, work } = serviceDesk
  if (filter?.dateField && filter.dateField !== 'CREATED') {
    throw badUserInput('filter.dateField: the backlog has open tickets whatever their dates; leave dateField out.')
  }
  const passes = compileTicketFilter(filter, now)
  const ageTracker = createAgeTracker()
  const moment = { now, endOfDay: startOfDay(addDays(dayOf(now, timeZone), 1), timeZone) }

  const open = lazy(async (): Promise<Aged<readonly Ticket[]>> => {
    const selection = await loaders.ticketSelection({ by: 'open' })
    await checkKnownValues(filter, selection.value, loaders)
    await work(selection.value.length)
    return { ...selection, value: filterTickets(selection.value, filter, passes).filter(isOpen) }
  })
  const tickets = () => ageTracker.add(open())

  function part(name: PartName): BacklogPart {
    const own = async () => (await tickets()).filter((ticket) => parts[name](ticket, moment))
    return {
      count: async () => (await own()).length,
      async tickets(page) {
        const order = name === 'unassigned' ? urgencyOrder : dueOrder
        checkPage(page, order)
        const [rows, { value: _, ...age }] = await Promise.all([own(), open()])
        const sorted = sortRows(rows, await order.of(serviceDesk))
        return { ...takePageOf(sorted, order, page), range: null, age }
      },
    }
  }

  return {
    id: describeFilter(filter) || 'all',
    tickets,
    byAge: async () => countByAge(await tickets(), now),
    ...createBuckets(tickets, loaders),
    part,
    age() {
      tickets().catch(() => undefined)
      return ageTracker.oldest()
    },
  }
}

const isOpen = ({ completedAt }: Ticket) => completedAt === null

function countByAge(tickets: readonly Ticket[], now: number): AgeBucket[] {
  const counts = ages.map(() => 0)
  for (const { createdAt } of tickets) {
    const days = (now - createdAt) / dayMs
    // A ticket of a vendor's clock that is ahead was created just now.
    const index = Math.max(
      0,
      ages.findLastIndex(({ fromDays }) => days >= fromDays),
    )
    counts[index] = (counts[index] ?? 0) + 1
  }
  return ages.map(({ key, label }, index) => ({ key, label, count: counts[index] ?? 0 }))
}

const idOf = ({ id }: Ticket) => id

/** By due time. */
const dueOrder = {
  name: 'BACKLOG_DUE',
  direction: 'ASC',
  of: async () => ({ ...dueOrder, idOf, valueOf: ({ dueAt }: Ticket) => dueAt }),
} as const

/** The most urgent first, of these the oldest. */
const urgencyOrder = {
  name: 'BACKLOG_URGENCY',
  direction: 'ASC',
  values: 'text',
  async of({ loaders }: ServiceDeskContext) {
    const picklist = await loaders.picklist('Tickets', 'priority', 'rows')
    return { ...urgencyOrder, idOf, valueOf: (ticket: Ticket) => urgencyOf(ticket, picklist) }
  },
} as const

const urgencyOf = ({ priorityId, createdAt }: Ticket, picklist: Picklist) => {
  const rank = priorityId === null ? picklist.values.length + 1 : picklist.rank(priorityId)
  return `${String(rank).padStart(12, '0')} ${String(createdAt).padStart(15, '0')}`
}
