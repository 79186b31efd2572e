export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A currency by its ISO 4217 code, such as `USD`. */
  CurrencyCode: { input: string; output: string; }
  /** A calendar day, such as `2026-11-22`. Days are days in the portal's time zone unless a description says otherwise. */
  Date: { input: string; output: string; }
  /** An instant in UTC, such as `2026-11-22T08:15:00Z`. */
  DateTime: { input: string; output: string; }
  /** An exact decimal as text, such as `"1234.50"`, without loss of precision. */
  Decimal: { input: string; output: string; }
};

/** A note to add, delivered exactly once. */
export type AddConnectWiseNoteInput = {
  /** As in `LogChangeInput`. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** False makes it visible to the customer too. */
  readonly internal?: Scalars['Boolean']['input'];
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
  /** 1 to 10,000 characters. */
  readonly text: Scalars['String']['input'];
  /** The ticket's number. */
  readonly ticketId: Scalars['Int']['input'];
};

/** Time to add, delivered exactly once. */
export type AddConnectWiseTimeEntryInput = {
  /** As in `LogChangeInput`. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The member to attribute it to, as in `LogChangeInput`. */
  readonly memberIdentifier?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 1440. */
  readonly minutes: Scalars['Int']['input'];
  /** What it was spent on. */
  readonly notes?: InputMaybe<Scalars['String']['input']>;
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
  /** The ticket's number. */
  readonly ticketId: Scalars['Int']['input'];
};

