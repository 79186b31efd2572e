import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../random.ts'
import type { World } from '../world.ts'
import { createPeople } from './people.ts'
import { createRecordChanges } from './record-changes.ts'

/** A working day of a service desk, in simulated time. */
export interface WorkingDay {
  readonly minutes: number
  readonly people: number
  /** How often each person opens the page with another range or filter, in minutes. */
  readonly pageEveryMinutes: number
  /** How often each person opens a ticket, in minutes. */
  readonly ticketEveryMinutes: number
  readonly changesPerHour: number
  /** Called at each full hour, with the hours so far. */
  readonly onHour?: (hours: number) => void
}

export interface WorkingDayOutcome {
  /** When each call reached Autotask, in simulated milliseconds since the day began. */
  readonly calls: readonly { readonly at: number; readonly entity: string }[]
  /** Age of the figures of each page, in simulated seconds, at the time of its answer. */
  readonly ages: readonly number[]
  /** How many pages said that their figures were old. */
  readonly stalePages: number
  readonly pages: number
  readonly tickets: number
  readonly changes: number
}

interface DayEvent {
  readonly at: number
  readonly happen: () => Promise<void>
}

const minuteMs = 60_000

/** The shortest time between two deltas, as `SYNC_SECONDS` has it unless set. */
const deltaMs = 60_000

/**
 * Runs a working day over a world with a complete replica. The clock is advanced from event to event, but never across the
 * moment at which a delta is due: from then on it runs in real time until the gateway has read one, as its own timers do.
 */
export async function runWorkingDay(world: World, day: WorkingDay): Promise<WorkingDayOutcome> {
  const { clock } = world.simulators
  const state = await world.state()
  const people = await createPeople(world, state, day.people)
  const change = createRecordChanges({ autotask: world, clock, random: createRandom(1) }, state)
  const begun = clock.now()
  const counts = { pages: 0, tickets: 0, changes: 0, stalePages: 0 }
  const ages: number[] = []

  const events: DayEvent[] = [
    ...people.flatMap((person, number) => {
      const share = number / people.length
      const openPage = async () => {
        const { asOf, stale } = await person.openPage()
        ages.push((clock.now() - asOf) / 1_000)
        counts.pages += 1
        counts.stalePages += stale ? 1 : 0
      }
      const openTicket = async () => {
        await person.openTicket()
        counts.tickets += 1
      }
      return [
        ...every(day.pageEveryMinutes, share, day.minutes, openPage),
        ...every(day.ticketEveryMinutes, share, day.minutes, openTicket),
      ]
    }),
    ...every(60 / day.changesPerHour, 0.5, day.minutes, async () => {
      await change()
      counts.changes += 1
    }),
    ...every(60, 0, day.minutes + 1, async () => day.onHour?.(Math.round((clock.now() - begun) / (60 * minuteMs)))),
  ]
  await world.clearRequests()
  for (const { at, happen } of events.toSorted((a, b) => a.at - b.at)) {
    await passTime(world, begun + at)
    await happen()
  }
  await passTime(world, begun + day.minutes * minuteMs)
  const calls = (await world.requests()).map(({ at, path }) => ({
    at: Date.parse(at) - begun,
    entity: path.split('/')[3] ?? path,
  }))
  return { ...counts, calls, ages }
}

/** @param share of the interval that passes before the first time */
function every(minutes: number, share: number, until: number, happen: () => Promise<void>): DayEvent[] {
  const count = Math.max(0, Math.ceil(until / minutes - share))
  return Array.from({ length: count }, (_, index) => ({ at: (index + share) * minutes * minuteMs, happen }))
}

interface Statuses {
  readonly vendorStatus: readonly {
    readonly vendor: string
    readonly collections: readonly { readonly checkedAt: string | null }[]
  }[]
}

/** When the last delta of Autotask's records began; asking that makes no vendor call and counts for no question. */
async function readDeltaTime(world: World): Promise<number> {
  const { vendorStatus } = await world.data<Statuses>('{ vendorStatus { vendor collections { checkedAt } } }')
  const status = vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')
  return Date.parse(status?.collections[0]?.checkedAt ?? '')
}

async function passTime(world: World, until: number): Promise<void> {
  const { clock } = world.simulators
  for (;;) {
    const left = until - clock.now()
    if (left <= 0) return
    const untilDelta = (await readDeltaTime(world)) + deltaMs - clock.now()
    if (untilDelta > 0) clock.advance(Math.min(left, untilDelta))
    else await sleep(Math.min(left, 20))
  }
}
