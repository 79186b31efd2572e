import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { TenantAccess } from '../../tickets/tenant-access.ts'
import type { ConnectWiseWriter, Slot } from '../../vendors/connectwise/index.ts'
import type { ConnectWiseAccount } from '../../vendors/connectwise/types.ts'
import type { ChangeRecord, ChangeStepKind, StepRecord } from '../change-record.ts'
import type { ChangeRecords } from '../change-records.ts'
import { settleMs, type ChangeTimes } from '../change-times.ts'
import { decideAfterCall, decideStep } from './decide-step.ts'
import type { DeliveryRecords } from './delivery-records.ts'
import type { DeliveryRun, RunEnd } from './delivery-run.ts'
import type { DueChange } from './due-changes.ts'
import { gatherFacts, isToBeSent } from './gather-facts.ts'
import { LeaseLostError } from './leases.ts'
import { makeCall } from './make-call.ts'
import { recordStep } from './record-step.ts'
import type { Outcome, StepCall, StepEntry } from './step-facts.ts'
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
  /** Waits for a slot of the tenant's planner for a write; null if none was free in time. */
  readonly takeSlot?: (tenantId: string, signal: AbortSignal) => Promise<Slot | null>
  readonly stopwatch?: () => Stopwatch
}

const over: RunEnd = { kind: 'over' }

/**
 * Delivers changes, one run at a time: acquires the ticket's lease, proceeds as far as possible, stores when to retry,
 * and releases the lease. decide-step.ts says what to do next with a step; this does it. A run may end at any line: see
 * docs/exactly-once.md.
 */
export function createDeliverer(given: DeliverOptions) {
  const options = {
    stopwatch: startStopwatch,
    ...given,
    unanswered: createUnansweredSends(settleMs(given.times)),
  }
  const { records, delivery, writerOf, times, takeSlot, stopwatch } = options

  /** Advances a change by one step. @returns null if more can be done immediately */
  async function advance(run: DeliveryRun, change: ChangeRecord, step: StepRecord): Promise<RunEnd | null> {
    // Wait for the tenant's planner before anything is queried or recorded as sent, so that the send then goes out
    // immediately.
    const needsSlot = takeSlot !== undefined && isToBeSent(change, step)
    const slot = needsSlot ? ((await takeSlot(change.tenantId, run.signal)) ?? undefined) : undefined
    const isRateLimited = needsSlot && slot === undefined
    try {
      const { facts, granted } = await gatherFacts(options, run, change, step, isRateLimited)
      const decision = decideStep(facts, times)
      const connectWise = granted && { writer: writerOf(granted.account), defaults: granted.defaults }
      if (!isCall(decision)) return await recordStep(options, decision, { run, change, step, connectWise })
      if (!connectWise) throw new Error(`A call was decided on without access, for the change ${change.id}.`)
      const made = await makeCall(options, decision.do, { run, change, step, connectWise, slot })
      const entry = decideAfterCall({ ...facts, attempts: made.step.attempts }, times, made.last)
      return await recordStep(options, entry, { run, change, step: made.step, connectWise })
    } finally {
      slot?.giveBack()
    }
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
     * Delivers a change that was found to be due. Starts no new step once `isClosing`.
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

const isCall = (decision: StepCall | StepEntry): decision is StepCall =>
  decision.do === 'resolve' || decision.do === 'send' || decision.do === 'verify'
