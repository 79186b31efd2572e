import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { CallLimits, ConnectWiseWriter, Slot } from '../../vendors/connectwise/index.ts'
import type { ChangeRecord, ChangeStepKind, StepRecord } from '../change-record.ts'
import type { ChangeRecords } from '../change-records.ts'
import { settleMs, type ChangeTimes } from '../change-times.ts'
import { LeaseLostError, type DeliveryRecords, type Lease, type StepEnd } from './delivery-records.ts'
import type { DueChange } from './due-changes.ts'
import { isSameSystem, type ConnectWiseSystem } from '../../tickets/connectwise-system.ts'
import type { TenantAccess } from '../../tickets/tenant-access.ts'
import { sortFailure, type Failure } from './sort-failure.ts'
import { explainRefusedStatus, findStep, sendStep, type OpenConnectWise, type ReadyChange } from './step-calls.ts'
import type { ConnectWiseAccount } from '../../vendors/connectwise/types.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'
import { createUnansweredSends } from './unanswered-sends.ts'

export interface DeliverOptions {
  readonly records: Pick<ChangeRecords, 'find'>
  readonly delivery: DeliveryRecords
  readonly access: Pick<TenantAccess, 'check'>
  readonly writerOf: (account: ConnectWiseAccount) => ConnectWiseWriter
  readonly times: ChangeTimes
  /** For timestamps shown to people. */
  readonly clock: Clock
  /** Called with the outcome of each step. */
  readonly onOutcome?: (change: ChangeRecord, kind: ChangeStepKind, outcome: Outcome) => void
  /** Waits for a slot of the tenant's rate limiter for a write; null if none was free in time. */
  readonly takeSlot?: (tenantId: string, signal: AbortSignal) => Promise<Slot | null>
  readonly stopwatch?: () => Stopwatch
}

/** Outcome of a step: sent (`stored`, `refused`, `unknown`), looked up (`found`, `absent`), or without a call. */
export type Outcome = 'stored' | 'refused' | 'unknown' | 'found' | 'absent' | 'skipped'

/** How a run ended. `closed` and `limited` concern the whole tenant, which should be left alone for a while. */
export type RunEnd =
  | { readonly kind: 'over' }
  | { readonly kind: 'closed'; readonly reason: string }
  | { readonly kind: 'limited'; readonly waitMs: number }

/** Context of a run. */
interface DeliveryRun {
  readonly lease: Lease
  /** The time by the clock of deliveries, or slightly earlier. */
  readonly now: () => number
  /** Aborts when the shutdown grace period ends; in-flight calls then count as unknown. */
  readonly signal: AbortSignal
}

/** Give up on a step that was sent this often and always accepted without effect. */
const maxFalseTakes = 10
/** Sends that follow each other without a backoff. */
const quickSends = 2
const over: RunEnd = { kind: 'over' }

/**
 * Delivers changes, one run at a time: acquires the ticket's lease, proceeds as far as possible, stores when to retry,
 * and releases the lease. A run may end at any line; see docs/exactly-once.md.
 */
