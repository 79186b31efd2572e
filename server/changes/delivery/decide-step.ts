import { settleMs, type ChangeTimes } from '../change-times.ts'
import type { Failure } from './sort-failure.ts'
import type {
  CallResult,
  ResolveResult,
  SendResult,
  StepCall,
  StepEntry,
  StepFacts,
  VerifyResult,
  Wait,
} from './step-facts.ts'

/*
 * The rules of docs/exactly-once.md, as pure functions: what to do next with a step, and what to record of it after a
 * call.
 */

/** Give up on a status that was sent this often and always accepted without effect. */
const maxFalseTakes = 10
/** Sends that follow each other without a backoff. */
const quickSends = 2

/** Decides what to do next with a step: make a call, or record why not. */
export function decideStep(facts: StepFacts, times: ChangeTimes): StepCall | StepEntry {
  const { sentAgeMs, access } = facts
  if (facts.isCancelled && sentAgeMs === null) return skip('It was cancelled before this was sent.')
  if (facts.isRateLimited) return wait(times.backoffMs, 'Other calls of the tenant go first.')
  if (facts.isStatusOverruled) return skip('A change that was logged later has set the status meanwhile.')
  if (access.kind === 'not-asked') throw new Error('The access is needed here, and was not asked for.')
  if (access.kind === 'denied') return { ...wait(0, access.reason), tenant: 'denied' }
  if (access.kind === 'other-system') return wait(times.patienceMs, access.reason)
  if (!facts.isTicketKnown) return { do: 'resolve' }
  if (sentAgeMs === null) return { do: 'send' }
  // A clock was set back: restart the settle time from now.
  if (sentAgeMs < -times.marginMs) return { ...waitFor(facts, settleMs(times)), sent: 'counts-from-now' }
  const leftMs = unsettledMs(facts, sentAgeMs, times)
  // Even a status that is there has to wait: sent twice, its other copy could come late and undo a later change's.
  if (facts.kind === 'STATUS' && leftMs > 0) return waitFor(facts, leftMs)
  return { do: 'verify' }
}

/**
 * Decides what to record after a call.
 *
 * @param facts those by which the call was decided on: a check proves what its beginning allows
 */
export function decideAfterCall(facts: StepFacts, times: ChangeTimes, last: CallResult): StepEntry {
  switch (last.call) {
    case 'resolve':
      return decideAfterResolve(times, last)
    case 'send':
      return decideAfterSend(facts, times, last)
    case 'verify':
      return decideAfterVerify(facts, times, last)
  }
}

function decideAfterResolve(times: ChangeTimes, last: ResolveResult): StepEntry {
  switch (last.is) {
    case 'known':
      return { do: 'note-ticket', ticket: last.ticket }
    case 'no-ticket':
      return fail(`Ticket ${last.ticketId} is not in ConnectWise, or its API member may not see it.`)
    case 'no-default-status':
      return skip(`The tenant has no default status for the board ${last.boardName}.`)
    case 'failed':
      // Of a change that is retried the step may have been sent before: it is FAILED as it was, and looked for before it
      // is sent again.
      if (last.failure.kind === 'refused') return fail(last.failure.reason)
      return waitAfter(last.failure, times, pauseAfter(times, 5 * times.backoffMs))
  }
}

function decideAfterSend(facts: StepFacts, times: ChangeTimes, last: SendResult): StepEntry {
  if (last.is === 'stored') return { do: 'finish', vendorId: last.vendorId, outcome: 'stored' }
  if (last.is === 'held-up') {
    return { ...wait(times.backoffMs, 'The gateway was held up.'), sent: 'is-not-stored' }
  }
  const failure = last.is === 'not-taken' ? notTaken(facts) : last.failure
  if (failure.kind === 'refused') {
    const isStatusRejected = facts.kind === 'STATUS' && !failure.isNotFound
    const isRejected = last.is === 'failed'
    return { do: 'fail', reason: failure.reason, isStatusRejected, ...(isRejected && { sent: 'is-not-stored' }) }
  }
  const pauseMs = facts.kind === 'STATUS' ? settleMs(times) : times.backoffMs
  return { ...waitAfter(failure, times, pauseMs), outcome: 'unknown' }
}

function decideAfterVerify(facts: StepFacts, times: ChangeTimes, last: VerifyResult): StepEntry {
  const sentAgeMs = facts.sentAgeMs ?? 0
  const leftMs = unsettledMs(facts, sentAgeMs, times)
  if (last.is === 'found') return { do: 'finish', vendorId: last.vendorId, outcome: 'found' }
  if (last.is === 'failed') {
    const { failure } = last
    if (failure.kind === 'refused' && failure.isNotFound && leftMs <= 0) return fail(failure.reason)
    return waitAfter(failure, times, pauseAfter(times, sentAgeMs / 2))
  }
  // It may still be stored.
  if (leftMs > 0) return waitFor(facts, Math.min(leftMs, Math.max(sentAgeMs, times.backoffMs)))
  if (facts.isCancelled) {
    return { ...skip('It was cancelled. ConnectWise was asked, and does not have this.'), outcome: 'absent' }
  }
  if (facts.attempts < quickSends) return { do: 'send-again' }
  const pauseMs = pauseAfter(times, times.backoffMs * 2 ** Math.min(facts.attempts, 20))
  return { ...waitFor(facts, pauseMs), sent: 'is-not-stored', outcome: 'absent' }
}

/** Time until what was sent is stored, or never will be. */
const unsettledMs = ({ ownAgeMs }: StepFacts, sentAgeMs: number, times: ChangeTimes) =>
  settleMs(times) - Math.min(sentAgeMs, ownAgeMs)

const wait = (waitMs: number, reason: string): Wait => ({ do: 'wait', waitMs, reason })

/** Waits, and keeps the reason of an earlier wait, which says why the outcome is unknown. */
const waitFor = ({ reason }: StepFacts, waitMs: number): Wait =>
  wait(waitMs, reason ?? 'ConnectWise did not say whether it has taken this; the gateway is finding out.')

/** Waits after a call that proved nothing: as long as ConnectWise asks for, within reason. */
function waitAfter(failure: Failure, times: ChangeTimes, pauseMs: number): Wait {
  if (failure.kind === 'refused') return wait(pauseMs, failure.reason)
  const askedMs = Math.min(failure.askedWaitMs, 10 * times.patienceMs)
  const waitMs = Math.max(pauseMs, askedMs, failure.concernsTenant ? times.patienceMs : 0)
  return { ...wait(waitMs, failure.reason), ...(failure.concernsTenant && { tenant: 'limited' }) }
}

const skip = (reason: string) => ({ do: 'skip', reason, outcome: 'skipped' }) as const

const fail = (reason: string) => ({ do: 'fail', reason, isStatusRejected: false }) as const

/** Exponential backoff within its minimum and maximum. */
const pauseAfter = ({ backoffMs, patienceMs }: ChangeTimes, ms: number) => Math.min(Math.max(ms, backoffMs), patienceMs)

function notTaken({ attempts }: StepFacts): Failure {
  if (attempts >= maxFalseTakes) {
    const reason = `ConnectWise took the new status ${attempts} times, and each time the ticket had another one afterwards.`
    return { kind: 'refused', reason, isNotFound: false }
  }
  const reason = 'ConnectWise answered as if the status was set, and the ticket has another one.'
  return { kind: 'unknown', reason, askedWaitMs: 0, concernsTenant: false }
}
