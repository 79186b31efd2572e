import type { WireRecord } from '../world.ts'
import type { Timeline } from './local-time.ts'
import { administratorID, serviceDeskRoleID, type Staff } from './people.ts'
import type { Random, Weighted } from './random.ts'
import type { TicketPlan } from './ticket-plans.ts'
import { otherQueueIDs, retiredPriority, subIssuesByIssue } from './ticket-picklists.ts'
import { drawTicketDescription, drawTicketResolution, drawTicketTitle } from './ticket-texts.ts'
import { dayMs, fill, hourMs, wireInstant, wireInstantOrNull } from './wire.ts'

const blankTicket = {
  id: 0,
  apiVendorID: null,
  assignedResourceID: null,
  assignedResourceRoleID: null,
  billingCodeID: null,
  changeApprovalBoard: null,
  changeApprovalStatus: null,
  changeApprovalType: null,
  changeInfoField1: '',
  changeInfoField2: '',
  changeInfoField3: '',
  changeInfoField4: '',
  changeInfoField5: '',
  companyID: null,
  companyLocationID: null,
  completedByResourceID: null,
  completedDate: null,
  configurationItemID: null,
  contactID: null,
  contractID: null,
  contractServiceBundleID: null,
  contractServiceID: null,
  createDate: null,
  createdByContactID: null,
  creatorResourceID: null,
  creatorType: null,
  currentServiceThermometerRating: null,
  description: null,
  dueDateTime: null,
  estimatedHours: null,
  externalID: '',
  firstResponseAssignedResourceID: null,
  firstResponseDateTime: null,
  firstResponseDueDateTime: null,
  firstResponseInitiatingResourceID: null,
  hoursToBeScheduled: null,
  impersonatorCreatorResourceID: null,
  isAssignedToComanaged: false,
  issueType: null,
  isVisibleToComanaged: false,
  lastActivityDate: null,
  lastActivityPersonType: null,
  lastActivityResourceID: null,
  lastCustomerNotificationDateTime: null,
  lastCustomerVisibleActivityDateTime: null,
  lastTrackedModificationDateTime: null,
  monitorID: null,
  monitorTypeID: null,
  opportunityID: null,
  organizationalLevelAssociationID: null,
  previousServiceThermometerRating: null,
  priority: null,
  problemTicketId: null,
  projectID: null,
  purchaseOrderNumber: '',
  queueID: null,
  resolution: '',
  resolutionPlanDateTime: null,
  resolutionPlanDueDateTime: null,
  resolvedDateTime: null,
  resolvedDueDateTime: null,
  rmaStatus: null,
  rmaType: null,
  rmmAlertID: null,
  serviceLevelAgreementHasBeenMet: null,
  serviceLevelAgreementID: null,
  serviceLevelAgreementPausedNextEventHours: null,
  serviceThermometerTemperature: null,
  source: null,
  status: null,
  subIssueType: null,
  ticketCategory: null,
  ticketNumber: '',
  ticketType: null,
  title: '',
  userDefinedFields: [],
}

const issueTypes = [...subIssuesByIssue.keys()]
/** The hours within which a ticket of a priority is due. */
const dueHours = new Map([
  [4, 8],
  [1, 24],
  [2, 72],
  [3, 168],
])
const priorities: readonly Weighted<number>[] = [
  [3, 50],
  [2, 32],
  [1, 12],
  [4, 5],
]
const serviceLevels: readonly Weighted<number | null>[] = [
  [1, 35],
  [3, 20],
  [2, 15],
  [null, 30],
]
const ticketTypes: readonly Weighted<number>[] = [
  [2, 60],
  [1, 33],
  [4, 5],
  [3, 2],
]
const sources: readonly Weighted<number | null>[] = [
  [4, 34],
  [2, 30],
  [-1, 14],
  [11, 8],
  [6, 4],
  [1, 3],
  [null, 2],
]