export function createDeliverer(options: DeliverOptions) {
  const { records, delivery, access, writerOf, times, clock, onOutcome, takeSlot, stopwatch = startStopwatch } = options
  const settledMs = settleMs(times)
  const unanswered = createUnansweredSends(settledMs)
  const sendOf = (change: ChangeRecord, step: StepRecord) => `${change.id} ${step.kind}`

  /** Makes a call that settles within the timeout, whatever happens to the request. */
  async function attempt<T>(
    run: DeliveryRun,
    call: (limits: CallLimits) => Promise<T>,
  ): Promise<{ value: T } | Failure> {
    const signal = AbortSignal.any([run.signal, AbortSignal.timeout(times.timeoutMs)])
    try {
      return { value: await Promise.race([call({ signal }), whenOver(signal)]) }
    } catch (error) {
      return sortFailure(error)
    }
  }

  async function finish(change: ChangeRecord, step: StepRecord, end: StepEnd, outcome: Outcome): Promise<null> {
    const at = Math.max(clock(), change.createdAt)
    await delivery.finish(change.id, step, { ...end, at })
    unanswered.forget(sendOf(change, step))
    onOutcome?.(change, step.kind, outcome)
    return null
  }

  async function postpone(run: DeliveryRun, change: ChangeRecord, step: StepRecord, waitMs: number, reason: string) {
    await delivery.postpone(run.lease, change.id, step, { waitMs: Math.ceil(waitMs), reason })
    return over
  }

  async function postponeAfter(
    run: DeliveryRun,
    change: ChangeRecord,
    step: StepRecord,
    failure: Failure,
    pauseMs: number,
  ) {
    const isLimit = failure.kind === 'unknown' && failure.concernsTenant
    const askedMs = failure.kind === 'unknown' ? Math.min(failure.askedWaitMs, 10 * times.patienceMs) : 0
    const waitMs = Math.max(pauseMs, askedMs, isLimit ? times.patienceMs : 0)
    await postpone(run, change, step, waitMs, failure.reason)
    return isLimit ? ({ kind: 'limited', waitMs } as const) : over
  }

  /** Asks ConnectWise for what must be known before a step can be sent. */
  async function resolveTicket(
    run: DeliveryRun,
    change: ChangeRecord,
    step: StepRecord,
    { writer, defaults }: OpenConnectWise,
  ) {
    const asked = await attempt(run, (limits) => writer.readTicket(change.ticketId, limits))
    if (!('value' in asked)) {
      // Of a change that is retried the step may have been sent before: it is FAILED as it was, and looked for before it is
      // sent again.
      if (asked.kind === 'refused') return finish(change, step, { state: 'FAILED', reason: asked.reason }, 'refused')
      return postponeAfter(run, change, step, asked, pauseAfter(times, 5 * times.backoffMs))
    }
    const ticket = asked.value
    if (!ticket) {
      const reason = `Ticket ${change.ticketId} is not in ConnectWise, or its API member may not see it.`
      return finish(change, step, { state: 'FAILED', reason }, 'refused')
    }
    const isProject = ticket.kind === 'project'
    if (step.kind !== 'STATUS' || change.statusId !== null) {
      await delivery.resolveTicket(run.lease, change.id, { isProject })
      return null
    }
    const statusId = defaults.defaultStatuses.find(({ boardId }) => boardId === ticket.board.id)?.statusId
    if (statusId === undefined) {
      const reason = `The tenant has no default status for the board ${ticket.board.name}.`
      return finish(change, step, { state: 'SKIPPED', reason }, 'skipped')
    }
    await delivery.resolveTicket(run.lease, change.id, { isProject, statusId })
    return null
  }

  async function send(
    run: DeliveryRun,
    change: ReadyChange,
    before: StepRecord,
    open: OpenConnectWise,
    slot: Slot | undefined,
  ): Promise<RunEnd | null> {
    const begun = stopwatch()
    const sentAt = await delivery.beginSend(run.lease, change.id, before)
    const step = { ...before, attempts: before.attempts + 1, sentAt }
    // Others count from `sentAt`: a call that leaves much later could be stored after they stopped waiting for it.
    if (begun.atMost() > times.marginMs / 2 || run.signal.aborted) {
      await delivery.markUnsent(run.lease, change.id, step)
      return postpone(run, change, step, times.backoffMs, 'The gateway was held up.')
    }
    unanswered.add(sendOf(change, step), begun)
    const sent = await attempt(run, (limits) => sendStep(change, step.kind, open, { ...limits, slot }))
    if ('value' in sent && sent.value !== null) {
      return finish(change, step, { state: 'DONE', vendorId: sent.value }, 'stored')
    }
    const failure = 'value' in sent ? notTaken(step) : sent
    if (failure.kind === 'unknown') {
      onOutcome?.(change, step.kind, 'unknown')
      return postponeAfter(run, change, step, failure, step.kind === 'STATUS' ? settledMs : times.backoffMs)
    }
    const isStatus = step.kind === 'STATUS' && !failure.isNotFound
    const reason = isStatus
      ? await orOtherwise(run, failure.reason, (limits) => explainRefusedStatus(change, failure.reason, open, limits))
      : failure.reason
    return finish(change, step, { state: 'FAILED', reason }, 'refused')
  }

  async function orOtherwise<T>(run: DeliveryRun, otherwise: T, call: (limits: CallLimits) => Promise<T>): Promise<T> {
    const asked = await attempt(run, call)
    return 'value' in asked ? asked.value : otherwise
  }

  /** Determines the outcome of a step that was sent without an answer. */
  async function verify(
    run: DeliveryRun,
    change: ReadyChange,
    step: StepRecord,
    sentAt: number,
    open: OpenConnectWise,
  ) {
    const ageMs = run.now() - sentAt
    if (ageMs < -times.marginMs) {
      // A clock was set back: restart the settle time from now.
      await delivery.restamp(run.lease, change.id, step)
      return postpone(run, change, step, settledMs, step.reason ?? lookingBack)
    }
    const leftMs = settledMs - Math.min(ageMs, unanswered.ageMs(sendOf(change, step)))
    // Even a status that is there has to wait: sent twice, its other copy could come late and undo a later change's.
    if (step.kind === 'STATUS' && leftMs > 0) return postpone(run, change, step, leftMs, step.reason ?? lookingBack)

    const notThese = await delivery.idsOfOthers(change, step.kind)
    const looked = await attempt(run, (limits) => findStep(change, step.kind, open, notThese, limits))
    if (!('value' in looked)) {
      if (looked.kind === 'refused' && looked.isNotFound && leftMs <= 0) {
        return finish(change, step, { state: 'FAILED', reason: looked.reason }, 'refused')
      }
      return postponeAfter(run, change, step, looked, pauseAfter(times, ageMs / 2))
    }
    if (looked.value !== null) return finish(change, step, { state: 'DONE', vendorId: looked.value }, 'found')
    if (leftMs > 0) {
      const waitMs = Math.min(leftMs, Math.max(ageMs, times.backoffMs))
      return postpone(run, change, step, waitMs, step.reason ?? lookingBack)
    }
    if (change.cancelRequestedAt !== null) {
      const reason = 'It was cancelled. ConnectWise was asked, and does not have this.'
      return finish(change, step, { state: 'SKIPPED', reason }, 'absent')
    }
    await delivery.markUnsent(run.lease, change.id, step)
    unanswered.forget(sendOf(change, step))
    onOutcome?.(change, step.kind, 'absent')
    if (step.attempts < quickSends) return null
    const waitMs = pauseAfter(times, times.backoffMs * 2 ** Math.min(step.attempts, 20))
    return postpone(run, change, step, waitMs, step.reason ?? lookingBack)
  }

  /** Advances a change by one step. @returns null if more can be done immediately */
  async function advance(run: DeliveryRun, change: ChangeRecord, step: StepRecord): Promise<RunEnd | null> {
    if (change.cancelRequestedAt !== null && step.sentAt === null) {
      // It was cancelled just before it was sent.
      const reason = 'It was cancelled before this was sent.'
      return finish(change, step, { state: 'SKIPPED', reason }, 'skipped')
    }
    // Wait for the tenant's rate limiter before anything is queried or recorded as sent, so that the send then goes out
    // immediately.
    const slot = isToBeSent(change, step) ? await takeSlot?.(change.tenantId, run.signal) : undefined
    if (slot === null) return postpone(run, change, step, times.backoffMs, 'Other calls of the tenant go first.')
    try {
      return await advanceWith(slot, run, change, step)
    } finally {
      slot?.giveBack()
    }
  }

  async function advanceWith(
    slot: Slot | undefined,
    run: DeliveryRun,
    change: ChangeRecord,
    step: StepRecord,
  ): Promise<RunEnd | null> {
    if (step.kind === 'STATUS' && (await delivery.isStatusOverruled(change))) {
      const reason = 'A change that was logged later has set the status meanwhile.'
      return finish(change, step, { state: 'SKIPPED', reason }, 'skipped')
    }
    const granted = await access.check(change.tenantId)
    if (!granted.isGranted) {
      await postpone(run, change, step, 0, granted.reason)
      return { kind: 'closed', reason: granted.reason }
    }
    if (!isSameSystem(change, granted.system)) {
      return postpone(run, change, step, times.patienceMs, explainOtherSystem(change, granted.system))
    }
    const open = { writer: writerOf(granted.account), defaults: granted.defaults }
    const { isProject } = change
    if (isProject === null || (step.kind === 'STATUS' && change.statusId === null)) {
      return resolveTicket(run, change, step, open)
    }
    const ready = { ...change, isProject }
    return step.sentAt === null ? send(run, ready, step, open, slot) : verify(run, ready, step, step.sentAt, open)
  }

  async function continueDelivery(run: DeliveryRun, changeId: string, isClosing: () => boolean): Promise<RunEnd> {
    while (!isClosing()) {
      const change = await records.find(changeId)
      const step = change?.steps.find(({ state }) => state === 'PENDING')
      if (change?.state !== 'PENDING' || !step) return over
      const end = await advance(run, change, step)
      if (end) return end
    }
    return over
  }

  return {
    /**
     * Delivers for a change that is the oldest PENDING one of its ticket. Starts no new step once `isClosing`.
     *
     * @throws DatabaseUnavailableError; the outcome of an in-flight call is then unknown, and determined later
     */
    async run(
      due: DueChange,
      { isClosing, signal }: { isClosing: () => boolean; signal: AbortSignal },
    ): Promise<RunEnd> {
      const lease = { tenantId: due.tenantId, ticketId: due.ticketId, owner: randomUUID() }
      const claimedAt = await delivery.claim(lease)
      if (claimedAt === null) return over
      const since = stopwatch()
      try {
        return await continueDelivery({ lease, now: () => claimedAt + since.atLeast(), signal }, due.id, isClosing)
      } catch (error) {
        if (error instanceof LeaseLostError) return over
        throw error
      } finally {
        // If the release fails, the lease expires on its own.
        await delivery.release(lease).catch(() => undefined)
      }
    },
  }
}

