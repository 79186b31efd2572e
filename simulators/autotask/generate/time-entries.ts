import type { WireRecord } from '../world.ts'
import { homeZone, monthStarts, type Timeline } from './local-time.ts'
import { serviceDeskRoleID, type Staff } from './people.ts'
import { timeEntryTypes } from './picklists.ts'
import type { Random, Weighted } from './random.ts'
import type { WorkMoments } from './rhythm.ts'
import type { TicketPlan } from './ticket-plans.ts'
import { rocQueueID } from './ticket-picklists.ts'
import { dayMs, fill, hourMs, wireDate, wireInstant, wireInstantOrNull } from './wire.ts'

const blankTimeEntry = {
  id: 0,
  billingApprovalDateTime: null,
  billingApprovalLevelMostRecent: null,
  billingApprovalResourceID: null,
  billingCodeID: null,
  contractID: null,
  contractServiceBundleID: null,
  contractServiceID: null,
  createDateTime: null,
  creatorUserID: null,
  dateWorked: null,
  endDateTime: null,
  hoursToBill: 0,
  hoursWorked: 0,
  impersonatorCreatorResourceID: null,
  impersonatorUpdaterResourceID: null,
  internalBillingCodeID: null,
  internalNotes: '',
  isInternalNotesVisibleToComanaged: false,
  isNonBillable: false,
  lastModifiedDateTime: null,
  lastModifiedUserID: null,
  offsetHours: 0,
  resourceID: null,
  roleID: null,
  showOnInvoice: true,
  startDateTime: null,
  summaryNotes: '',
  taskID: null,
  ticketID: null,
  timeEntryType: null,
}

const firstTimeEntryID = 18_204
/** Many small time entries on one ticket, as booked by a monitoring agent: together more than one page. */
const busyTickets = { count: 4, fewest: 150, most: 260, fromScale: 0.5 }

const rocEntryCounts: readonly Weighted<number>[] = [
  [0, 18],
  [1, 27],
  [2, 22],
  [3, 14],
  [4, 8],
  [5, 5],
  [6, 3],
  [9, 2],
  [12, 1],
]
const otherEntryCounts: readonly Weighted<number>[] = [
  [0, 40],
  [1, 30],
  [2, 20],
  [4, 10],
]

const quarterHours: readonly Weighted<number>[] = [
  [0.25, 30],
  [0.5, 28],
  [0.75, 12],
  [1, 14],
  [1.5, 8],
  [2, 5],
  [3.25, 3],
]

const notes = [
  'Remote session with the user.',
  'Call with the vendor',
  'Vor Ort: Kabel getauscht',
  '',
  null,
  'Tested ✔',
]

interface Draft {
  plan: TicketPlan | null
  start: number
  hours: number
  resourceID: number
  /** When it was entered. */
  created: number
}

/** The time entries on ROC tickets, on other tickets, and on none; ids ascend with `createDateTime`. */
export function generateTimeEntries(
  random: Random,
  sources: { timeline: Timeline; moments: WorkMoments; scale: number; staff: Staff; tickets: readonly TicketPlan[] },
): WireRecord[] {
  const { timeline, moments, scale, staff, tickets } = sources
  const { first, now } = timeline
  const monthEnds = monthStarts(homeZone, first, now).toReversed()
  const busy = new Set(scale >= busyTickets.fromScale ? chooseBusyTickets(tickets, timeline) : [])
  const drafts: Draft[] = []
  const add = (plan: TicketPlan | null, start: number, hours: number, resourceID: number) => {
    const finished = Math.min(now, start + hours * hourMs)
    drafts.push({ plan, start, hours, resourceID, created: random.instant(finished, Math.min(now, finished + hourMs)) })
  }
  for (const plan of tickets) {
    if (busy.has(plan)) {
      const count = random.int(busyTickets.fewest, busyTickets.most)
      for (let index = 0; index < count; index++) {
        const hours = random.pick([0.25, 0.25, 0.5, 0.1])
        add(plan, random.instant(plan.created, now), hours, random.pick(staff.technicianIDs))
      }
      continue
    }
    const count = random.weighted(plan.queueID === rocQueueID ? rocEntryCounts : otherEntryCounts)
    for (let index = 0; index < count; index++) {
      const isOwn = plan.assigneeID !== null && random.chance(0.75)
      const resourceID = isOwn ? plan.assigneeID! : random.pick(staff.technicianIDs)
      add(plan, drawStart(random, plan, monthEnds, now), drawHours(random), resourceID)
    }
  }
  const withoutTicket = Math.round(200 * scale)
  for (let index = 0; index < withoutTicket; index++) {
    add(null, moments.service(random), drawHours(random), random.pick(staff.technicianIDs))
  }
  drafts.sort((one, other) => one.created - other.created)
  return drafts.map((draft, index) => timeEntryRecord(random, draft, firstTimeEntryID + index, timeline))
}