/** Filters audit records. Everything given must match. Needs the role ADMIN. */
export type AuditFilter = {
  /** The id of the person or program that did it. */
  readonly actor?: InputMaybe<Scalars['ID']['input']>;
  /** Not before this instant. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Kinds, any of: `read`, `mutation`, `administration`, `retry`, `sign-in`, `sign-out`, `refusal` (of a token, a session or
   * a right), `limit`, `system` (the gateway itself).
   */
  readonly kind?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** How it ended: `ok`, `partial`, `refused`, `failed`, or `started` if that is not known. */
  readonly outcome?: InputMaybe<Scalars['String']['input']>;
  /** Days in the portal's time zone. Beside `from` and `to`, all of them must match. */
  readonly range?: InputMaybe<DateRangeInput>;
  /** The id of a tenant concerned. */
  readonly tenant?: InputMaybe<Scalars['ID']['input']>;
  /** Before this instant. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The status to set on tickets of one board. */
export type BoardStatusInput = {
  /** ConnectWise's id of the board. */
  readonly boardId: Scalars['Int']['input'];
  /** ConnectWise's id of a status of that board. */
  readonly statusId: Scalars['Int']['input'];
};

/** Whether calls go to a vendor that may be in trouble. */
export type BreakerState =
  /** They go. */
  | 'CLOSED'
  /** The next one tries whether the vendor answers again; the others wait for its outcome. */
  | 'HALF_OPEN'
  /** They fail at once: the vendor did not answer several times in a row. */
  | 'OPEN';

/** Which change to cancel. */
export type CancelChangeInput = {
  /** A PENDING change, or one that is already cancelled. */
  readonly changeId: Scalars['ID']['input'];
  /** How many seconds to wait for a step whose outcome is unknown, from 0 to 8; 8 by default. */
  readonly waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What was changed. */
export type ChangeDetailsInput = {
  /** The changed fields; at most 50. */
  readonly fields?: ReadonlyArray<ChangedFieldInput>;
  /** The kind of change. */
  readonly kind: ChangeKind;
  /** The changed person or number, such as `Ann Lee (ext. 204)` or `+1 555 0100`. 1 to 200 characters. */
  readonly subject: Scalars['String']['input'];
};

/** Which changes are listed: those for which all of this is true. */
export type ChangeFilter = {
  /** True: only those that you logged yourself. False: only those of others. */
  readonly mine?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only in one of these states; an empty list selects nothing. */
  readonly state?: InputMaybe<ReadonlyArray<ChangeState>>;
  /** Only of this tenant. There may be none with this id: then there are no changes. */
  readonly tenantId?: InputMaybe<Scalars['ID']['input']>;
  /**
   * Only on tickets with this number. Numbers repeat: without `tenantId` these are tickets of several tenants (`Change.tenantId`),
   * and a tenant that moved to another ConnectWise may have logged changes on another ticket of the same number before.
   */
  readonly ticketId?: InputMaybe<Scalars['Int']['input']>;
};

/** The kind of a change. */
export type ChangeKind =
  /** A direct inward dialling number was created. */
  | 'DID_CREATED'
  /** A direct inward dialling number was deleted. */
  | 'DID_DELETED'
  /** A direct inward dialling number was changed. */
  | 'DID_UPDATED'
  /** A 3CX user was created. */
  | 'THREE_CX_USER_CREATED'
  /** A 3CX user was deleted. */
  | 'THREE_CX_USER_DELETED'
  /** A 3CX user was changed. */
  | 'THREE_CX_USER_UPDATED'
  /** The voice configuration of a user was changed. */
  | 'VOICE_CONFIGURATION_UPDATED';

/** The state of a change. */
export type ChangeState =
  /** An operator cancelled it before all of it was in ConnectWise: DONE steps are there, the others never will be. */
  | 'CANCELLED'
  /** All of it is in ConnectWise. */
  | 'DONE'
  /** ConnectWise permanently refused a step, whose `reason` says why. Retry once that is corrected. */
  | 'FAILED'
  /** It is stored and will be delivered as soon as ConnectWise accepts it. */
  | 'PENDING';

/** The steps of a delivery. */
export type ChangeStepKind =
  /** A note on the ticket. */
  | 'NOTE'
  /** The ticket's new status. */
  | 'STATUS'
  /** A time entry on the ticket. */
  | 'TIME';

/** The state of a step. */
export type ChangeStepState =
  /** It is in ConnectWise. */
  | 'DONE'
  /** ConnectWise permanently refused it. */
  | 'FAILED'
  /** Not yet in ConnectWise. */
  | 'PENDING'
  /** Not needed: no time, no new status, a later change has set the status, or the change was cancelled. */
  | 'SKIPPED';

/** A changed field. */
export type ChangedFieldInput = {
  /** The new value; null: not set. At most 1,000 characters. */
  readonly after?: InputMaybe<Scalars['String']['input']>;
  /** The previous value; null: not set. At most 1,000 characters. */
  readonly before?: InputMaybe<Scalars['String']['input']>;
  /** Its name, such as `Forward to`. 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/** What to compare a range with. */
export type Comparison =
  /** For a whole calendar month, quarter or year the one before it, otherwise the same number of days just before. */
  | 'PREVIOUS_PERIOD'
  /** The same days a year earlier. */
  | 'PREVIOUS_YEAR';

/** The result of testing one area. */
export type ConnectionCheckState =
  /** Access failed: the message says what to do. */
  | 'FAILED'
  /** Access works. */
  | 'OK'
  /** Not tested, because another area has to work first or there is nothing to test with. */
  | 'SKIPPED';

/** A new tenant. */
export type CreateTenantInput = {
  /** 1 to 40 lower-case letters, digits and hyphens, starting with a letter or digit. Cannot be changed later. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/**
 * A range of days: both days (inclusive), or a preset. Neither means this month; one day alone, or days combined with a
 * preset, are rejected.
 */
export type DateRangeInput = {
  /** The first day. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** A range by name, counted from today in the portal's time zone. */
  readonly preset?: InputMaybe<DateRangePreset>;
  /** The last day, inclusive. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
};

/** Ranges by name. Weeks start on Monday. `THIS_…` is the whole week, month, quarter or year, including future days. */
export type DateRangePreset =
  /** Seven days, today the last of them. */
  | 'LAST_7_DAYS'
  /** Thirty days, today the last of them. */
  | 'LAST_30_DAYS'
  /** Ninety days, today the last of them. */
  | 'LAST_90_DAYS'
  /** 365 days, today the last of them. */
  | 'LAST_365_DAYS'
  /** The calendar month before. */
  | 'LAST_MONTH'
  /** The calendar quarter before. */
  | 'LAST_QUARTER'
  /** Monday to Sunday of the week before. */
  | 'LAST_WEEK'
  /** This calendar month. */
  | 'THIS_MONTH'
  /** This calendar quarter. */
  | 'THIS_QUARTER'
  /** Monday to Sunday of this week. */
  | 'THIS_WEEK'
  /** This calendar year. */
  | 'THIS_YEAR'
  /** Today. */
  | 'TODAY'
  /** The day before today. */
  | 'YESTERDAY';

/** Filter for deals. Conditions are combined with AND, the values of one list with OR. */
export type DealFilter = {
  /** Only deals that close or closed on this day or later, by `Deal.closeDate`; excludes deals without one. */
  readonly closesFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Only deals that close or closed on this day or earlier, by `Deal.closeDate`; excludes deals without one. */
  readonly closesTo?: InputMaybe<Scalars['Date']['input']>;
  /** Ids of pipelines, as `DealPipeline.id`; `unknown` matches deals whose pipeline no longer exists. Unknown ids are rejected with a list of the allowed ones. */
  readonly pipeline?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of stages, as `DealStage.id`; `unknown` matches deals whose stage no longer exists. Unknown ids are rejected with a list of the allowed ones. */
  readonly stage?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The state of the deal. */
  readonly state?: InputMaybe<DealState>;
  /** Only deals whose name contains this, ignoring case. At most 300 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** How to order deals. Deals without the value come last; ties are ordered by id. */
export type DealOrder = {
  /** The direction. */
  readonly direction?: SortDirection;
  /** What to order by. */
  readonly field: DealOrderField;
};

/** What deals can be ordered by. */
export type DealOrderField =
  /** The amount in the account's currency. */
  | 'AMOUNT'
  /** The day it closed or is expected to close. */
  | 'CLOSE_DATE'
  /** When it was created. */
  | 'CREATED'
  /** Its name, ignoring case. */
  | 'NAME';

/**
 * The state of a deal, by its stage. What is open is HubSpot's own meaning: the stage is not closed. Of a deal whose stage no
 * longer exists, HubSpot's flags of the deal itself decide.
 */
export type DealState =
  /** In a closed stage that is neither won nor lost, such as `On hold`: its probability is neither 1 nor 0, or unknown. */
  | 'CLOSED_OTHER'
  /** In a closed stage with probability 0. */
  | 'LOST'
  /** In a stage that is not closed. */
  | 'OPEN'
  /** In a closed stage with probability 1. */
  | 'WON';

/** Which tenant's credentials to delete. */
export type DeleteConnectWiseCredentialsInput = {
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
};

/**
 * A change of a tenant's voice configuration to log on its ticket: a note, time and optionally a new status, each
 * delivered exactly once. Requires `change` or `note`.
 */
export type LogChangeInput = {
  /** What was changed, from which the note is composed. */
  readonly change?: InputMaybe<ChangeDetailsInput>;
  /** 1 to 200 characters, unique per change, such as a UUID. Reusing a key returns the same change; with different content, it is rejected. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The member to attribute it to. Defaults to the operator's in the tenant's `memberMap`, else to the tenant's default. */
  readonly memberIdentifier?: InputMaybe<Scalars['String']['input']>;
  /** 0 to 1440; 0 means no time entry. Defaults to the tenant's default. */
  readonly minutes?: InputMaybe<Scalars['Int']['input']>;
  /** Free text, at most 10,000 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** A status of the ticket's board. Defaults to the tenant's default for the board if `autoUpdateStatus` is set, otherwise the status is unchanged. */
  readonly statusId?: InputMaybe<Scalars['Int']['input']>;
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
  /** The ticket's number. */
  readonly ticketId: Scalars['Int']['input'];
  /**
   * How many seconds to wait for ConnectWise before responding, from 0 to 8; 8 by default. Whatever the value, the change
   * is stored once the mutation returns: poll `Query.change` for its progress.
   */
  readonly waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** The ConnectWise member of an operator. */
export type MemberMappingInput = {
  /** The operator's e-mail address. */
  readonly email: Scalars['String']['input'];
  /** The member's identifier: at most 15 letters, digits, dots, hyphens and underscores. */
  readonly memberIdentifier: Scalars['String']['input'];
};

/** Which figures to invalidate. */
export type RefreshInput = {
  /** Which part of the graph. */
  readonly scope: RefreshScope;
};

/** The part of the graph to refresh. */
export type RefreshScope =
  /** All of it. */
  | 'ALL'
  /** ConnectWise tickets. */
  | 'CHANGES'
  /** Contacts and deals (HubSpot). */
  | 'SALES'
  /** Tickets, time entries, reports and sales activity (Autotask). */
  | 'SERVICE_DESK'
  /** Website analytics and forms (HubSpot). */
  | 'WEBSITE';

/** A tenant's new name. */
export type RenameTenantInput = {
  /** The tenant. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/** Which change to deliver again. */
export type RetryChangeInput = {
  /** A FAILED change. Finished steps are not repeated. */
  readonly changeId: Scalars['ID']['input'];
  /** As in `LogChangeInput`. */
  readonly waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** The permissions of a user; each role includes the previous ones. */
export type Role =
  /** May manage tenants, credentials and features. */
  | 'ADMIN'
  /** May read and change ConnectWise tickets, of all tenants or of those named in the role. */
  | 'OPERATOR'
  /** May read. */
  | 'VIEWER';

/**
 * All of a tenant's ConnectWise credentials, replacing existing ones. The URL may be in any of its usual forms; only
 * ConnectWise's own hosts and those of the setting CONNECTWISE_ALLOWED_HOSTS are accepted.
 */
export type SaveConnectWiseCredentialsInput = {
  /** Whether a logged change also sets the status. */
  readonly autoUpdateStatus?: Scalars['Boolean']['input'];
  /** Such as `api-na.myconnectwise.net` or `https://na.myconnectwise.net/v4_6_release/apis/3.0/`. */
  readonly baseUrl: Scalars['String']['input'];
  /** The client id (a GUID) from ConnectWise's developer network. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly clientId: Scalars['String']['input'];
  /** The company id, as in ConnectWise's own sign-in. */
  readonly companyId: Scalars['String']['input'];
  /** At most 15 letters, digits, dots, hyphens and underscores. */
  readonly defaultMemberIdentifier?: InputMaybe<Scalars['String']['input']>;
  /** The status to set, by board; at most one per board. */
  readonly defaultStatuses?: ReadonlyArray<BoardStatusInput>;
  /** 0 to 1440 minutes; 0 means no time entry. */
  readonly defaultTimeMinutes?: Scalars['Int']['input'];
  /** Maps operators to members; at most one per e-mail address. If omitted, the saved one is kept. */
  readonly memberMap?: InputMaybe<ReadonlyArray<MemberMappingInput>>;
  /** The API member's private key. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly privateKey: Scalars['String']['input'];
  /** The API member's public key. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly publicKey: Scalars['String']['input'];
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
  /** A work role by name. */
  readonly workRole?: InputMaybe<Scalars['String']['input']>;
  /** A work type by name. */
  readonly workType?: InputMaybe<Scalars['String']['input']>;
};

/** Which feature to switch. */
export type SetFeatureFlagInput = {
  /** On or off. Takes effect immediately. */
  readonly enabled: Scalars['Boolean']['input'];
  /** The feature's key. An unknown one is rejected with a list of the known ones. */
  readonly key: Scalars['String']['input'];
  /** The tenant. If omitted, sets the global setting, for tenants without their own. */
  readonly tenantId?: InputMaybe<Scalars['ID']['input']>;
};

/** The direction of a sort order. */
export type SortDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

/** Which tenant's connection to test. */
export type TestConnectWiseConnectionInput = {
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
};

/** A date of a ticket. */
export type TicketDateField =
  /** When it was completed; excludes tickets without. */
  | 'COMPLETED'
  /** When it was created. */
  | 'CREATED'
  /** When it is due; excludes tickets without. */
  | 'DUE'
  /** Its last activity. */
  | 'LAST_ACTIVITY';

/** Filter for tickets. Conditions are combined with AND, the values of one list with OR. */
export type TicketFilter = {
  /** Ids of the people tickets are assigned to. */
  readonly assignee?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of companies. */
  readonly company?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The date that must be in the range of a list. Any but CREATED is rejected without a range, and for a summary. */
  readonly dateField?: InputMaybe<TicketDateField>;
  /** Only the ticket with this number, such as `T20261122.0046`, ignoring case. */
  readonly number?: InputMaybe<Scalars['String']['input']>;
  /** True: only open tickets whose due date has passed. False: only the others. */
  readonly overdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** Ids of priorities, as `TicketPriority.id` or the keys of `byPriority`. Unknown ids are rejected with a list of the allowed ones. */
  readonly priority?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether the ticket is completed: has a completion date. */
  readonly state?: InputMaybe<TicketState>;
  /** Ids of statuses, as `TicketStatus.id` or the keys of `byStatus`. Unknown ids are rejected with a list of the allowed ones. */
  readonly status?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only tickets whose number or title contains this, ignoring case. At most 300 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** True: unassigned tickets; combined with `assignee` by OR. False: tickets that are assigned. */
  readonly unassigned?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * Only tickets with activity at or after this instant: a note, a time entry, or a change of a field that Autotask
   * tracks.
   */
  readonly updatedSince?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How to order tickets. Tickets without the value come last; ties are ordered by id. */
export type TicketOrder = {
  /** The direction. */
  readonly direction?: SortDirection;
  /** What to order by. */
  readonly field: TicketOrderField;
};

/** What tickets can be ordered by. */
export type TicketOrderField =
  /** When it was completed. */
  | 'COMPLETED'
  /** When it was created. */
  | 'CREATED'
  /** When it is due. */
  | 'DUE'
  /** Its last activity. */
  | 'LAST_ACTIVITY'
  /** The ticket number, as text. */
  | 'NUMBER'
  /** `priority.rank`: ASC puts the most urgent first. */
  | 'PRIORITY'
  /** The position of the status in Autotask's list. */
  | 'STATUS';

/** Whether a ticket is completed. */
export type TicketState =
  /** It has a completion date. */
  | 'COMPLETED'
  /** It has no completion date. */
  | 'OPEN';

/** A status to set. */
export type UpdateConnectWiseStatusInput = {
  /** As in `LogChangeInput`; without one each call is a new change. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** A status of the ticket's board. Any other is rejected with a list of the board's statuses. */
  readonly statusId: Scalars['Int']['input'];
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
  /** The ticket's number. */
  readonly ticketId: Scalars['Int']['input'];
};

/**
 * What a program can do about a `UserError`. Codes may be added: take one that is not known for `BAD_USER_INPUT`. They are
 * apart from `extensions.code` of `errors`, which say why a field has no value.
 */
export type UserErrorCode =
  /** The input has to be corrected: the message says what is allowed. Repeating the same input does not help. */
  | 'BAD_USER_INPUT'
  /** An operator cancelled the change before all of it was in ConnectWise. Log it anew if it is wanted after all. */
  | 'CANCELLED'
  /** The idempotency key belongs to a change with other content. Take a new key for each change. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** This gateway lacks a setting without which it cannot do this at all, such as keys to encrypt credentials with. An operator of the gateway has to add it. */
  | 'NOT_CONFIGURED'
  /** What the input names does not exist: a tenant, a ticket or a change. For a tenant or change of others, FORBIDDEN is in `errors` instead. */
  | 'NOT_FOUND'
  /** No error: the change is stored, not yet in ConnectWise, and delivered in the background. Poll `Query.change`; do not send it again under another key. */
  | 'PENDING'
  /** ConnectWise permanently refused the change; the message says why. Correct that, then use `retryChange`. */
  | 'REFUSED'
  /** The tenant has no credentials for ConnectWise, or they cannot be decrypted or used. An administrator has to save them. */
  | 'VENDOR_NOT_CONFIGURED';

/** The systems behind the graph. */
export type Vendor =
  /** Autotask PSA: service tickets, time entries, sales activity. */
  | 'AUTOTASK'
  /** ConnectWise PSA: tickets of the tenants that voice work is done for. */
  | 'CONNECTWISE'
  /** HubSpot: contacts, deals, website, forms, chat. */
  | 'HUBSPOT';

/** The status of a vendor. */
export type VendorState =
  /** It responds, but throttles or rejects some calls because of its limits. */
  | 'LIMITED'
  /** It is not configured on this gateway. */
  | 'NOT_CONFIGURED'
  /** It responds. */
  | 'OK'
  /** It rejects our credentials or their permissions. */
  | 'UNAUTHORIZED'
  /** It has not been checked yet, or its response is invalid. */
  | 'UNKNOWN'
  /** It does not respond. */
  | 'UNREACHABLE';
