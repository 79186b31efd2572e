import { clockChanges, homeZone, localDaySpan, monthStarts, type Span, type Timeline } from './local-time.ts'
import type { Random } from './random.ts'
import { openStatuses, retiredStatus, unlistedStatus } from './ticket-picklists.ts'
import { dayMs, hourMs, minuteMs } from './wire.ts'

/** A ROC ticket that every world contains, because its timestamp or status is an edge case worth testing. */
export interface TicketPin {
  created: number
  /** The time of completion. Random without it and without a status. */
  completed?: number
  /** Not completed: stands in this status. */
  status?: number
  /** Names a contact that has been deleted. */
  contactIsGone?: boolean
}

/** The zones whose days, months and clocks the pinned tickets sit at the edges of. */
const pinnedZones = [homeZone, 'Europe/Berlin', 'Asia/Kolkata', 'UTC']
const zonesWithClockChanges = [homeZone, 'Europe/Berlin']
const zonesWithMonthEnds = [homeZone, 'Europe/Berlin', 'UTC']

/** The tickets of every world, and those added while there is room, most important first. */
export function pinTickets(
  random: Random,
  timeline: Timeline,
  scale: number,
): { always: TicketPin[]; whenRoom: TicketPin[] } {
  const { first, now } = timeline
  const pinner = createPinner(random, timeline)
  const changes = zonesWithClockChanges.map((zone) => clockChanges(zone, first, now).map((at) => ({ zone, at })))
  const months = zonesWithMonthEnds.flatMap((zone) => monthStarts(zone, first, now)).sort((one, other) => other - one)
  const atMonthEnds = months.flatMap((start, index) => pinMonthEnd(pinner, start, index))

  const always = [
    ...pinnedZones.flatMap((zone) =>
      [0, -1].flatMap((offset) => {
        const day = localDaySpan(zone, now, offset)
        return [...pinner.created(day), ...pinner.completed(day)]
      }),
    ),
    ...changes.flatMap(([last]) => (last === undefined ? [] : pinAroundChange(pinner, last.at))),
    ...pinner.created({ from: first, to: first + 10 * minuteMs }),
    ...pinner.created({ from: first, to: first + dayMs - 1 }),
    ...pinMonthEnd(pinner, monthStarts(homeZone, first, now)[0]!, 0),
    ...(scale >= 0.2 ? pinner.waiting(unlistedStatus, 60, 330, Math.ceil(scale * 2)) : []),
    ...(scale >= 0.5 ? pinner.lostContact(2) : []),
  ]
  const whenRoom = [
    ...pinner.waiting(retiredStatus, 200, 350, Math.ceil(scale * 6)),
    ...openStatuses.flatMap((status) => pinner.waiting(status, 0, 20, 1)),
    ...changes.flat().flatMap(({ zone, at }) => pinDaysOfChange(pinner, zone, at)),
    ...changes.flatMap(([, ...earlier]) => earlier.flatMap(({ at }) => pinAroundChange(pinner, at))),
    ...Array.from({ length: Math.min(Math.max(Math.round(scale), 1), 4) }, () => atMonthEnds).flat(),
  ]
  return { always, whenRoom }
}

type Pinner = ReturnType<typeof createPinner>

function createPinner(random: Random, { first, now }: Timeline) {
  /** A moment of the span that is in the world; none when the span is not. */
  const moments = (span: Span): number[] => {
    const from = Math.max(span.from, first)
    const to = Math.min(span.to, now)
    return from > to ? [] : [random.instant(from, to)]
  }
  return {
    created: (span: Span): TicketPin[] => moments(span).map((created) => ({ created })),
    completed: (span: Span): TicketPin[] =>
      moments(span).map((completed) => ({
        created: random.instant(Math.max(first, completed - random.float(0.1, 9) * dayMs), completed),
        completed,
      })),
    /** Tickets in an open status, created this many days ago. */
    waiting: (status: number, youngest: number, oldest: number, count: number): TicketPin[] =>
      Array.from({ length: count }, () => ({
        created: random.instant(now - oldest * dayMs, now - youngest * dayMs),
        status,
      })),
    lostContact: (count: number): TicketPin[] =>
      Array.from({ length: count }, () => ({
        created: random.instant(now - 90 * dayMs, now - dayMs),
        contactIsGone: true,
      })),
  }
}

/** One ticket in the hour before the clocks change and one in the hour after: the same wall clock in autumn. */
function pinAroundChange(pinner: Pinner, at: number): TicketPin[] {
  return [...pinner.created({ from: at - hourMs, to: at - 1 }), ...pinner.created({ from: at, to: at + hourMs - 1 })]
}

/** The edges of a day with a clock change: code that assumes 24 hours counts these on the wrong day. */
function pinDaysOfChange(pinner: Pinner, zone: string, at: number): TicketPin[] {
  const day = localDaySpan(zone, at, 0)
  return [
    ...pinner.created({ from: day.from, to: day.from + hourMs - 1 }),
    ...pinner.created({ from: day.to - hourMs + 1, to: day.to }),
    ...pinner.completed({ from: day.to - hourMs + 1, to: day.to }),
    ...pinner.created({ from: day.to + 1, to: day.to + hourMs }),
    ...pinner.completed({ from: day.to + 1, to: day.to + hourMs }),
  ]
}

/** One ticket in the last half hour of a month and one in the first of the next; completed there in every other. */
function pinMonthEnd(pinner: Pinner, start: number, index: number): TicketPin[] {
  const before = { from: start - 30 * minuteMs, to: start - 1 }
  const after = { from: start, to: start + 30 * minuteMs }
  return index % 2 === 0
    ? [...pinner.created(before), ...pinner.completed(after)]
    : [...pinner.completed(before), ...pinner.created(after)]
}
