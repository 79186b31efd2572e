import type { WireRecord } from '../world.ts'
import { homeZone, localDaySpan, type Timeline } from './local-time.ts'
import type { Staff } from './people.ts'
import type { Random } from './random.ts'
import type { WorkMoments } from './rhythm.ts'
import { dayMs, fill, hourMs, minuteMs, wireInstant } from './wire.ts'

const blankAppointment = {
  id: 0,
  createDateTime: null,
  creatorResourceID: null,
  description: '',
  endDateTime: null,
  resourceID: null,
  startDateTime: null,
  title: '',
  updateDateTime: null,
}

const firstAppointmentID = 29_682_790
const fewest = 12
/** The minimum number on each of today and tomorrow. */
const perPinnedDay = 3
/** The share that lies in the weeks ahead. */
const plannedShare = 0.2
const plannedDays = 42

const titles = [
  'Team stand-up',
  'Demo for prospect',
  'Lunch & learn: phishing',
  'Jour fixe – Groß & Söhne',
  'Interview',
  'Vertragsverlängerung besprechen',
  '打ち合わせ',
]

/** The appointments of a year and of the six weeks ahead, with some today and tomorrow in the home zone. */
export function generateAppointments(
  random: Random,
  sources: { timeline: Timeline; moments: WorkMoments; scale: number; staff: Staff },
): WireRecord[] {
  const { timeline, moments, scale, staff } = sources
  const { first, now } = timeline
  const pinned = [0, 1].flatMap((offset) => {
    const day = localDaySpan(homeZone, now, offset)
    return Array.from({ length: perPinnedDay }, () =>
      quarter(random.instant(day.from + 7 * hourMs, day.from + 18 * hourMs)),
    )
  })
  const count = Math.max(Math.round(250 * scale), fewest) - pinned.length
  const planned = Math.ceil(count * plannedShare)
  const drawn = Array.from({ length: count }, (_, index) =>
    index < planned ? moments.sales(random, now, now + plannedDays * dayMs) : moments.sales(random, first, now),
  )
  return [...pinned, ...drawn]
    .map((start) => ({ start, created: random.instant(Math.min(start, now) - 30 * dayMs, Math.min(start, now)) }))
    .sort((one, other) => one.created - other.created)
    .map(({ start, created }, index) => {
      const resourceID = random.pick(random.chance(0.7) ? staff.sellerIDs : staff.technicianIDs)
      return fill(blankAppointment, {
        id: firstAppointmentID + index,
        createDateTime: wireInstant(created),
        creatorResourceID: resourceID,
        description: random.pick(['', null, 'Teams link in the invitation', 'Raum „Hudson“']),
        endDateTime: wireInstant(start + random.pick([30, 30, 60, 90]) * minuteMs),
        resourceID,
        startDateTime: wireInstant(start),
        title: random.pick(titles),
        updateDateTime: wireInstant(created),
      })
    })
}

function quarter(instant: number): number {
  return instant - (instant % (15 * minuteMs))
}