/** Whether the step's next call is its own write, as opposed to a prior query or a look-back. */
const isToBeSent = ({ isProject, statusId }: ChangeRecord, { kind, sentAt }: StepRecord) =>
  sentAt === null && isProject !== null && (kind !== 'STATUS' || statusId !== null)

const lookingBack = 'ConnectWise did not say whether it has taken this; the gateway is finding out.'

/** Omits the server names, which only administrators may see. */
function explainOtherSystem({ companyId }: ConnectWiseSystem, now: ConnectWiseSystem): string {
  if (companyId.toLowerCase() !== now.companyId.toLowerCase()) {
    return `It was logged for ConnectWise’s company ${companyId}, and the tenant’s credentials now lead to ${now.companyId}. It waits until they lead there again, or is cancelled.`
  }
  return 'It was logged for another ConnectWise server than the tenant’s credentials lead to now. It waits until they lead there again, or is cancelled.'
}

/** Exponential backoff within its minimum and maximum. */
const pauseAfter = ({ backoffMs, patienceMs }: ChangeTimes, ms: number) => Math.min(Math.max(ms, backoffMs), patienceMs)

function notTaken({ attempts }: StepRecord): Failure {
  if (attempts >= maxFalseTakes) {
    const reason = `ConnectWise took the new status ${attempts} times, and each time the ticket had another one afterwards.`
    return { kind: 'refused', reason, isNotFound: false }
  }
  const reason = 'ConnectWise answered as if the status was set, and the ticket has another one.'
  return { kind: 'unknown', reason, askedWaitMs: 0, concernsTenant: false }
}

function whenOver(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () => reject(new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'ConnectWise did not answer in time.'))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
}
