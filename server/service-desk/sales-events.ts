import type { Picklist } from '../vendors/autotask/index.ts'
import type { Activity } from '../vendors/autotask/types.ts'

/** A to-do or note with its effective time. */
export interface SalesEvent {
  readonly activity: Activity
  /** Completion time or, if not completed, start time; epoch milliseconds. */
  readonly at: number
  readonly kind: ActivityKind
  /** The account's own label of its type. */
  readonly label: string
}

export type ActivityKind = 'call' | 'meeting' | 'email' | 'other'

/** `Phone Call` is 1 in every account; other types have no reliable numbers, only labels. */
const phoneCall = 1

function kindOf(actionTypeId: number | null, label: string): ActivityKind {
  if (actionTypeId === phoneCall || /^\s*phone call\s*$/i.test(label)) return 'call'
  if (/meeting/i.test(label)) return 'meeting'
  if (/e-?mail/i.test(label)) return 'email'
  return 'other'
}

/**
 * Activities that count in the range, deduplicated, oldest first. Autotask also lists a completed to-do among the
 * notes, with the same company, type and start: keep only the note.
 *
 * @param picklistOf action types of to-dos and of notes: the account may label them differently
 */
export function countedEvents(
  activities: readonly Activity[],
  range: { from: number; before: number },
  picklistOf: (source: Activity['source']) => Picklist,
): SalesEvent[] {
  const sameness = ({ companyId, actionTypeId, startsAt }: Activity) => [companyId, actionTypeId, startsAt].join(' ')
  const notes = new Set(activities.filter((activity) => activity.source === 'note').map(sameness))
  const isAlsoNote = (activity: Activity) =>
    activity.source === 'todo' && activity.completedAt !== null && notes.has(sameness(activity))
  const events: SalesEvent[] = []
  for (const activity of activities) {
    const at = activity.completedAt ?? activity.startsAt
    if (at === null || at < range.from || at >= range.before || isAlsoNote(activity)) continue
    const { actionTypeId, source } = activity
    const label = actionTypeId === null ? 'Unknown' : picklistOf(source).label(actionTypeId)
    events.push({ activity, at, kind: kindOf(actionTypeId, label), label })
  }
  return events.sort((a, b) => a.at - b.at || a.activity.id - b.activity.id)
}

/** Whether a call was inbound, by its title or text. All others count as outbound. */
export function isInbound({ activity }: SalesEvent): boolean {
  const words = `${activity.title ?? ''}\n${activity.text}`
  return /\binbound\b/i.test(words) && !/\boutbound\b/i.test(words)
}
