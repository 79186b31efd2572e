import type { WireRecord } from '../world.ts'
import type { Company } from './companies.ts'
import type { Contact } from './contacts.ts'
import type { Timeline } from './local-time.ts'
import { openStages, opportunityStatuses, wonStage } from './picklists.ts'
import type { Random, Weighted } from './random.ts'
import type { WorkMoments } from './rhythm.ts'
import { dayMs, fill, hourMs, wireInstant, wireInstantOrNull } from './wire.ts'

const blankOpportunity = {
  id: 0,
  advancedField1: null,
  advancedField2: null,
  advancedField3: null,
  advancedField4: null,
  advancedField5: null,
  amount: null,
  assessmentScore: null,
  barriers: '',
  closedDate: null,
  companyID: null,
  contactID: null,
  cost: null,
  createDate: null,
  creatorResourceID: null,
  description: '',
  helpNeeded: '',
  impersonatorCreatorResourceID: null,
  lastActivity: null,
  leadSource: null,
  lossReason: null,
  lossReasonDetail: '',
  lostDate: null,
  market: '',
  monthlyCost: 0,
  monthlyRevenue: 0,
  nextStep: '',
  onetimeCost: 0,
  onetimeRevenue: 0,
  opportunityCategoryID: null,
  organizationalLevelAssociationID: null,
  ownerResourceID: null,
  primaryCompetitor: null,
  probability: 0,
  productID: null,
  projectedCloseDate: null,
  promisedFulfillmentDate: null,
  promotionName: '',
  quarterlyCost: 0,
  quarterlyRevenue: 0,
  rating: null,
  relationshipAssessmentScore: null,
  revenueSpread: null,
  revenueSpreadUnit: null,
  salesOrderID: null,
  salesProcessPercentComplete: 0,
  semiannualCost: 0,
  semiannualRevenue: 0,
  stage: null,
  startDate: null,
  status: null,
  technicalAssessmentScore: null,
  throughDate: null,
  title: '',
  totalAmountMonths: null,
  useQuoteTotals: false,
  winReason: null,
  winReasonDetail: '',
  yearlyCost: 0,
  yearlyRevenue: 0,
  userDefinedFields: [],
}

const firstOpportunityID = 29_682_815
const fewest = 8

const subjects = [
  'Managed Services, {n} seats',
  'Firewall refresh',
  'Umzug auf Microsoft 365 ({n} Postfächer)',
  'VoIP for {n} users',
  'Backup & disaster recovery',
  'Security assessment 🔐',
]

/** Every status occurs, however few there are. */
const certainStatuses = Object.values(opportunityStatuses)
const statuses: readonly Weighted<number>[] = [
  [opportunityStatuses.active, 38],
  [opportunityStatuses.closed, 32],
  [opportunityStatuses.lost, 20],
  [opportunityStatuses.notReady, 10],
]

/** The opportunities of a year, and which they are by company. Those that are closed are those in the last stage. */
export function generateOpportunities(
  random: Random,
  sources: {
    timeline: Timeline
    moments: WorkMoments
    scale: number
    companies: readonly Company[]
    contactsOf: ReadonlyMap<number, Contact[]>
  },
): { records: WireRecord[]; opportunitiesOf: Map<number, number[]> } {
  const { timeline, moments, scale, contactsOf } = sources
  const { first, now, dayOf } = timeline
  const companies = sources.companies.filter(({ kind }) => kind === 'customer' || kind === 'prospect')
  const count = Math.max(Math.round(90 * scale), fewest)
  const created = Array.from({ length: count }, (_, index) =>
    // The first is created today, the second recently.
    index === 0
      ? random.instant(dayOf(now).start, now)
      : moments.sales(random, index === 1 ? now - 4 * dayMs : first, now),
  ).sort((one, other) => one - other)
  const opportunitiesOf = new Map<number, number[]>()
  const records = created.map((at, index) => {
    const company = random.pick(companies)
    const id = firstOpportunityID + index
    opportunitiesOf.set(company.id, [...(opportunitiesOf.get(company.id) ?? []), id])
    return opportunityRecord(
      random,
      id,
      company,
      contactsOf.get(company.id) ?? [],
      at,
      timeline,
      drawStatus(random, index),
    )
  })
  return { records, opportunitiesOf }
}

function drawStatus(random: Random, index: number): number {
  return certainStatuses[index] ?? random.weighted(statuses)
}

function opportunityRecord(
  random: Random,
  id: number,
  company: Company,
  contacts: readonly Contact[],
  created: number,
  timeline: Timeline,
  status: number,
): WireRecord {
  const isWon = status === opportunityStatuses.closed
  const isLost = status === opportunityStatuses.lost
  const open = random.pick(openStages)
  const ended = isWon || isLost ? random.instant(created, Math.min(timeline.now, created + 120 * dayMs)) : null
  const amount = drawAmount(random)
  const projected = (ended ?? created + random.int(20, 150) * dayMs) + random.int(-5, 5) * dayMs
  return fill(blankOpportunity, {
    id,
    userDefinedFields: [],
    companyID: company.id,
    contactID: contacts.length === 0 || random.chance(0.2) ? null : random.pick(contacts).id,
    title: random.pick(subjects).replace('{n}', String(random.int(5, 120))),
    description: random.pick(['', null, 'Asked for at the quarterly review.', 'Angebot bis Monatsende gewünscht']),
    nextStep: ended === null ? random.pick(['', 'Send proposal', 'Call back']) : '',
    status,
    stage: isWon ? wonStage : open.stage,
    probability: isWon ? 100 : isLost ? 0 : open.probability,
    amount,
    cost: amount === null ? null : Math.round(amount * random.float(30, 80)) / 100,
    onetimeRevenue: amount ?? 0,
    createDate: wireInstant(created),
    creatorResourceID: company.ownerID,
    ownerResourceID: company.ownerID,
    startDate: wireInstant(dayStart(created)),
    projectedCloseDate: wireInstant(dayStart(Math.max(projected, created))),
    closedDate: isWon ? wireInstantOrNull(ended) : null,
    lostDate: isLost ? wireInstantOrNull(ended) : null,
    lossReason: isLost && random.chance(0.8) ? random.pick([1, 2, 4]) : null,
    lossReasonDetail: isLost ? random.pick(['', 'Budget moved to next year', 'Zu teuer']) : '',
    winReason: isWon && random.chance(0.6) ? random.int(1, 2) : null,
    lastActivity: wireInstant(ended ?? random.instant(created, Math.min(timeline.now, created + 300 * hourMs))),
    leadSource: random.pick([1, 2, 3, 5, null]),
    rating: random.pick([1, 2, 3, null]),
    opportunityCategoryID: random.pick([1, 2]),
  })
}

/** Two decimals; now and then 0, now and then not set. */
function drawAmount(random: Random): number | null {
  if (random.chance(0.06)) return 0
  if (random.chance(0.06)) return null
  return random.int(40_000, random.pick([300_000, 1_500_000, 9_000_000])) / 100
}

function dayStart(instant: number): number {
  return instant - (instant % dayMs)
}
