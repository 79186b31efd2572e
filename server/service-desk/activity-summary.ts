import { createAges, type Age } from '../cache/ages.ts'
import { oldest, type Dated } from '../cache/dated.ts'
import type { DateRange } from '../calendar/date-range.ts'
import { previousPeriod, previousYear } from '../calendar/presets.ts'
import type { Comparison, TicketFilter } from './questions.ts'
import type { Ticket } from '../vendors/autotask/types.ts'
import { bucketsByCount, bucketsInListOrder, type Bucket } from './buckets.ts'
import type { Desk } from './desk.ts'
import { totalHours } from './hours-worked.ts'
import { lazy } from '../cache/lazy.ts'
import { checkKnownValues, compileTicketFilter, describeFilter } from './ticket-filter.ts'

/**
 * Figures of the tickets created in a range. What a figure needs is loaded when it is first asked for, and all that is
 * asked for in one go is loaded side by side; nothing is loaded for figures nobody wants.
 */
export interface Summary {
  readonly id: string
  readonly range: DateRange
  /** Tickets created in the range, after the filter. */
  population(): Promise<readonly Ticket[]>
  /** Tickets completed in the range, after the filter. */
  completed(): Promise<readonly Ticket[]>
  byStatus(): Promise<Bucket[]>
  byPriority(): Promise<Bucket[]>
  byAssignee(): Promise<Bucket[]>
  byCompany(): Promise<Bucket[]>
  /** Hours of all time entries of the population, unrounded. */
  hoursLogged(): Promise<number>
  /** The same figures for an earlier range. */
  comparison(comparison: Comparison): Summary
  /** The age of the oldest part of what was asked for. */
  age(): Promise<Age>
}

/** A filter made ready once, however many comparisons follow. */
interface Condition {
  readonly filter: TicketFilter | null | undefined
  readonly passes: ReturnType<typeof compileTicketFilter>
  /** What the id of a summary says of it. */
  readonly suffix: string
}

/**
 * @param filter only these tickets count
 * @throws GatewayError `BAD_USER_INPUT` for ids that are not numbers
 */
export function summarize(desk: Desk, range: DateRange, filter?: TicketFilter | null): Summary {
  const condition = { filter, passes: compileTicketFilter(filter, desk.now), suffix: describeFilter(filter) }
  return summarizeRange(desk, range, condition, checkKnownValues)
}

/** @param check refuses values of the filter that mean nothing, once tickets are there */
function summarizeRange(desk: Desk, range: DateRange, condition: Condition, check: typeof checkKnownValues): Summary {
  const { loaders, windows } = desk
  const { filter, passes, suffix } = condition
  const ages = createAges()

  const population = lazy(async (): Promise<Dated<readonly Ticket[]>> => {
    const window = await windows.load('createdAt', range)
    await check(filter, window.value, loaders)
    return { ...window, value: window.value.filter(passes) }
  })
  const completed = lazy(async (): Promise<Dated<readonly Ticket[]>> => {
    // The check of the filter's values rests on the population, whose buckets they are keys of.
    const isChecked = Boolean(filter?.status ?? filter?.priority)
    const [window] = await Promise.all([windows.load('completedAt', range), isChecked ? population() : undefined])
    return { ...window, value: window.value.filter(passes) }
  })
  const hoursLogged = lazy(async (): Promise<Dated<number>> => {
    const tickets = await population()
    const entries = await Promise.all(tickets.value.map((ticket) => loaders.timeEntriesOfTicket.load(ticket.id)))
    const hours = totalHours(entries.flatMap(({ value }) => value))
    return { value: hours, ...oldest([tickets, ...entries], tickets.asOf) }
  })
  const inListOrder = async (key: 'statusId' | 'priorityId', field: 'status' | 'priority') => {
    const [tickets, picklist] = await Promise.all([ages.add(population()), loaders.picklist('Tickets', field)])
    return bucketsInListOrder(
      tickets.map((ticket) => ticket[key]),
      picklist,
    )
  }
  const byCount = async (key: 'assigneeId' | 'companyId', labelOfNone: string) => {
    const tickets = await ages.add(population())
    const ids = [...new Set(tickets.map((ticket) => ticket[key]))].filter((id) => id !== null)
    const loader = key === 'assigneeId' ? loaders.resource : loaders.company
    const named = await Promise.all(ids.map(async (id) => [id, (await loader.load(id)).value?.name] as const))
    const names = new Map(named)
    return bucketsByCount(
      tickets.map((ticket) => ticket[key]),
      (id) => names.get(id),
      labelOfNone,
    )
  }

  return {
    id: `${range.from}..${range.to}${suffix && `:${suffix}`}`,
    range,
    population: () => ages.add(population()),
    completed: () => ages.add(completed()),
    byStatus: () => inListOrder('statusId', 'status'),
    byPriority: () => inListOrder('priorityId', 'priority'),
    byAssignee: () => byCount('assigneeId', 'Unassigned'),
    byCompany: () => byCount('companyId', 'No company'),
    hoursLogged: () => ages.add(hoursLogged()),
    comparison(comparison) {
      const days = comparison === 'PREVIOUS_YEAR' ? previousYear(range) : previousPeriod(range)
      // A value that occurs in this range only is no mistake in the other: the check is done once, here.
      return summarizeRange(desk, { ...days, timeZone: range.timeZone }, condition, async () => undefined)
    },
    age() {
      // Whoever asks for nothing but the age means that of the tickets. Failures show where the figures are asked for.
      ages.add(population()).catch(() => undefined)
      return ages.oldest()
    },
  }
}
