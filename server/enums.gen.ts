/** Whether calls go to a vendor that may be in trouble. */
export const BreakerState = {
  /** They go. */
  Closed: 'CLOSED',
  /** The next one tries whether the vendor answers again; the others wait for its outcome. */
  HalfOpen: 'HALF_OPEN',
  /** They fail at once: the vendor did not answer several times in a row. */
  Open: 'OPEN'
} as const;

export type BreakerState = typeof BreakerState[keyof typeof BreakerState];
/** The kind of a change. */
export const ChangeKind = {
  /** A direct inward dialling number was created. */
  DidCreated: 'DID_CREATED',
  /** A direct inward dialling number was deleted. */
  DidDeleted: 'DID_DELETED',
  /** A direct inward dialling number was changed. */
  DidUpdated: 'DID_UPDATED',
  /** A 3CX user was created. */
  ThreeCxUserCreated: 'THREE_CX_USER_CREATED',
  /** A 3CX user was deleted. */
  ThreeCxUserDeleted: 'THREE_CX_USER_DELETED',
  /** A 3CX user was changed. */
  ThreeCxUserUpdated: 'THREE_CX_USER_UPDATED',
  /** The voice configuration of a user was changed. */
  VoiceConfigurationUpdated: 'VOICE_CONFIGURATION_UPDATED'
} as const;

export type ChangeKind = typeof ChangeKind[keyof typeof ChangeKind];
/** The state of a change. */
export const ChangeState = {
  /** An operator cancelled it before all of it was in ConnectWise: DONE steps are there, the others never will be. */
  Cancelled: 'CANCELLED',
  /** All of it is in ConnectWise. */
  Done: 'DONE',
  /** ConnectWise permanently refused a step, whose `reason` says why. Retry once that is corrected. */
  Failed: 'FAILED',
  /** It is stored and will be delivered as soon as ConnectWise accepts it. */
  Pending: 'PENDING'
} as const;

export type ChangeState = typeof ChangeState[keyof typeof ChangeState];
/** The steps of a delivery. */
export const ChangeStepKind = {
  /** A note on the ticket. */
  Note: 'NOTE',
  /** The ticket's new status. */
  Status: 'STATUS',
  /** A time entry on the ticket. */
  Time: 'TIME'
} as const;

export type ChangeStepKind = typeof ChangeStepKind[keyof typeof ChangeStepKind];
/** The state of a step. */
export const ChangeStepState = {
  /** It is in ConnectWise. */
  Done: 'DONE',
  /** ConnectWise permanently refused it. */
  Failed: 'FAILED',
  /** Not yet in ConnectWise. */
  Pending: 'PENDING',
  /** Not needed: no time, no new status, a later change has set the status, or the change was cancelled. */
  Skipped: 'SKIPPED'
} as const;

export type ChangeStepState = typeof ChangeStepState[keyof typeof ChangeStepState];
/** What to compare a range with. */
export const Comparison = {
  /** For a whole calendar month, quarter or year the one before it, otherwise the same number of days just before. */
  PreviousPeriod: 'PREVIOUS_PERIOD',
  /** The same days a year earlier. */
  PreviousYear: 'PREVIOUS_YEAR'
} as const;

export type Comparison = typeof Comparison[keyof typeof Comparison];
/** The result of testing one area. */
export const ConnectionCheckState = {
  /** Access failed: the message says what to do. */
  Failed: 'FAILED',
  /** Access works. */
  Ok: 'OK',
  /** Not tested, because another area has to work first or there is nothing to test with. */
  Skipped: 'SKIPPED'
} as const;

