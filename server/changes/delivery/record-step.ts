import type { Clock } from '../../clock.ts'
import type { ChangeRecord, ChangeStepKind, StepRecord } from '../change-record.ts'
import type { ChangeTimes } from '../change-times.ts'
import { attempt } from './attempt.ts'
import type { DeliveryRecords } from './delivery-records.ts'
import type { DeliveryRun, GrantedConnectWise, RunEnd } from './delivery-run.ts'
import type { StepEnd } from './finish-step.ts'
import { explainRefusedStatus, ready } from './step-calls.ts'
import type { Outcome, StepEntry, Wait } from './step-facts.ts'
import { sendOf, type UnansweredSends } from './unanswered-sends.ts'

export interface RecordStepOptions {
  readonly delivery: Pick<DeliveryRecords, 'finish' | 'postpone' | 'markUnsent' | 'restamp' | 'resolveTicket'>
  readonly times: ChangeTimes
  readonly clock: Clock
  readonly unanswered: UnansweredSends
  readonly onOutcome?: (change: ChangeRecord, kind: ChangeStepKind, outcome: Outcome) => void
}

/** The step that an entry is about. */
interface Recorded {
  readonly run: DeliveryRun
  readonly change: ChangeRecord
  readonly step: StepRecord
  readonly connectWise: GrantedConnectWise | null
}

/** Records what was decided on a step. @returns null if more can be done immediately */
export async function recordStep(
  options: RecordStepOptions,
  entry: StepEntry,
  recorded: Recorded,
): Promise<RunEnd | null> {
  const { delivery, unanswered, onOutcome } = options
  const { run, change, step } = recorded
  switch (entry.do) {
    case 'finish':
      return finish(options, recorded, { state: 'DONE', vendorId: entry.vendorId }, entry.outcome)
    case 'skip':
      return finish(options, recorded, { state: 'SKIPPED', reason: entry.reason }, entry.outcome)
    case 'fail': {
      const reason = entry.isStatusRejected ? await explain(options, recorded, entry.reason) : entry.reason
      const isUnsent = entry.sent === 'is-not-stored'
      return finish(options, recorded, { state: 'FAILED', reason, isUnsent }, 'refused')
    }
    case 'note-ticket':
      await delivery.resolveTicket(run.lease, change.id, entry.ticket)
      return null
    case 'send-again':
      await delivery.markUnsent(run.lease, change.id, step)
      unanswered.forget(sendOf(change, step))
      onOutcome?.(change, step.kind, 'absent')
      return null
    case 'wait':
      return postpone(options, recorded, entry)
  }
}

async function finish(
  { delivery, clock, unanswered, onOutcome }: RecordStepOptions,
  { change, step }: Recorded,
  end: StepEnd,
  outcome: Outcome,
): Promise<null> {
  const at = Math.max(clock(), change.createdAt)
  await delivery.finish(change.id, step, { ...end, at })
  unanswered.forget(sendOf(change, step))
  onOutcome?.(change, step.kind, outcome)
  return null
}

async function postpone(
  { delivery, unanswered, onOutcome }: RecordStepOptions,
  { run, change, step }: Recorded,
  { waitMs, reason, sent, outcome, tenant }: Wait,
): Promise<RunEnd> {
  const { lease } = run
  if (sent === 'counts-from-now') await delivery.restamp(lease, change.id, step)
  if (sent === 'is-not-stored') {
    await delivery.markUnsent(lease, change.id, step)
    unanswered.forget(sendOf(change, step))
  }
  if (outcome) onOutcome?.(change, step.kind, outcome)
  await delivery.postpone(lease, change.id, step, { waitMs: Math.ceil(waitMs), reason })
  if (tenant === 'denied') return { kind: 'denied', reason }
  return tenant === 'limited' ? { kind: 'limited', waitMs } : { kind: 'over' }
}

/** Adds the statuses that the ticket can have to ConnectWise's message, as far as ConnectWise tells. */
async function explain(
  { times }: RecordStepOptions,
  { run, change, connectWise }: Recorded,
  words: string,
): Promise<string> {
  if (!connectWise) return words
  const asked = await attempt({ ...times, signal: run.signal }, (limits) =>
    explainRefusedStatus(ready(change), words, connectWise, limits),
  )
  return 'value' in asked ? asked.value : words
}
