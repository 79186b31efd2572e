import { isSameSystem, type ConnectWiseSystem } from '../../tickets/connectwise-system.ts'
import type { DeniedAccess, GrantedAccess, TenantAccess } from '../../tickets/tenant-access.ts'
import type { ChangeRecord, StepRecord } from '../change-record.ts'
import type { DeliveryRecords } from './delivery-records.ts'
import type { DeliveryRun } from './delivery-run.ts'
import type { AccessFact, StepFacts } from './step-facts.ts'
import { sendOf, type UnansweredSends } from './unanswered-sends.ts'

export interface GatherFactsOptions {
  readonly delivery: Pick<DeliveryRecords, 'isStatusOverruled'>
  readonly access: Pick<TenantAccess, 'check'>
  readonly unanswered: UnansweredSends
}

/** Whether the next call is the step's own write, as opposed to a prior query or a check. */
export const isToBeSent = (change: ChangeRecord, step: StepRecord) =>
  step.sentAt === null && change.cancelRequestedAt === null && isTicketKnown(change, step)

const isTicketKnown = ({ isProject, statusId }: ChangeRecord, { kind }: StepRecord) =>
  isProject !== null && (kind !== 'STATUS' || statusId !== null)

/**
 * Gathers what the decision on a step needs. The access is asked for last, just before a call, and not at all where the
 * decision is made without it.
 *
 * @param isRateLimited whether the step is to be sent, and no slot was free for that in time
 */
export async function gatherFacts(
  { delivery, access, unanswered }: GatherFactsOptions,
  { now }: DeliveryRun,
  change: ChangeRecord,
  step: StepRecord,
  isRateLimited: boolean,
): Promise<{ readonly facts: StepFacts; readonly granted: GrantedAccess | null }> {
  const { kind, sentAt, attempts, reason } = step
  const isCancelled = change.cancelRequestedAt !== null
  const needsAccess = !isRateLimited && !(isCancelled && sentAt === null)
  const isStatusOverruled = needsAccess && kind === 'STATUS' && (await delivery.isStatusOverruled(change))
  const checked = needsAccess && !isStatusOverruled ? await access.check(change.tenantId) : null
  const facts: StepFacts = {
    kind,
    isCancelled,
    sentAgeMs: sentAt === null ? null : now() - sentAt,
    ownAgeMs: unanswered.ageMs(sendOf(change, step)),
    attempts,
    reason,
    isStatusOverruled,
    isTicketKnown: isTicketKnown(change, step),
    isRateLimited,
    access: checked ? toFact(change, checked) : { kind: 'not-asked' },
  }
  return { facts, granted: checked?.isGranted ? checked : null }
}

function toFact(change: ConnectWiseSystem, checked: GrantedAccess | DeniedAccess): AccessFact {
  if (!checked.isGranted) return { kind: 'denied', reason: checked.reason }
  if (isSameSystem(change, checked.system)) return { kind: 'granted' }
  return { kind: 'other-system', reason: explainOtherSystem(change, checked.system) }
}

/** Omits the server names, which only administrators may see. */
function explainOtherSystem({ companyId }: ConnectWiseSystem, now: ConnectWiseSystem): string {
  if (companyId.toLowerCase() !== now.companyId.toLowerCase()) {
    return `It was logged for ConnectWise’s company ${companyId}, and the tenant’s credentials now lead to ${now.companyId}. It waits until they lead there again, or is cancelled.`
  }
  return 'It was logged for another ConnectWise server than the tenant’s credentials lead to now. It waits until they lead there again, or is cancelled.'
}