export type ConnectionCheckState = typeof ConnectionCheckState[keyof typeof ConnectionCheckState];
/** Ranges by name. Weeks start on Monday. `THIS_…` is the whole week, month, quarter or year, including future days. */
export const DateRangePreset = {
  /** Seven days, today the last of them. */
  Last_7Days: 'LAST_7_DAYS',
  /** Thirty days, today the last of them. */
  Last_30Days: 'LAST_30_DAYS',
  /** Ninety days, today the last of them. */
  Last_90Days: 'LAST_90_DAYS',
  /** 365 days, today the last of them. */
  Last_365Days: 'LAST_365_DAYS',
  /** The calendar month before. */
  LastMonth: 'LAST_MONTH',
  /** The calendar quarter before. */
  LastQuarter: 'LAST_QUARTER',
  /** Monday to Sunday of the week before. */
  LastWeek: 'LAST_WEEK',
  /** This calendar month. */
  ThisMonth: 'THIS_MONTH',
  /** This calendar quarter. */
  ThisQuarter: 'THIS_QUARTER',
  /** Monday to Sunday of this week. */
  ThisWeek: 'THIS_WEEK',
  /** This calendar year. */
  ThisYear: 'THIS_YEAR',
  /** Today. */
  Today: 'TODAY',
  /** The day before today. */
  Yesterday: 'YESTERDAY'
} as const;

export type DateRangePreset = typeof DateRangePreset[keyof typeof DateRangePreset];
/** What deals can be ordered by. */
export const DealOrderField = {
  /** The amount in the account's currency. */
  Amount: 'AMOUNT',
  /** The day it closed or is expected to close. */
  CloseDate: 'CLOSE_DATE',
  /** When it was created. */
  Created: 'CREATED',
  /** Its name, ignoring case. */
  Name: 'NAME'
} as const;

export type DealOrderField = typeof DealOrderField[keyof typeof DealOrderField];
/**
 * The state of a deal, by its stage. What is open is HubSpot's own meaning: the stage is not closed. Of a deal whose stage no
 * longer exists, HubSpot's flags of the deal itself decide.
 */
export const DealState = {
  /** In a closed stage that is neither won nor lost, such as `On hold`: its probability is neither 1 nor 0, or unknown. */
  ClosedOther: 'CLOSED_OTHER',
  /** In a closed stage with probability 0. */
  Lost: 'LOST',
  /** In a stage that is not closed. */
  Open: 'OPEN',
  /** In a closed stage with probability 1. */
  Won: 'WON'
} as const;

export type DealState = typeof DealState[keyof typeof DealState];
/** The part of the graph to refresh. */
export const RefreshScope = {
  /** All of it. */
  All: 'ALL',
  /** ConnectWise tickets. */
  Changes: 'CHANGES',
  /** Contacts and deals (HubSpot). */
  Sales: 'SALES',
  /** Tickets, time entries, reports and sales activity (Autotask). */
  ServiceDesk: 'SERVICE_DESK',
  /** Website analytics and forms (HubSpot). */
  Website: 'WEBSITE'
} as const;

export type RefreshScope = typeof RefreshScope[keyof typeof RefreshScope];
/** The permissions of a user; each role includes the previous ones. */
export const Role = {
  /** May manage tenants, credentials and features. */
  Admin: 'ADMIN',
  /** May read and change ConnectWise tickets, of all tenants or of those named in the role. */
  Operator: 'OPERATOR',
  /** May read. */
  Viewer: 'VIEWER'
} as const;

export type Role = typeof Role[keyof typeof Role];
/** The direction of a sort order. */
export const SortDirection = {
  /** Smallest, oldest or first in the alphabet first. */
  Asc: 'ASC',
  /** Largest, newest or last in the alphabet first. */
  Desc: 'DESC'
} as const;

export type SortDirection = typeof SortDirection[keyof typeof SortDirection];
/** A date of a ticket. */
export const TicketDateField = {
  /** When it was completed; excludes tickets without. */
  Completed: 'COMPLETED',
  /** When it was created. */
  Created: 'CREATED',
  /** When it is due; excludes tickets without. */
  Due: 'DUE',
  /** Its last activity. */
  LastActivity: 'LAST_ACTIVITY'
} as const;

