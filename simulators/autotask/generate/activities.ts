import type { Company } from './companies.ts'
import type { Contact } from './contacts.ts'
import type { Timeline } from './local-time.ts'
import { drawActivityText, type ActivityText } from './activity-texts.ts'
import { actionTypes } from './picklists.ts'
import type { Random, Weighted } from './random.ts'
import type { WorkMoments } from './rhythm.ts'
import { dayMs, minuteMs } from './wire.ts'

/** What sales activities, to-dos and notes alike, are made from. */
export interface ActivitySources {
  timeline: Timeline
  moments: WorkMoments
  scale: number
  companies: readonly Company[]
  contactsOf: ReadonlyMap<number, Contact[]>
  opportunitiesOf: ReadonlyMap<number, number[]>
  /** The starts that are taken, by company and type: no two activities share all three unless they are the same. */
  taken: Set<string>
}

/** A call, meeting, e-mail …, before it is written down as a to-do, a note or both. */
export interface Activity {
  companyID: number
  ownerID: number
  actionType: number
  contactID: number | null
  opportunityID: number | null
  start: number
  end: number
  /** Null while it is open. */
  completed: number | null
  text: ActivityText
}

const types: readonly Weighted<number>[] = [
  [actionTypes.phoneCall, 45],
  [actionTypes.email, 20],
  [actionTypes.meeting, 14],
  [actionTypes.general, 10],
  [actionTypes.quickNote, 5],
  [actionTypes.siteVisit, 3],
  [actionTypes.opportunityUpdate, 3],
]

/** An activity that starts at `start` or, when that is taken, some minutes before. */
export function drawActivity(random: Random, sources: ActivitySources, wantedStart: number): Activity {
  const company = random.pick(salesCompanies(sources.companies))
  const actionType = random.weighted(types)
  const start = claimStart(sources.taken, company.id, actionType, wantedStart)
  const contacts = sources.contactsOf.get(company.id) ?? []
  const contact = contacts.length === 0 || random.chance(0.15) ? null : random.pick(contacts)
  const opportunities = sources.opportunitiesOf.get(company.id) ?? []
  const isAboutOne = actionType === actionTypes.opportunityUpdate || random.chance(0.15)
  const minutes = random.pick([5, 15, 15, 30, 60])
  return {
    companyID: company.id,
    ownerID: company.ownerID,
    actionType,
    contactID: contact?.id ?? null,
    opportunityID: isAboutOne && opportunities.length > 0 ? random.pick(opportunities) : null,
    start,
    end: start + minutes * minuteMs,
    completed: drawCompletion(random, start, minutes, sources.timeline.now),
    text: drawActivityText(random, actionType, contact?.name ?? 'reception'),
  }
}

/**
 * Done soon after it started, or days to weeks later; open when that lies in the future, and sometimes never completed.
 */
function drawCompletion(random: Random, start: number, minutes: number, now: number): number | null {
  if (random.chance(0.1)) return null
  const soon = start + minutes * minuteMs
  const completed = random.chance(0.15)
    ? random.instant(start + dayMs, start + 40 * dayMs)
    : random.instant(start, soon + 30 * minuteMs)
  return completed <= now ? completed : null
}

function claimStart(taken: Set<string>, companyID: number, actionType: number, wantedStart: number): number {
  let start = wantedStart
  const key = () => `${companyID}:${actionType}:${start}`
  while (taken.has(key())) start -= 5 * minuteMs
  taken.add(key())
  return start
}

function salesCompanies(companies: readonly Company[]): readonly Company[] {
  return companies.filter(({ kind }) => kind === 'customer' || kind === 'prospect' || kind === 'former')
}
