import type { Failure } from '../../../../server/changes/delivery/sort-failure.ts'
import type { CallResult, StepCall, StepEntry, StepFacts } from '../../../../server/changes/delivery/step-facts.ts'

/** A row of the table of decisions: what is decided with these facts, and after this call. */
export interface DecisionRow {
  /** The rule of docs/exactly-once.md that it follows from. */
  readonly rule: string
  /** The fact that it shows. */
  readonly fact: string
  /** Where they differ from those of a note that was logged and not sent, of a tenant whose ConnectWise can be called. */
  readonly facts: Partial<StepFacts>
  readonly after?: CallResult
  readonly decided: StepCall | StepEntry
}

const finding = 'ConnectWise did not say whether it has taken this; the gateway is finding out.'
const timeOut = {
  kind: 'unknown',
  reason: 'ConnectWise did not answer in time.',
  askedWaitMs: 0,
  concernsTenant: false,
} as const
const limited = { kind: 'unknown', reason: 'Too many.', askedWaitMs: 45_000, concernsTenant: true } as const
const rejected = { kind: 'refused', reason: 'Work Role is not valid.', isNotFound: false } as const
const gone = { kind: 'refused', reason: 'Ticket 7 was not found.', isNotFound: true } as const

const sendFailed = (failure: Failure): CallResult => ({
  call: 'send',
  is: 'failed',
  failure,
})
const verifyFailed = (failure: Failure): CallResult => ({
  call: 'verify',
  is: 'failed',
  failure,
})
const absent: CallResult = { call: 'verify', is: 'absent' }
const found: CallResult = { call: 'verify', is: 'found', vendorId: 12 }
/** Sent once, this long ago. */
const sent = (sentAgeMs: number): Partial<StepFacts> => ({ sentAgeMs, attempts: 1 })