/** ROC tickets of this month, those open longest first; the newest before it when the month is too young. */
function chooseBusyTickets(tickets: readonly TicketPlan[], { now, dayOf }: Timeline): TicketPlan[] {
  const month = dayOf(now).date.slice(0, 7)
  const newestFirst = tickets.filter((plan) => plan.queueID === rocQueueID).toReversed()
  const isOfMonth = (plan: TicketPlan) => dayOf(plan.created).date.startsWith(month)
  const openFor = (plan: TicketPlan) => (plan.completed ?? now) - plan.created
  const ofMonth = newestFirst.filter(isOfMonth).sort((one, other) => openFor(other) - openFor(one))
  const before = newestFirst.filter((plan) => !isOfMonth(plan))
  return [...ofMonth, ...before].slice(0, busyTickets.count)
}

/** Mostly while the ticket is open; sometimes on the last evening of its month, or weeks after completion. */
function drawStart(random: Random, plan: TicketPlan, monthEnds: readonly number[], now: number): number {
  const { created, completed } = plan
  if (random.chance(0.03)) {
    const end = monthEnds.find((start) => start > created)
    if (end !== undefined) return random.instant(Math.max(created, end - 3 * hourMs), end - 1)
  }
  if (completed !== null && random.chance(0.02)) {
    const late = random.instant(completed + 20 * dayMs, completed + 60 * dayMs)
    if (late <= now) return late
  }
  return random.instant(created, completed ?? Math.min(now, created + 20 * dayMs))
}

/** Quarters of an hour, except some from a stopwatch, with up to four decimals. */
function drawHours(random: Random): number {
  if (random.chance(0.9)) return random.weighted(quarterHours)
  return random.pick([0.3333, 0.6667, 0.1, 1.1, Math.round(random.float(0.02, 3) * 10_000) / 10_000])
}

function timeEntryRecord(random: Random, draft: Draft, id: number, { now, dayOf }: Timeline): WireRecord {
  const { plan, start, hours, resourceID, created } = draft
  const end = start + Math.round((hours * hourMs) / 1_000) * 1_000
  const hasTimes = end <= now && random.chance(0.85)
  const isTask = plan === null && random.chance(0.6)
  const isNonBillable = (plan === null && !isTask) || random.chance(0.12)
  return fill(blankTimeEntry, {
    id,
    ticketID: plan?.id ?? null,
    taskID: isTask ? random.int(4_100, 4_900) : null,
    timeEntryType: plan === null ? (isTask ? timeEntryTypes.task : timeEntryTypes.regular) : timeEntryTypes.ticket,
    contractID: plan?.contractID ?? null,
    billingCodeID: plan === null ? null : 29_682_801,
    internalBillingCodeID: plan === null && !isTask ? -1 : null,
    resourceID,
    roleID: plan === null && !isTask ? null : serviceDeskRoleID,
    dateWorked: wireDate(dayOf(start).date),
    startDateTime: wireInstantOrNull(hasTimes ? start : null),
    endDateTime: wireInstantOrNull(hasTimes ? end : null),
    hoursWorked: hours,
    hoursToBill: isNonBillable ? 0 : Math.ceil(hours * 4) / 4,
    isNonBillable,
    showOnInvoice: !isNonBillable,
    summaryNotes: random.pick(notes),
    internalNotes: random.pick(['', '', null]),
    createDateTime: wireInstant(created),
    creatorUserID: resourceID,
    lastModifiedDateTime: wireInstant(created),
    lastModifiedUserID: resourceID,
  })
}
