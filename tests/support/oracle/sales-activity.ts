import { epochMs, liesIn, type Range } from './days.ts'
import { companyOf, distinctValues, labelOf, resourceOf, type Company, type Resource } from './labels.ts'
import { moneyText, sumExactly } from './numbers.ts'
import type { AutotaskState, WireOpportunity } from './state.ts'

export type ExpectedSalesEvent = {
  id: string
  kind: string
  at: string
  title: string | null
  company: Company | null
  resource: Resource | null
}

export type ExpectedFunnelStage = { key: string; label: string; count: number; amount: string }

export type ExpectedSalesActivity = {
  range: Range
  phoneCalls: { total: number; inbound: number; outbound: number }
  conversations: { total: number; calls: number; meetings: number; emails: number }
  appointments: number
  upcomingAppointments: number
  funnel: ExpectedFunnelStage[]
  /** All of them, not only the first ten. Those of one instant stand in no order that counts: see `isRecent`. */
  recent: ExpectedSalesEvent[]
}

type Activity = {
  id: string
  actionType: number
  kind: string
  at: string
  title: string | null
  /** Title and text, for the words inbound and outbound. */
  words: string
  companyID: number | null
  resourceID: number | null
}

const phoneCallType = 1
const wonStatuses = [3, 4]

function trimmedOrNull(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim()
  return trimmed === '' ? null : trimmed
}

/** Company, type and start: what a completed to-do and its note have in common, there being no link between the two. */
function identity(row: { companyID: number | null; actionType: number; startDateTime: string | null }): string {
  return [row.companyID, row.actionType, row.startDateTime ? epochMs(row.startDateTime) : 'never'].join('/')
}

/** To-dos and notes of all times; a completed to-do that is also a note is the note. */
function allActivities(state: AutotaskState): Activity[] {
  const activities: Activity[] = []
  const noted = new Set<string>()
  for (const note of state.CompanyNotes) {
    noted.add(identity(note))
    const at = note.completedDateTime || note.startDateTime
    if (!at) continue
    activities.push({
      id: `note:${note.id}`,
      actionType: note.actionType,
      kind: labelOf(state, 'CompanyNotes', 'actionType', note.actionType),
      at,
      title: trimmedOrNull(note.name),
      words: `${note.name ?? ''}\n${note.note ?? ''}`,
      companyID: note.companyID,
      resourceID: note.assignedResourceID,
    })
  }
  for (const todo of state.CompanyToDos) {
    if (todo.completedDate && noted.has(identity(todo))) continue
    const at = todo.completedDate || todo.startDateTime
    if (!at) continue
    const description = todo.activityDescription ?? ''
    activities.push({
      id: `todo:${todo.id}`,
      actionType: todo.actionType,
      kind: labelOf(state, 'CompanyToDos', 'actionType', todo.actionType),
      at,
      title: trimmedOrNull(description.split(/\r\n|\r|\n/)[0]),
      words: description,
      companyID: todo.companyID,
      resourceID: todo.assignedToResourceID,
    })
  }
  return activities
}

type Kind = 'call' | 'meeting' | 'email' | 'other'

function kindOf(activity: Activity): Kind {
  const label = activity.kind.trim().toLowerCase()
  if (activity.actionType === phoneCallType || label === 'phone call') return 'call'
  if (label.includes('meeting')) return 'meeting'
  if (label.includes('email') || label.includes('e-mail')) return 'email'
  return 'other'
}

/** Inbound only when the word stands there and outbound does not. */
function isInbound(activity: Activity): boolean {
  return /\binbound\b/i.test(activity.words) && !/\boutbound\b/i.test(activity.words)
}

function funnelOf(state: AutotaskState, range: Range): ExpectedFunnelStage[] {
  const stages = distinctValues(state, 'Opportunities', 'stage')
  const last = stages.length - 1
  const created = state.Opportunities.filter((opportunity) => liesIn(opportunity.createDate, range))
  // The last stage is for those won, so one that is not won has got at most to the stage before, and one that is won has
  // gone through them all, whichever stage it was closed in. One in a stage no longer known has entered, no more.
  const reached = (opportunity: WireOpportunity): number => {
    if (opportunity.status !== null && wonStatuses.includes(opportunity.status)) return last
    const index = stages.findIndex(({ value }) => value === String(opportunity.stage))
    return Math.max(0, Math.min(index, last - 1))
  }
  return stages.map(({ value, label }, index) => {
    const there = created.filter((opportunity) => reached(opportunity) >= index)
    return { key: value, label, count: there.length, amount: moneyText(sumExactly(there.map((row) => row.amount))) }
  })
}

/** The graph's `SalesActivity` without `id` and `freshness`. */
export function expectedSalesActivity(state: AutotaskState, range: Range, now: Date): ExpectedSalesActivity {
  const activities = allActivities(state).filter((activity) => liesIn(activity.at, range))
  const count: Record<Kind, number> = { call: 0, meeting: 0, email: 0, other: 0 }
  let inbound = 0
  for (const activity of activities) {
    const kind = kindOf(activity)
    count[kind] += 1
    if (kind === 'call' && isInbound(activity)) inbound += 1
  }

  let appointments = 0
  let upcomingAppointments = 0
  for (const { startDateTime } of state.Appointments) {
    if (liesIn(startDateTime, range)) appointments += 1
    if (startDateTime && epochMs(startDateTime) >= now.getTime()) upcomingAppointments += 1
  }

  const recent = activities
    .filter((activity) => epochMs(activity.at) <= now.getTime())
    .sort((a, b) => epochMs(b.at) - epochMs(a.at) || (a.id < b.id ? -1 : 1))

  return {
    range: { from: range.from, to: range.to, timeZone: range.timeZone },
    phoneCalls: { total: count.call, inbound, outbound: count.call - inbound },
    conversations: {
      total: count.call + count.meeting + count.email,
      calls: count.call,
      meetings: count.meeting,
      emails: count.email,
    },
    appointments,
    upcomingAppointments,
    funnel: funnelOf(state, range),
    recent: recent.map((activity) => ({
      id: activity.id,
      kind: activity.kind,
      at: new Date(epochMs(activity.at)).toISOString(),
      title: activity.title,
      company: companyOf(state, activity.companyID),
      resource: resourceOf(state, activity.resourceID),
    })),
  }
}

/**
 * Whether `recent(first: first)` may answer `actual`: as many as there are, newest first, each known and none twice.
 * Those of one instant may stand in any order, and any of them may be the ones cut off.
 */
export function isRecent(actual: { id: string; at: string }[], expected: ExpectedSalesEvent[], first: number): boolean {
  const wanted = expected.slice(0, first)
  if (actual.length !== wanted.length) return false
  if (new Set(actual.map((event) => event.id)).size !== actual.length) return false
  for (const [index, event] of actual.entries()) {
    const atPlace = wanted[index]
    const known = expected.find(({ id }) => id === event.id)
    if (!atPlace || !known) return false
    if (epochMs(event.at) !== epochMs(atPlace.at) || epochMs(event.at) !== epochMs(known.at)) return false
  }
  return true
}