/** By the usual times: time-out 10 s, stored up to 10 s after it, margin 2 s, backoff from 1 s to 30 s. */
export const decisionRows: readonly DecisionRow[] = [
  // Three kinds of responses.
  {
    rule: '1',
    fact: 'a send that was answered with an id is done',
    facts: sent(0),
    after: { call: 'send', is: 'stored', vendorId: 12 },
    decided: { do: 'finish', vendorId: 12, outcome: 'stored' },
  },
  {
    rule: '1',
    fact: 'a note that ConnectWise rejected fails with its message',
    facts: sent(0),
    after: sendFailed(rejected),
    decided: { do: 'fail', reason: rejected.reason, isStatusRejected: false, sent: 'is-not-stored' },
  },
  {
    rule: '1',
    fact: 'a status that ConnectWise rejected fails with the statuses of the board',
    facts: { ...sent(0), kind: 'STATUS' },
    after: sendFailed(rejected),
    decided: { do: 'fail', reason: rejected.reason, isStatusRejected: true, sent: 'is-not-stored' },
  },
  {
    rule: '1',
    fact: 'a status whose ticket is gone fails without the statuses of a board',
    facts: { ...sent(0), kind: 'STATUS' },
    after: sendFailed(gone),
    decided: { do: 'fail', reason: gone.reason, isStatusRejected: false, sent: 'is-not-stored' },
  },
  {
    rule: '1',
    fact: 'a send without an answer is unknown, and is checked after the backoff',
    facts: sent(0),
    after: sendFailed(timeOut),
    decided: { do: 'wait', waitMs: 1_000, reason: timeOut.reason, outcome: 'unknown' },
  },
  {
    rule: '1',
    fact: 'a limited send is unknown too, and the tenant is left alone for as long as ConnectWise asks',
    facts: sent(0),
    after: sendFailed(limited),
    decided: { do: 'wait', waitMs: 45_000, reason: limited.reason, tenant: 'limited', outcome: 'unknown' },
  },
  {
    rule: '1',
    fact: 'a status that was accepted without effect is unknown',
    facts: { ...sent(0), kind: 'STATUS' },
    after: { call: 'send', is: 'not-taken' },
    decided: {
      do: 'wait',
      waitMs: 22_000,
      reason: 'ConnectWise answered as if the status was set, and the ticket has another one.',
      outcome: 'unknown',
    },
  },
  {
    rule: '1',
    fact: 'a status that was accepted without effect ten times fails',
    facts: { ...sent(0), kind: 'STATUS', attempts: 10 },
    after: { call: 'send', is: 'not-taken' },
    decided: {
      do: 'fail',
      reason: 'ConnectWise took the new status 10 times, and each time the ticket had another one afterwards.',
      isStatusRejected: true,
    },
  },
  {
    rule: '1',
    fact: 'a ticket that is gone 22 s after the send fails the step',
    facts: sent(22_000),
    after: verifyFailed(gone),
    decided: { do: 'fail', reason: gone.reason, isStatusRejected: false },
  },
  {
    rule: '1',
    fact: 'a rejected question for the ticket fails the step',
    facts: { isTicketKnown: false },
    after: { call: 'resolve', is: 'failed', failure: rejected },
    decided: { do: 'fail', reason: rejected.reason, isStatusRejected: false },
  },
  // No repeat without a sufficiently late check.
  { rule: '2', fact: 'what was never sent is sent', facts: {}, decided: { do: 'send' } },
  { rule: '2', fact: 'what was sent is looked for and not sent again', facts: sent(22_000), decided: { do: 'verify' } },
  {
    rule: '2',
    fact: 'a check that begins 1 ms before 22 s and finds nothing proves nothing',
    facts: sent(21_999),
    after: absent,
    decided: { do: 'wait', waitMs: 1, reason: finding },
  },
  {
    rule: '2',
    fact: 'a check that begins at 22 s and finds nothing allows another send',
    facts: sent(22_000),
    after: absent,
    decided: { do: 'send-again' },
  },
  {
    rule: '2',
    fact: 'what a restored database may have forgotten is looked for before it is sent',
    facts: { sentAgeMs: 22_000 },
    decided: { do: 'verify' },
  },
  {
    rule: '2',
    fact: 'what a restored database may have forgotten, and is certainly not stored, is sent',
    facts: { sentAgeMs: 22_000 },
    after: absent,
    decided: { do: 'send-again' },
  },
  {
    rule: '2',
    fact: 'the checks before that double their distance',
    facts: sent(4_000),
    after: absent,
    decided: { do: 'wait', waitMs: 4_000, reason: finding },
  },
  {
    rule: '2',
    fact: 'the reason of the wait stays until the outcome is known',
    facts: { ...sent(4_000), reason: timeOut.reason },
    after: absent,
    decided: { do: 'wait', waitMs: 4_000, reason: timeOut.reason },
  },
  {
    rule: '2',
    fact: 'what was sent twice and is certainly not stored waits before the third send',
    facts: { ...sent(30_000), attempts: 2 },
    after: absent,
    decided: { do: 'wait', waitMs: 4_000, reason: finding, sent: 'is-not-stored', outcome: 'absent' },
  },
  {
    rule: '2',
    fact: 'that wait has a limit',
    facts: { ...sent(30_000), attempts: 40 },
    after: absent,
    decided: { do: 'wait', waitMs: 30_000, reason: finding, sent: 'is-not-stored', outcome: 'absent' },
  },
  {
    rule: '2',
    fact: 'a failed check proves nothing, however late',
    facts: sent(40_000),
    after: verifyFailed(timeOut),
    decided: { do: 'wait', waitMs: 20_000, reason: timeOut.reason },
  },
  {
    rule: '2',
    fact: 'a rejected check proves nothing either',
    facts: sent(22_000),
    after: verifyFailed(rejected),
    decided: { do: 'wait', waitMs: 11_000, reason: rejected.reason },
  },
  {
    rule: '2',
    fact: 'a ticket that is gone proves nothing before 22 s',
    facts: sent(21_000),
    after: verifyFailed(gone),
    decided: { do: 'wait', waitMs: 10_500, reason: gone.reason },
  },
  {
    rule: '2',
    fact: 'a limited check leaves the tenant alone',
    facts: sent(2_000),
    after: verifyFailed({ ...limited, askedWaitMs: 0 }),
    decided: { do: 'wait', waitMs: 30_000, reason: limited.reason, tenant: 'limited' },
  },
  {
    rule: '2',
    fact: 'no wait that ConnectWise asks for is longer than ten times the longest backoff',
    facts: sent(2_000),
    after: verifyFailed({ ...limited, askedWaitMs: 9_000_000 }),
    decided: { do: 'wait', waitMs: 300_000, reason: limited.reason, tenant: 'limited' },
  },
  {
    rule: '2',
    fact: 'what could not be sent at once is certainly not stored',
    facts: sent(0),
    after: { call: 'send', is: 'held-up' },
    decided: { do: 'wait', waitMs: 1_000, reason: 'The gateway was held up.', sent: 'is-not-stored' },
  },
  {
    rule: '2',
    fact: 'without a slot of the rate limit nothing is recorded as sent',
    facts: { isRateLimited: true },
    decided: { do: 'wait', waitMs: 1_000, reason: 'Other calls of the tenant go first.' },
  },
  // A match is conclusive at any time.
  { rule: '3', fact: 'a note is looked for at once', facts: sent(0), decided: { do: 'verify' } },
  {
    rule: '3',
    fact: 'a note that is found is done, however early',
    facts: sent(1),
    after: found,
    decided: { do: 'finish', vendorId: 12, outcome: 'found' },
  },
  {
    rule: '3',
    fact: 'a status waits for the 22 s before it is looked for',
    facts: { ...sent(21_999), kind: 'STATUS' },
    decided: { do: 'wait', waitMs: 1, reason: finding },
  },
  {
    rule: '3',
    fact: 'a status is looked for after the 22 s',
    facts: { ...sent(22_000), kind: 'STATUS' },
    decided: { do: 'verify' },
  },
  {
    rule: '3',
    fact: 'a status without an answer waits for the 22 s',
    facts: { ...sent(0), kind: 'STATUS' },
    after: sendFailed(timeOut),
    decided: { do: 'wait', waitMs: 22_000, reason: timeOut.reason, outcome: 'unknown' },
  },
  // In order per ticket.
  {
    rule: '4',
    fact: 'a status that a later change has set is not overwritten',
    facts: { kind: 'STATUS', isStatusOverruled: true },
    decided: {
      do: 'skip',
      reason: 'A change that was logged later has set the status meanwhile.',
      outcome: 'skipped',
    },
  },
  // Feature, credentials, company and server.
  {
    rule: '5',
    fact: 'without access nothing is sent, and the tenant is left alone',
    facts: { access: { kind: 'denied', reason: 'Switched off.' } },
    decided: { do: 'wait', waitMs: 0, reason: 'Switched off.', tenant: 'denied' },
  },
  {
    rule: '5',
    fact: 'without access nothing is looked for',
    facts: { ...sent(22_000), access: { kind: 'denied', reason: 'Switched off.' } },
    decided: { do: 'wait', waitMs: 0, reason: 'Switched off.', tenant: 'denied' },
  },
  {
    rule: '5',
    fact: 'nothing is sent to another system than it was logged for',
    facts: { access: { kind: 'other-system', reason: 'Another server.' } },
    decided: { do: 'wait', waitMs: 30_000, reason: 'Another server.' },
  },
  {
    rule: '5',
    fact: 'nothing is looked for in another system than it was sent to',
    facts: { ...sent(22_000), access: { kind: 'other-system', reason: 'Another server.' } },
    decided: { do: 'wait', waitMs: 30_000, reason: 'Another server.' },
  },
  {
    rule: '5',
    fact: 'a ticket that is not known is asked for first',
    facts: { isTicketKnown: false },
    decided: { do: 'resolve' },
  },
  {
    rule: '5',
    fact: 'what is known of the ticket is recorded',
    facts: { isTicketKnown: false },
    after: { call: 'resolve', is: 'known', ticket: { isProject: false, statusId: 3 } },
    decided: { do: 'note-ticket', ticket: { isProject: false, statusId: 3 } },
  },
  {
    rule: '5',
    fact: 'a ticket that does not exist fails the step',
    facts: { isTicketKnown: false },
    after: { call: 'resolve', is: 'no-ticket', ticketId: 7 },
    decided: {
      do: 'fail',
      reason: 'Ticket 7 is not in ConnectWise, or its API member may not see it.',
      isStatusRejected: false,
    },
  },
  {
    rule: '5',
    fact: 'a board without a default status skips the status',
    facts: { kind: 'STATUS', isTicketKnown: false },
    after: { call: 'resolve', is: 'no-default-status', boardName: 'Voice' },
    decided: { do: 'skip', reason: 'The tenant has no default status for the board Voice.', outcome: 'skipped' },
  },
  {
    rule: '5',
    fact: 'a question for the ticket without an answer waits',
    facts: { isTicketKnown: false },
    after: { call: 'resolve', is: 'failed', failure: timeOut },
    decided: { do: 'wait', waitMs: 5_000, reason: timeOut.reason },
  },
  // Cancelling.
  {
    rule: '6',
    fact: 'what is cancelled is not sent',
    facts: { isCancelled: true },
    decided: { do: 'skip', reason: 'It was cancelled before this was sent.', outcome: 'skipped' },
  },
  {
    rule: '6',
    fact: 'what is cancelled needs neither access nor a slot to be skipped',
    facts: { isCancelled: true, isRateLimited: true, access: { kind: 'denied', reason: 'Switched off.' } },
    decided: { do: 'skip', reason: 'It was cancelled before this was sent.', outcome: 'skipped' },
  },
  {
    rule: '6',
    fact: 'what was sent before it was cancelled is looked for',
    facts: { ...sent(22_000), isCancelled: true },
    decided: { do: 'verify' },
  },
  {
    rule: '6',
    fact: 'what was sent before it was cancelled, and is found, is done',
    facts: { ...sent(1_000), isCancelled: true },
    after: found,
    decided: { do: 'finish', vendorId: 12, outcome: 'found' },
  },
  {
    rule: '6',
    fact: 'what was sent before it was cancelled, and is certainly not stored, is skipped',
    facts: { ...sent(22_000), isCancelled: true },
    after: absent,
    decided: {
      do: 'skip',
      reason: 'It was cancelled. ConnectWise was asked, and does not have this.',
      outcome: 'absent',
    },
  },
  {
    rule: '6',
    fact: 'what was sent before it was cancelled is not skipped before 22 s',
    facts: { ...sent(21_999), isCancelled: true },
    after: absent,
    decided: { do: 'wait', waitMs: 1, reason: finding },
  },
  // Clocks.
  {
    rule: 'clocks',
    fact: 'a send is no older than this process knows it to be',
    facts: { ...sent(22_000), ownAgeMs: 21_000 },
    after: absent,
    decided: { do: 'wait', waitMs: 1_000, reason: finding },
  },
  {
    rule: 'clocks',
    fact: 'a clock that was set back by more than the margin restarts the wait',
    facts: sent(-2_001),
    decided: { do: 'wait', waitMs: 22_000, reason: finding, sent: 'counts-from-now' },
  },
  {
    rule: 'clocks',
    fact: 'a clock that was set back by the margin makes the wait longer',
    facts: { ...sent(-2_000), kind: 'STATUS' },
    decided: { do: 'wait', waitMs: 24_000, reason: finding },
  },
]
