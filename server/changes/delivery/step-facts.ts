import type { ChangeStepKind } from '../change-record.ts'
import type { Failure } from './sort-failure.ts'

/** What is known of a PENDING step when it is decided what to do next with it. Times in milliseconds. */
export interface StepFacts {
  readonly kind: ChangeStepKind
  readonly isCancelled: boolean
  /** Time since it was sent, by the clock of deliveries; null if it was not sent, or is certainly not stored. */
  readonly sentAgeMs: number | null
  /** Time since this process sent it, by its own clocks, at least; Infinity if it did not. */
  readonly ownAgeMs: number
  /** How often it was sent; in `decideAfterCall`, the send it is called after included. */
  readonly attempts: number
  /** The reason of the last wait. */
  readonly reason: string | null
  /** Whether a later change of the ticket has set its status. */
  readonly isStatusOverruled: boolean
  /** Whether it is known if the ticket is a project's, and which status to set. */
  readonly isTicketKnown: boolean
  /** Whether it is to be sent, and the tenant's planner had no slot for that in time. */
  readonly isRateLimited: boolean
  readonly access: AccessFact
}

/** Whether the tenant's ConnectWise may be called now, and is the one that the change was logged for. */
export type AccessFact =
  | { readonly kind: 'granted' }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'other-system'; readonly reason: string }
  /** Not asked for, because the decision is made without it. */
  | { readonly kind: 'not-asked' }

/** What came of the call that was decided on. */
export type CallResult = ResolveResult | SendResult | VerifyResult

export type ResolveResult =
  | { readonly call: 'resolve'; readonly is: 'known'; readonly ticket: KnownTicket }
  | { readonly call: 'resolve'; readonly is: 'no-ticket'; readonly ticketId: number }
  | { readonly call: 'resolve'; readonly is: 'no-default-status'; readonly boardName: string }
  | { readonly call: 'resolve'; readonly is: 'failed'; readonly failure: Failure }

export type SendResult =
  | { readonly call: 'send'; readonly is: 'stored'; readonly vendorId: number }
  /** A "false 200": the status was accepted, and the ticket has another. */
  | { readonly call: 'send'; readonly is: 'not-taken' }
  /** It was recorded as sent, and then it was too late to send it, or the gateway was closing. */
  | { readonly call: 'send'; readonly is: 'held-up' }
  | { readonly call: 'send'; readonly is: 'failed'; readonly failure: Failure }

export type VerifyResult =
  | { readonly call: 'verify'; readonly is: 'found'; readonly vendorId: number }
  | { readonly call: 'verify'; readonly is: 'absent' }
  | { readonly call: 'verify'; readonly is: 'failed'; readonly failure: Failure }

export interface KnownTicket {
  readonly isProject: boolean
  /** The default status of its board, where the step is to set that. */
  readonly statusId?: number
}

/** Outcome of a step: sent (`stored`, `refused`, `unknown`), looked up (`found`, `absent`), or without a call. */
export type Outcome = 'stored' | 'refused' | 'unknown' | 'found' | 'absent' | 'skipped'

/** Call ConnectWise: for what must be known before the step is sent, with the step, or for what became of it. */
export interface StepCall {
  readonly do: 'resolve' | 'send' | 'verify'
}

/** What to record of a step. */
export type StepEntry =
  | Wait
  /** It ends without being in ConnectWise. */
  | { readonly do: 'skip'; readonly reason: string; readonly outcome: 'skipped' | 'absent' }
  /**
   * It ends, and the change with it. A rejected status is explained by those that the board has. What ConnectWise
   * refused to take is certainly not stored.
   */
  | {
      readonly do: 'fail'
      readonly reason: string
      readonly isStatusRejected: boolean
      readonly sent?: 'is-not-stored'
    }
  /** It ends as it should. */
  | { readonly do: 'finish'; readonly vendorId: number; readonly outcome: 'stored' | 'found' }
  /** It is certainly not stored: record that, and decide anew at once. */
  | { readonly do: 'send-again' }
  /** Record what is known of the ticket, and decide anew at once. */
  | { readonly do: 'note-ticket'; readonly ticket: KnownTicket }

/** Store when to go on, and end the run. */
export interface Wait {
  readonly do: 'wait'
  readonly waitMs: number
  readonly reason: string
  /** What is recorded of the send before that: that it is certainly not stored, or that it counts from now. */
  readonly sent?: 'is-not-stored' | 'counts-from-now'
  readonly outcome?: 'unknown' | 'absent'
  /** Leave the whole tenant alone: its access is denied, or ConnectWise limits its calls or rejects its credentials. */
  readonly tenant?: 'denied' | 'limited'
}
