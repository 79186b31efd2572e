import { createAgeTracker, type Age } from '../cache/age-tracker.ts'
import { checkDay, type DateRange } from '../calendar/date-range.ts'
import { dayOf, type Day } from '../calendar/days.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import type { Resource, TimeEntry } from '../vendors/autotask/types.ts'
import { summarize, type Summary } from './activity-summary.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import { hoursByResource, loadWorkedEntries, totalHours } from './hours-worked.ts'
import type { PageRequest } from '../paging/page.ts'
import { lazy } from '../cache/lazy.ts'
import { loadTicketList, type TicketList } from './ticket-list.ts'

/** The board on a day or in a month. Parts are loaded lazily. */
export interface Report {
  readonly id: string
  readonly range: DateRange
  readonly summary: Summary
  /** Hours of time entries worked in the range on tickets of the board, unrounded. */
  hoursWorked(): Promise<number>
  hoursByResource(): Promise<{ resource: Resource; hours: number }[]>
  tickets(page: PageRequest): Promise<TicketList>
  age(): Promise<Age>
}

function createReport(serviceDesk: ServiceDeskContext, id: string, range: DateRange): Report {
  const ageTracker = createAgeTracker()
  const summary = summarize(serviceDesk, range)
  const worked = lazy(() => loadWorkedEntries(serviceDesk, range, summary.population()))
  const entries = (): Promise<readonly TimeEntry[]> => ageTracker.add(worked())
  return {
    id,
    range,
    summary,
    hoursWorked: async () => totalHours(await entries()),
    hoursByResource: async () => hoursByResource(serviceDesk, await entries()),
    tickets: (page) => loadTicketList(serviceDesk, { range, ...page }),
    async age() {
      ageTracker.add(summary.age().then((age) => ({ value: null, ...age }))).catch(() => undefined)
      return ageTracker.oldest()
    },
  }
}

/** The board on a day; defaults to today. */
export function dailyReport(serviceDesk: ServiceDeskContext, date?: Day | null): Report {
  const day = checkDay('date', date ?? dayOf(serviceDesk.now, serviceDesk.timeZone))
  return createReport(serviceDesk, day, { from: day, to: day, timeZone: serviceDesk.timeZone })
}

/**
 * The board in a calendar month; defaults to this month.
 *
 * @throws GatewayError `BAD_USER_INPUT` for a year without a month or vice versa, or out of bounds
 */
export function monthlyReport(serviceDesk: ServiceDeskContext, year?: number | null, month?: number | null): Report {
  const [thisYear, thisMonth] = dayOf(serviceDesk.now, serviceDesk.timeZone).split('-').map(Number) as [number, number]
  if ((year ?? null) === null && (month ?? null) === null) return monthlyReport(serviceDesk, thisYear, thisMonth)
  if ((year ?? null) === null || (month ?? null) === null) {
    throw badUserInput('monthlyReport takes year and month together, or neither for this month.')
  }
  const [itsYear, itsMonth] = [year as number, month as number]
  if (itsMonth < 1 || itsMonth > 12) throw badUserInput(`month must be from 1 to 12; it is ${itsMonth}.`)
  if (itsYear < 1970 || itsYear > 2999) throw badUserInput(`year must be from 1970 to 2999; it is ${itsYear}.`)
  const id = `${String(itsYear).padStart(4, '0')}-${String(itsMonth).padStart(2, '0')}`
  return createReport(serviceDesk, id, {
    from: `${id}-01`,
    to: lastDay(itsYear, itsMonth),
    timeZone: serviceDesk.timeZone,
  })
}

/** Hours worked on these days. */
export const hoursWorkedReport = (serviceDesk: ServiceDeskContext, range: DateRange): Report =>
  createReport(serviceDesk, `${range.from}..${range.to}`, range)

function lastDay(year: number, month: number): Day {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
