import type { WireRecord } from '../world.ts'
import { drawActivity, type Activity, type ActivitySources } from './activities.ts'
import type { Random } from './random.ts'
import { fill, minuteMs, wireInstant, wireInstantOrNull } from './wire.ts'

const blankNote = {
  id: 0,
  actionType: null,
  assignedResourceID: null,
  companyID: null,
  completedDateTime: null,
  contactID: null,
  createDateTime: null,
  endDateTime: null,
  impersonatorCreatorResourceID: null,
  impersonatorUpdaterResourceID: null,
  lastModifiedDate: null,
  name: '',
  note: '',
  opportunityID: null,
  startDateTime: null,
}

const firstNoteID = 29_683_410
const fewest = 24
/** The share of completed to-dos that also stand as a note. */
const twinShare = 0.5

/** The notes of a year: some are completed to-dos seen again, with the same company, type, start and completion. */
export function generateCompanyNotes(
  random: Random,
  sources: ActivitySources,
  completedToDos: readonly Activity[],
): WireRecord[] {
  const { first, now, dayOf } = sources.timeline
  const twins = completedToDos.filter(() => random.chance(twinShare))
  const own = Math.max(Math.round(500 * sources.scale), fewest) - twins.length
  const notes = Array.from({ length: own }, (_, index) => {
    const start = index < 2 ? random.instant(dayOf(now).start, now) : sources.moments.sales(random, first, now)
    return drawActivity(random, sources, start)
  })
  const written = [...twins, ...notes].map((activity) => {
    const latest = activity.completed ?? activity.start
    return { activity, created: random.instant(latest, Math.min(now, latest + 10 * minuteMs)) }
  })
  written.sort((one, other) => one.created - other.created)
  return written.map(({ activity, created }, index) => noteRecord(activity, created, firstNoteID + index))
}

function noteRecord(activity: Activity, created: number, id: number): WireRecord {
  return fill(blankNote, {
    id,
    actionType: activity.actionType,
    assignedResourceID: activity.ownerID,
    companyID: activity.companyID,
    completedDateTime: wireInstantOrNull(activity.completed),
    contactID: activity.contactID,
    createDateTime: wireInstant(created),
    endDateTime: wireInstant(activity.end),
    lastModifiedDate: wireInstant(created),
    name: activity.text.title.slice(0, 128),
    note: activity.text.body,
    opportunityID: activity.opportunityID,
    startDateTime: wireInstant(activity.start),
  })
}
