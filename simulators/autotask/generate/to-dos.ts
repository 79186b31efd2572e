import type { WireRecord } from '../world.ts'
import { drawActivity, type Activity, type ActivitySources } from './activities.ts'
import type { Random } from './random.ts'
import { dayMs, fill, wireInstant, wireInstantOrNull } from './wire.ts'

const blankToDo = {
  id: 0,
  actionType: null,
  activityDescription: '',
  assignedToResourceID: null,
  companyID: null,
  completedDate: null,
  contactID: null,
  contractID: null,
  createDateTime: null,
  creatorResourceID: null,
  endDateTime: null,
  impersonatorCreatorResourceID: null,
  lastModifiedDate: null,
  opportunityID: null,
  startDateTime: null,
  ticketID: null,
}

const firstToDoID = 29_682_803
const fewest = 20
/** The share that is planned for the weeks to come. */
const plannedShare = 0.1
const plannedDays = 28

/** The to-dos of a year and of the four weeks ahead, and the activities behind those that are done. */
export function generateToDos(
  random: Random,
  sources: ActivitySources,
): { records: WireRecord[]; completed: Activity[] } {
  const { first, now, dayOf } = sources.timeline
  const count = Math.max(Math.round(400 * sources.scale), fewest)
  const planned = Math.ceil(count * plannedShare)
  const activities = Array.from({ length: count }, (_, index) => {
    if (index < 2) return { ...drawActivity(random, sources, random.instant(dayOf(now).start, now)), completed: now }
    if (index < 2 + planned) {
      const start = sources.moments.sales(random, now + 60_000, now + plannedDays * dayMs)
      return { ...drawActivity(random, sources, start), completed: null }
    }
    return drawActivity(random, sources, sources.moments.sales(random, first, now))
  }).map((activity) => ({ activity, created: drawCreated(random, activity, now) }))
  activities.sort((one, other) => one.created - other.created)
  return {
    records: activities.map(({ activity, created }, index) =>
      toDoRecord(random, activity, created, firstToDoID + index, now),
    ),
    completed: activities.flatMap(({ activity }) => (activity.completed === null ? [] : [activity])),
  }
}

/** Planned up to three weeks before it starts. */
function drawCreated(random: Random, { start }: Activity, now: number): number {
  const latest = Math.min(start, now)
  return random.instant(latest - random.int(0, 21) * dayMs, latest)
}

function toDoRecord(random: Random, activity: Activity, created: number, id: number, now: number): WireRecord {
  const { title, body } = activity.text
  return fill(blankToDo, {
    id,
    actionType: activity.actionType,
    activityDescription: body === '' ? title : `${title}\r\n${body}`,
    assignedToResourceID: activity.ownerID,
    companyID: activity.companyID,
    completedDate: wireInstantOrNull(activity.completed),
    contactID: activity.contactID,
    createDateTime: wireInstant(created),
    creatorResourceID: activity.ownerID,
    endDateTime: wireInstant(activity.end),
    lastModifiedDate: wireInstant(activity.completed ?? random.instant(created, now)),
    opportunityID: activity.opportunityID,
    startDateTime: wireInstant(activity.start),
  })
}
