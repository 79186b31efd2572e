import { createAgeTracker, type Age } from '../cache/age-tracker.ts'
import type { DateRange } from '../calendar/date-range.ts'
import { dayOf, instantsOf, startOfDay } from '../calendar/days.ts'
import type { ServiceDeskContext } from './service-desk-context.ts'
import { salesFunnel, type FunnelStage } from './funnel.ts'
import { lazy } from '../cache/lazy.ts'
import { countedEvents, isInbound, type SalesEvent } from './sales-events.ts'

/** Sales activity in a range. Parts are loaded lazily. */
export interface SalesReport {
  readonly id: string
  readonly range: DateRange
  phoneCalls(): Promise<{ total: number; inbound: number; outbound: number }>
  conversations(): Promise<{ total: number; calls: number; meetings: number; emails: number }>
  appointments(): Promise<number>
  upcomingAppointments(): Promise<number>
  funnel(): Promise<FunnelStage[]>
  /** The latest events up to now, newest first. */
  recent(first: number): Promise<SalesEvent[]>
  age(): Promise<Age>
}

export function reportSalesActivity(serviceDesk: ServiceDeskContext, range: DateRange): SalesReport {
  const { loaders, now, timeZone } = serviceDesk
  const instants = instantsOf(range, timeZone)
  const ageTracker = createAgeTracker()

  const load = lazy(async () => {
    const [activities, toDoTypes, noteTypes] = await Promise.all([
      loaders.activities(instants),
      loaders.picklist('CompanyToDos', 'actionType'),
      loaders.picklist('CompanyNotes', 'actionType'),
    ])
    const picklistOf = (source: 'todo' | 'note') => (source === 'todo' ? toDoTypes : noteTypes)
    return { ...activities, value: countedEvents(activities.value, instants, picklistOf) }
  })
  const events = () => ageTracker.add(load())
  const count = (list: readonly SalesEvent[], kind: SalesEvent['kind']) =>
    list.filter((event) => event.kind === kind).length

  return {
    id: `${range.from}..${range.to}`,
    range,
    async phoneCalls() {
      const calls = (await events()).filter((event) => event.kind === 'call')
      const inbound = calls.filter(isInbound).length
      return { total: calls.length, inbound, outbound: calls.length - inbound }
    },
    async conversations() {
      const list = await events()
      const [calls, meetings, emails] = [count(list, 'call'), count(list, 'meeting'), count(list, 'email')]
      return { total: calls + meetings + emails, calls, meetings, emails }
    },
    appointments: async () => (await ageTracker.add(loaders.appointmentsIn(instants))).length,
    async upcomingAppointments() {
      // Query from the start of today, so that the query stays the same all day and can be shared.
      const fromToday = await ageTracker.add(loaders.appointmentsFrom(startOfDay(dayOf(now, timeZone), timeZone)))
      return fromToday.filter((appointment) => appointment.startsAt >= now).length
    },
    async funnel() {
      const [opportunities, stages] = await Promise.all([
        ageTracker.add(loaders.opportunitiesCreated(instants)),
        loaders.picklist('Opportunities', 'stage'),
      ])
      return salesFunnel(opportunities, stages)
    },
    async recent(first) {
      const list = await events()
      return list
        .filter((event) => event.at <= now)
        .toReversed()
        .slice(0, first)
    },
    age() {
      events().catch(() => undefined)
      return ageTracker.oldest()
    },
  }
}
