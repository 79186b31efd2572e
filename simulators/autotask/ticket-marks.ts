import type { WireRecord } from './world.ts'

/** Which of a ticket's change marks an edit moves; `POST /__sim/records` takes one of these names as `marks`. */
export const ticketMarks = {
  both: ['lastActivityDate', 'lastTrackedModificationDateTime'],
  activity: ['lastActivityDate'],
  tracked: ['lastTrackedModificationDateTime'],
  none: [],
} as const satisfies Record<string, readonly string[]>
export type TicketMarks = keyof typeof ticketMarks

/** Fields whose edit the vendor shows in the ticket's history: it counts as activity too. */
const trackedFields = new Set([
  'status',
  'priority',
  'queueID',
  'assignedResourceID',
  'companyID',
  'contactID',
  'dueDateTime',
  'title',
])

/** What a new note leaves on its ticket; notes themselves are not simulated. */
const activityFields = new Set([
  'lastActivityPersonType',
  'lastActivityResourceID',
  'lastCustomerNotificationDateTime',
  'lastCustomerVisibleActivityDateTime',
])

/** What a recalculation of service levels writes, which moves no mark; also no edit: the marks themselves. */
const unmarkedFields = new Set<string>([
  ...ticketMarks.both,
  'serviceLevelAgreementHasBeenMet',
  'serviceLevelAgreementPausedNextEventHours',
  'firstResponseAssignedResourceID',
  'firstResponseDateTime',
  'firstResponseDueDateTime',
  'firstResponseInitiatingResourceID',
  'resolutionPlanDateTime',
  'resolutionPlanDueDateTime',
  'resolvedDateTime',
  'resolvedDueDateTime',
])

/** The marks that an edit of an existing ticket moves, by the fields that it gives another value. */
export function marksOfEdit(before: WireRecord, values: Record<string, unknown>): TicketMarks {
  const edited = Object.keys(values).filter((name) => !isSame(before[name], values[name]) && !unmarkedFields.has(name))
  const isTracked = edited.some((name) => trackedFields.has(name))
  const isActivity = isTracked || edited.some((name) => activityFields.has(name))
  const isModified = isTracked || edited.some((name) => !activityFields.has(name))
  if (isActivity) return isModified ? 'both' : 'activity'
  return isModified ? 'tracked' : 'none'
}

/** Compares as JSON, because user-defined fields are lists; a field that was left out is null. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
