import type { LocalDay, Timeline } from './local-time.ts'
import type { Random, Weighted } from './random.ts'
import { hourMs, minuteMs } from './wire.ts'

/** Relative activity by weekday (1 is Monday) and hour of the day. */
interface Rhythm {
  weekdays: Record<number, number>
  hours: readonly number[]
}

/** Service runs all day and night, mostly in office hours. */
const service: Rhythm = {
  weekdays: { 1: 1.25, 2: 1.1, 3: 1, 4: 1, 5: 0.9, 6: 0.18, 7: 0.12 },
  hours: [0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 1.2, 3.5, 5, 5.5, 5, 3.5, 4.5, 5, 5, 4, 2, 0.9, 0.6, 0.5, 0.4, 0.3, 0.2],
}

/** Sales keep to office hours. */
const sales: Rhythm = {
  weekdays: { 1: 1, 2: 1.2, 3: 1.2, 4: 1.1, 5: 0.7, 6: 0.02, 7: 0.01 },
  hours: [0, 0, 0, 0, 0, 0, 0, 0.1, 2, 5, 6, 5, 2, 4, 6, 5, 3, 0.6, 0.1, 0, 0, 0, 0, 0],
}

/** Draws instants at which the provider works. */
export interface WorkMoments {
  /** When a ticket comes in: any second from the first to now. */
  service(random: Random): number
  /** When a call, meeting or visit starts: a quarter of an hour between `from` and `to`. */
  sales(random: Random, from: number, to: number): number
}

/** The moments of a timeline, in the provider's rhythm of weekdays and office hours. */
export function createWorkMoments(timeline: Timeline): WorkMoments {
  const pastDays = timeline.days.filter((day) => day.start <= timeline.now)
  const serviceDays = cumulated(pastDays, service)
  const serviceHours = hourWeights(service)
  const salesHours = hourWeights(sales)
  return {
    service: (random) => {
      for (;;) {
        const day = drawDay(random, serviceDays)
        const hour = day.start + random.weighted(serviceHours) * hourMs
        const instant = random.instant(hour, hour + hourMs - 1)
        if (instant < day.end && instant <= timeline.now) return instant
      }
    },
    sales: (random, from, to) => {
      for (let attempt = 0; attempt < 100; attempt++) {
        const day = timeline.dayOf(random.instant(from, to))
        const start = day.start + random.weighted(salesHours) * hourMs + random.int(0, 3) * 15 * minuteMs
        const busy = random.chance(sales.weekdays[day.weekday]! / 1.2)
        if (busy && start >= from && start <= to && start < day.end) return start
      }
      // A stretch without office hours, such as the minutes after midnight.
      return random.instant(from, to)
    },
  }
}

interface CumulatedDay {
  day: LocalDay
  /** The weight of this day and all before it. */
  upTo: number
}

function cumulated(days: readonly LocalDay[], rhythm: Rhythm): CumulatedDay[] {
  let upTo = 0
  return days.map((day) => ({ day, upTo: (upTo += rhythm.weekdays[day.weekday]!) }))
}

function drawDay(random: Random, days: readonly CumulatedDay[]): LocalDay {
  const target = random.float(0, days.at(-1)!.upTo)
  let low = 0
  let high = days.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]!.upTo > target) high = middle
    else low = middle + 1
  }
  return days[low]!.day
}

function hourWeights(rhythm: Rhythm): Weighted<number>[] {
  return rhythm.hours.map((weight, hour) => [hour, weight] as const)
}
