import type { Slot } from '../../vendors/connectwise/index.ts'
import type { ChangeRecord, StepRecord } from '../change-record.ts'
import type { ChangeTimes } from '../change-times.ts'
import { attempt } from './attempt.ts'
import type { DeliveryRecords } from './delivery-records.ts'
import type { DeliveryRun, GrantedConnectWise } from './delivery-run.ts'
import { findStep, ready, sendStep } from './step-calls.ts'
import type { CallResult, ResolveResult, SendResult, VerifyResult } from './step-facts.ts'
import type { Stopwatch } from './stopwatch.ts'
import { sendOf, type UnansweredSends } from './unanswered-sends.ts'

/** A step to make a call for. */
export interface StepContext {
  readonly run: DeliveryRun
  readonly change: ChangeRecord
  readonly step: StepRecord
  readonly connectWise: GrantedConnectWise
  /** For a send. */
  readonly slot: Slot | undefined
}

export interface MakeCallOptions {
  readonly delivery: Pick<DeliveryRecords, 'beginSend' | 'idsOfOthers'>
  readonly times: ChangeTimes
  readonly unanswered: UnansweredSends
  readonly stopwatch: () => Stopwatch
}

/**
 * Makes the call that was decided on.
 *
 * @returns the step, which a send counts, and what came of the call
 */
export async function makeCall(
  options: MakeCallOptions,
  call: 'resolve' | 'send' | 'verify',
  context: StepContext,
): Promise<{ step: StepRecord; last: CallResult }> {
  switch (call) {
    case 'resolve':
      return { step: context.step, last: await resolve(options, context) }
    case 'send':
      return send(options, context)
    case 'verify':
      return { step: context.step, last: await verify(options, context) }
  }
}

/** Asks ConnectWise for what must be known before a step can be sent. */
async function resolve(
  { times }: MakeCallOptions,
  { run, change, step, connectWise }: StepContext,
): Promise<ResolveResult> {
  const asked = await attempt({ ...times, signal: run.signal }, (limits) =>
    connectWise.writer.readTicket(change.ticketId, limits),
  )
  if ('failure' in asked) return { call: 'resolve', is: 'failed', failure: asked.failure }
  const ticket = asked.value
  if (!ticket) return { call: 'resolve', is: 'no-ticket', ticketId: change.ticketId }
  const isProject = ticket.kind === 'project'
  if (step.kind !== 'STATUS' || change.statusId !== null) return { call: 'resolve', is: 'known', ticket: { isProject } }
  const statusId = connectWise.defaults.defaultStatuses.find(({ boardId }) => boardId === ticket.board.id)?.statusId
  if (statusId === undefined) return { call: 'resolve', is: 'no-default-status', boardName: ticket.board.name }
  return { call: 'resolve', is: 'known', ticket: { isProject, statusId } }
}

async function send({ delivery, times, unanswered, stopwatch }: MakeCallOptions, context: StepContext) {
  const { run, change, connectWise, slot } = context
  const begun = stopwatch()
  const sentAt = await delivery.beginSend(run.lease, change.id, context.step)
  const step = { ...context.step, attempts: context.step.attempts + 1, sentAt }
  const result = (last: SendResult) => ({ step, last })
  // Others count from `sentAt`: a call that leaves much later could be stored after they stopped waiting for it.
  if (begun.atMost() > times.marginMs / 2 || run.signal.aborted) return result({ call: 'send', is: 'held-up' })
  unanswered.add(sendOf(change, step), begun)
  const sent = await attempt({ ...times, signal: run.signal }, (limits) =>
    sendStep(ready(change), step.kind, connectWise, { ...limits, slot }),
  )
  if ('failure' in sent) return result({ call: 'send', is: 'failed', failure: sent.failure })
  if (sent.value === null) return result({ call: 'send', is: 'not-taken' })
  return result({ call: 'send', is: 'stored', vendorId: sent.value })
}

/** Looks for a step that was sent without an answer. */
async function verify(
  options: MakeCallOptions,
  { run, change, step, connectWise }: StepContext,
): Promise<VerifyResult> {
  const notThese = await options.delivery.idsOfOthers(change, step.kind)
  const checked = await attempt({ ...options.times, signal: run.signal }, (limits) =>
    findStep(ready(change), step.kind, connectWise, notThese, limits),
  )
  if ('failure' in checked) return { call: 'verify', is: 'failed', failure: checked.failure }
  if (checked.value === null) return { call: 'verify', is: 'absent' }
  return { call: 'verify', is: 'found', vendorId: checked.value }
}
