import { createAgeTracker, type Age } from '../cache/age-tracker.ts'
import { oldest, type Aged } from '../cache/aged.ts'
import type { DateRange } from '../calendar/date-range.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { previousPeriod, previousYear } from '../calendar/presets.ts'
import type { Comparison, TicketFilter } from './questions.ts'
import type { Ticket } from '../vendors/autotask/types.ts'
import { createBuckets, type Buckets } from './buckets-of-tickets.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import { totalHours } from './hours-worked.ts'
import { lazy } from '../cache/lazy.ts'
import { checkKnownValues, compileTicketFilter, describeFilter, filterTickets } from './ticket-filter.ts'

/**
 * Figures of the tickets created in a range, loaded lazily. Figures requested together are loaded concurrently; others
 * are not loaded at all.
 */
export interface Summary extends Buckets {
  readonly id: string
  readonly range: DateRange
  /** Tickets created in the range, after the filter. */
  population(): Promise<readonly Ticket[]>
  /** Tickets completed in the range, after the filter. */
  completed(): Promise<readonly Ticket[]>
  /** Hours of all time entries of the population, unrounded. */
  hoursLogged(): Promise<number>
  /** The same figures for an earlier range. */
  comparison(comparison: Comparison): Summary
  /** Age of the oldest requested part. */
  age(): Promise<Age>
}

/** A compiled filter, shared by all comparisons. */
interface Condition {
  readonly filter: TicketFilter | null | undefined
  readonly passes: ReturnType<typeof compileTicketFilter>
  /** The filter's part of a summary's id. */
  readonly suffix: string
}

/**
 * @param filter limits the tickets
 * @throws GatewayError `BAD_USER_INPUT` for ids that are not numbers, and for a date other than that of creation
 */
export function summarize(serviceDesk: ServiceDeskContext, range: DateRange, filter?: TicketFilter | null): Summary {
  if (filter?.dateField && filter.dateField !== 'CREATED') {
    throw badUserInput(
      'filter.dateField: a summary selects tickets by their creation; leave dateField out, or give CREATED.',
    )
  }
  const condition = { filter, passes: compileTicketFilter(filter, serviceDesk.now), suffix: describeFilter(filter) }
  return summarizeRange(serviceDesk, range, condition, checkKnownValues)
}

/** @param check rejects unknown filter values, once tickets are loaded */
function summarizeRange(
  serviceDesk: ServiceDeskContext,
  range: DateRange,
  condition: Condition,
  check: typeof checkKnownValues,
): Summary {
  const { loaders, windows, work } = serviceDesk
  const { filter, passes, suffix } = condition
  const ageTracker = createAgeTracker()

  const population = lazy(async (): Promise<Aged<readonly Ticket[]>> => {
    const window = await windows.load('createdAt', range)
    await check(filter, window.value, loaders)
    if (suffix) await work(window.value.length)
    return { ...window, value: filterTickets(window.value, filter, passes) }
  })
  const completed = lazy(async (): Promise<Aged<readonly Ticket[]>> => {
    // Filter values are validated against the population, since they are keys of its buckets.
    const isChecked = Boolean(filter?.status ?? filter?.priority)
    const window = windows.load('completedAt', range, 'nothing')
    const [tickets] = await Promise.all([window, isChecked ? population() : undefined])
    if (suffix) await work(tickets.value.length)
    return { ...tickets, value: filterTickets(tickets.value, filter, passes) }
  })
  const hoursLogged = lazy(async (): Promise<Aged<number>> => {
    const tickets = await population()
    const entries = await loaders.timeEntriesOfTickets(tickets.value)
    return { value: totalHours(entries.value), ...oldest([tickets, entries], tickets.asOf) }
  })
  return {
    id: `${range.from}..${range.to}${suffix && `:${suffix}`}`,
    range,
    population: () => ageTracker.add(population()),
    completed: () => ageTracker.add(completed()),
    ...createBuckets(() => ageTracker.add(population()), loaders),
    hoursLogged: () => ageTracker.add(hoursLogged()),
    comparison(comparison) {
      const days = comparison === 'PREVIOUS_YEAR' ? previousYear(range) : previousPeriod(range)
      // A value that occurs in one range only is not an error in the other: validate once, here.
      return summarizeRange(serviceDesk, { ...days, timeZone: range.timeZone }, condition, async () => undefined)
    },
    age() {
      // If only the age is requested, use that of the tickets. Errors surface where the figures are requested.
      ageTracker.add(population()).catch(() => undefined)
      return ageTracker.oldest()
    },
  }
}