/** The ticket of a plan with every field of the wire. */
export function ticketRecord(random: Random, plan: TicketPlan, staff: Staff, { now }: Timeline): WireRecord {
  const { created, completed, assigneeID } = plan
  const isAlert = plan.queueID === otherQueueIDs.monitoring
  const isOld = created < now - 150 * dayMs
  const priority = isOld && random.chance(0.03) ? retiredPriority : random.weighted(priorities)
  const due = created + (dueHours.get(priority) ?? 72) * hourMs
  const serviceLevel = random.weighted(serviceLevels)
  const resolved = drawResolved(random, created, completed)
  const end = resolved ?? completed ?? now
  const firstResponse = random.chance(0.75)
    ? random.instant(created, Math.min(end, created + random.pick([0.3, 1, 4, 24]) * hourMs))
    : null
  const lastActivity = random.instant(completed ?? firstResponse ?? created, Math.min(now, (completed ?? now) + dayMs))
  const issueType = random.chance(0.12) ? null : random.pick(issueTypes)
  const subIssues = issueType === null ? undefined : subIssuesByIssue.get(issueType)
  const byContact = plan.contactID !== null && random.chance(0.2)
  const workerID = assigneeID ?? random.pick(staff.technicianIDs)
  return fill(blankTicket, {
    id: plan.id,
    userDefinedFields: [],
    ticketNumber: plan.number,
    title: drawTicketTitle(random, issueType),
    description: drawTicketDescription(random),
    resolution: completed === null ? '' : drawTicketResolution(random),
    queueID: plan.queueID,
    status: plan.status,
    priority,
    issueType,
    subIssueType: subIssues === undefined || random.chance(0.1) ? null : random.pick(subIssues),
    source: isAlert ? 8 : random.weighted(sources),
    ticketType: isAlert ? 5 : random.weighted(ticketTypes),
    ticketCategory: isAlert ? 2 : random.chance(0.95) ? 3 : 101,
    monitorTypeID: isAlert ? random.int(1, 3) : null,
    companyID: plan.companyID,
    contactID: plan.contactID,
    contractID: plan.contractID,
    assignedResourceID: assigneeID,
    assignedResourceRoleID: assigneeID === null ? null : serviceDeskRoleID,
    billingCodeID: random.pick([29_682_801, 29_682_802, null]),
    createDate: wireInstant(created),
    creatorType: byContact ? 2 : 1,
    createdByContactID: byContact ? plan.contactID : null,
    creatorResourceID: byContact ? null : isAlert ? administratorID : drawCreator(random, staff),
    completedDate: wireInstantOrNull(completed),
    completedByResourceID: completed === null ? null : workerID,
    resolvedDateTime: wireInstantOrNull(resolved),
    firstResponseDateTime: wireInstantOrNull(firstResponse),
    firstResponseAssignedResourceID: firstResponse === null ? null : assigneeID,
    firstResponseInitiatingResourceID: firstResponse === null ? null : workerID,
    dueDateTime: random.chance(0.93) ? wireInstant(due) : null,
    estimatedHours: random.chance(0.3) ? random.int(1, 16) / 4 : null,
    hoursToBeScheduled: random.chance(0.1) ? random.int(1, 8) / 4 : null,
    serviceLevelAgreementID: serviceLevel,
    serviceLevelAgreementHasBeenMet: serviceLevel === null || completed === null ? null : end <= due,
    firstResponseDueDateTime: serviceLevel === null ? null : wireInstant(created + (due - created) / 4),
    resolutionPlanDueDateTime: serviceLevel === null ? null : wireInstant(created + (due - created) / 2),
    resolvedDueDateTime: serviceLevel === null ? null : wireInstant(due),
    resolutionPlanDateTime:
      serviceLevel === null || firstResponse === null || completed === null ? null : wireInstant(firstResponse),
    lastActivityDate: wireInstant(lastActivity),
    lastActivityPersonType: random.chance(0.2) ? 2 : 1,
    lastActivityResourceID: workerID,
    lastTrackedModificationDateTime: wireInstant(completed ?? lastActivity),
    lastCustomerNotificationDateTime: wireInstantOrNull(firstResponse),
    lastCustomerVisibleActivityDateTime: wireInstantOrNull(firstResponse),
    purchaseOrderNumber: random.pick(['', '', '', null]),
    externalID: random.pick(['', '', null]),
  })
}

/** The "resolved" event of the service level: mostly the completion itself, sometimes earlier, sometimes never set. */
function drawResolved(random: Random, created: number, completed: number | null): number | null {
  if (completed === null) return null
  const kind = random.weighted([
    ['same', 74],
    ['earlier', 10],
    ['never', 16],
  ])
  if (kind === 'never') return null
  return kind === 'same' ? completed : random.instant(created, completed)
}

function drawCreator(random: Random, staff: Staff): number {
  return random.chance(0.3) ? staff.apiUserID : random.pick(staff.technicianIDs)
}