export type TicketDateField = typeof TicketDateField[keyof typeof TicketDateField];
/** What tickets can be ordered by. */
export const TicketOrderField = {
  /** When it was completed. */
  Completed: 'COMPLETED',
  /** When it was created. */
  Created: 'CREATED',
  /** When it is due. */
  Due: 'DUE',
  /** Its last activity. */
  LastActivity: 'LAST_ACTIVITY',
  /** The ticket number, as text. */
  Number: 'NUMBER',
  /** `priority.rank`: ASC puts the most urgent first. */
  Priority: 'PRIORITY',
  /** The position of the status in Autotask's list. */
  Status: 'STATUS'
} as const;

export type TicketOrderField = typeof TicketOrderField[keyof typeof TicketOrderField];
/** Whether a ticket is completed. */
export const TicketState = {
  /** It has a completion date. */
  Completed: 'COMPLETED',
  /** It has no completion date. */
  Open: 'OPEN'
} as const;

export type TicketState = typeof TicketState[keyof typeof TicketState];
/**
 * What a program can do about a `UserError`. Codes may be added: take one that is not known for `BAD_USER_INPUT`. They are
 * apart from `extensions.code` of `errors`, which say why a field has no value.
 */
export const UserErrorCode = {
  /** The input has to be corrected: the message says what is allowed. Repeating the same input does not help. */
  BadUserInput: 'BAD_USER_INPUT',
  /** An operator cancelled the change before all of it was in ConnectWise. Log it anew if it is wanted after all. */
  Cancelled: 'CANCELLED',
  /** The idempotency key belongs to a change with other content. Take a new key for each change. */
  IdempotencyKeyReused: 'IDEMPOTENCY_KEY_REUSED',
  /** This gateway lacks a setting without which it cannot do this at all, such as keys to encrypt credentials with. An operator of the gateway has to add it. */
  NotConfigured: 'NOT_CONFIGURED',
  /** What the input names does not exist: a tenant, a ticket or a change. For a tenant or change of others, FORBIDDEN is in `errors` instead. */
  NotFound: 'NOT_FOUND',
  /** No error: the change is stored, not yet in ConnectWise, and delivered in the background. Poll `Query.change`; do not send it again under another key. */
  Pending: 'PENDING',
  /** ConnectWise permanently refused the change; the message says why. Correct that, then use `retryChange`. */
  Refused: 'REFUSED',
  /** The tenant has no credentials for ConnectWise, or they cannot be decrypted or used. An administrator has to save them. */
  VendorNotConfigured: 'VENDOR_NOT_CONFIGURED'
} as const;

export type UserErrorCode = typeof UserErrorCode[keyof typeof UserErrorCode];
/** The systems behind the graph. */
export const Vendor = {
  /** Autotask PSA: service tickets, time entries, sales activity. */
  Autotask: 'AUTOTASK',
  /** ConnectWise PSA: tickets of the tenants that voice work is done for. */
  Connectwise: 'CONNECTWISE',
  /** HubSpot: contacts, deals, website, forms, chat. */
  Hubspot: 'HUBSPOT'
} as const;

export type Vendor = typeof Vendor[keyof typeof Vendor];
/** The status of a vendor. */
export const VendorState = {
  /** It responds, but throttles or rejects some calls because of its limits. */
  Limited: 'LIMITED',
  /** It is not configured on this gateway. */
  NotConfigured: 'NOT_CONFIGURED',
  /** It responds. */
  Ok: 'OK',
  /** It rejects our credentials or their permissions. */
  Unauthorized: 'UNAUTHORIZED',
  /** It has not been checked yet, or its response is invalid. */
  Unknown: 'UNKNOWN',
  /** It does not respond. */
  Unreachable: 'UNREACHABLE'
} as const;

export type VendorState = typeof VendorState[keyof typeof VendorState];