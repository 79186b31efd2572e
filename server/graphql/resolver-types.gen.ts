import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Ticket as TicketRecord, TimeEntry as TimeEntryRecord, Contract as ContractRecord } from '../vendors/autotask/types.ts';
import type { TicketList } from '../service-desk/ticket-list.ts';
import type { Summary } from '../service-desk/activity-summary.ts';
import type { Report } from '../service-desk/report.ts';
import type { Backlog as OpenTickets, BacklogPart as OpenPart } from '../service-desk/backlog.ts';
import type { SalesReport } from '../service-desk/sales-activity.ts';
import type { SalesEvent as SalesEventRecord } from '../service-desk/sales-events.ts';
import type { CrmFigures } from '../sales/crm-summary.ts';
import type { DealList, DealRow } from '../sales/deal-list.ts';
import type { WebsiteFigures } from '../website/website-figures.ts';
import type { FormStat as FormStatRecord } from '../website/form-stats.ts';
import type { ChatWidget as ChatWidgetRecord } from '../website/chat-widget.ts';
import type { TenantRecord } from '../tenants/tenant-records.ts';
import type { TenantBoard } from '../tenants/boards.ts';
import type { ChangeList } from '../changes/change-list.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Logged } from '../changes/log-change.ts';
import type { TenantTicket } from '../tickets/tenant-ticket.ts';
import type { TenantTimeEntry } from '../tickets/tenant-tickets.ts';
import type { AuditList, AuditRow } from '../audit/audit-list.ts';
import type { VendorStatusRecord, Viewer as ViewerRecord } from '../viewer/viewer.ts';
import type { GraphContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string | number; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A currency by its ISO 4217 code, such as `USD`. */
  CurrencyCode: { input: string; output: string; }
  /** A calendar day, such as `2026-11-22`. Days are days in the portal's time zone unless a description says otherwise. */
  Date: { input: string; output: string; }
  /** An instant in UTC, such as `2026-11-22T08:15:00Z`. */
  DateTime: { input: number; output: number; }
  /** An exact decimal as text, such as `"1234.50"`, without loss of precision. */
  Decimal: { input: string; output: string; }
};

/** Figures for the tickets created in a range (the population), after the filter. */
export type ActivitySummary = {
  readonly __typename?: 'ActivitySummary';
  /** Mean elapsed hours from creation to first response of tickets that had one; null if none had. */
  readonly averageFirstResponseHours: Maybe<Scalars['Float']['output']>;
  /** `hoursLogged` divided by `totalTickets`; null if there are no tickets. */
  readonly averageHoursPerTicket: Maybe<Scalars['Float']['output']>;
  /** Mean elapsed hours from creation to resolution (otherwise completion) of completed tickets; null if none is completed. */
  readonly averageResolutionHours: Maybe<Scalars['Float']['output']>;
  /** The population by the person assigned, most tickets first. */
  readonly byAssignee: ReadonlyArray<Bucket>;
  /** The population by company, most tickets first. */
  readonly byCompany: ReadonlyArray<Bucket>;
  /** Every day of the range, oldest first, including days without tickets. */
  readonly byDay: ReadonlyArray<DayCount>;
  /** The population by priority, most urgent first; only priorities that occur. */
  readonly byPriority: ReadonlyArray<Bucket>;
  /** The population by status, in the account's order; only statuses that occur. */
  readonly byStatus: ReadonlyArray<Bucket>;
  /** The same figures for an earlier range; null if they cannot be read. */
  readonly comparison: Maybe<ActivitySummary>;
  /** Tickets completed in the range, whenever created. */
  readonly completedInRange: Scalars['Int']['output'];
  /** Those with a completion date, whenever that was. */
  readonly completedTickets: Scalars['Int']['output'];
  /** The age of the oldest requested part. */
  readonly freshness: Freshness;
  /** Hours of all time entries of the population, whenever worked. Null if time entries cannot be read, or the hours of one are not a number. */
  readonly hoursLogged: Maybe<Scalars['Float']['output']>;
  /** The same for the same range and filter. */
  readonly id: Scalars['ID']['output'];
  /** Those without a completion date. */
  readonly openTickets: Scalars['Int']['output'];
  /** Its days. */
  readonly range: DateRange;
  /** Tickets created in the range. */
  readonly totalTickets: Scalars['Int']['output'];
};


/** Figures for the tickets created in a range (the population), after the filter. */
export type ActivitySummaryComparisonArgs = {
  with?: Comparison;
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

/** Who did it, as known at that time. */
export type AuditActor = {
  readonly __typename?: 'AuditActor';
  /** The identity provider's id of the person or program. */
  readonly id: Scalars['ID']['output'];
  /** Display name. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The roles they had. */
  readonly roles: ReadonlyArray<Role>;
};

/** A page of audit records, newest first. */
export type AuditConnection = {
  readonly __typename?: 'AuditConnection';
  /** The records with their cursors. */
  readonly edges: ReadonlyArray<AuditEdge>;
  /** The records. */
  readonly nodes: ReadonlyArray<AuditRecord>;
  /** The position of the page in the list. */
  readonly pageInfo: PageInfo;
};

/** An audit record and its position in the list. */
export type AuditEdge = {
  readonly __typename?: 'AuditEdge';
  /** Pass as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The record. */
  readonly node: AuditRecord;
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

/**
 * One thing that a caller did, or was refused; docs/audit.md says what is recorded. Repeats of a read or refusal within a
 * minute are one record, with `count`.
 */
export type AuditRecord = {
  readonly __typename?: 'AuditRecord';
  /** Who did it; null: not authenticated, or the gateway itself. */
  readonly actor: Maybe<AuditActor>;
  /** The IP address it came from; null: unknown. */
  readonly address: Maybe<Scalars['String']['output']>;
  /** When the request came, by the gateway's clock. Of repeats: the last. */
  readonly at: Scalars['DateTime']['output'];
  /** The code of the first error; null: none. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** How many times it happened: above 1 for repeats within a minute, of which `rows` and `vendorCalls` are the sum. */
  readonly count: Scalars['Int']['output'];
  /** A hash that identifies the session (`session:…`) or the access token (`token:…`); null: none. */
  readonly credential: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the operation's document, in hex; null: none was executed. */
  readonly document: Maybe<Scalars['String']['output']>;
  /** Root fields with their arguments. Secrets and free text are left out; ids, ranges and choices are kept. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** Its chain and its position in it, `<chain>:<position>`. */
  readonly id: Scalars['ID']['output'];
  /** What it is about; `AuditFilter.kind` lists the kinds. */
  readonly kind: Scalars['String']['output'];
  /** How long it took. Of repeats: the longest. */
  readonly milliseconds: Scalars['Int']['output'];
  /** The name of the operation, or what else was done; null: an operation without a name. */
  readonly operation: Maybe<Scalars['String']['output']>;
  /**
   * How it ended: `ok`; `partial`: some fields have errors; `refused`: by a right, a limit or the input; `failed`. `started`:
   * a mutation whose end is not recorded, because the gateway or its database stopped.
   */
  readonly outcome: Scalars['String']['output'];
  /** The `X-Request-Id` of the response; null: no request. */
  readonly requestId: Maybe<Scalars['String']['output']>;
  /** Rows returned: elements of lists, and 1 for an object without any. */
  readonly rows: Scalars['Int']['output'];
  /** Ids of the tenants concerned. */
  readonly tenants: ReadonlyArray<Scalars['ID']['output']>;
  /** Vendor calls made for it. */
  readonly vendorCalls: Scalars['Int']['output'];
};

/** Tickets without a completion date, after the filter, as they are now. */
export type Backlog = {
  readonly __typename?: 'Backlog';
  /**
   * By days since they were created, as elapsed time: keys `0-1`, `1-3`, `3-7`, `7-30` and `30+`, the lower bound included;
   * all of them, including those without tickets.
   */
  readonly byAge: ReadonlyArray<Bucket>;
  /** By the person assigned, most tickets first. */
  readonly byAssignee: ReadonlyArray<Bucket>;
  /** By company, most tickets first. */
  readonly byCompany: ReadonlyArray<Bucket>;
  /** By priority, most urgent first; only priorities that occur. */
  readonly byPriority: ReadonlyArray<Bucket>;
  /** By status, in the account's order; only statuses that occur. */
  readonly byStatus: ReadonlyArray<Bucket>;
  /** Those that are due later today, in the portal's time zone. */
  readonly dueToday: BacklogPart;
  /** The age of the list of open tickets. */
  readonly freshness: Freshness;
  /** The same for the same filter. */
  readonly id: Scalars['ID']['output'];
  /** How many there are. */
  readonly open: Scalars['Int']['output'];
  /** Those that were due before now. */
  readonly overdue: BacklogPart;
  /** Those that are assigned to no person. */
  readonly unassigned: BacklogPart;
};

/** Some of the open tickets. */
export type BacklogPart = {
  readonly __typename?: 'BacklogPart';
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** The tickets: those with a due time by it, earliest first; unassigned ones the most urgent first, of these the oldest. */
  readonly tickets: Maybe<TicketConnection>;
};


/** Some of the open tickets. */
export type BacklogPartTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** The status to set on tickets of one board. */
export type BoardStatus = {
  readonly __typename?: 'BoardStatus';
  /** ConnectWise's id of the board. */
  readonly boardId: Scalars['Int']['output'];
  /** ConnectWise's id of a status of that board. */
  readonly statusId: Scalars['Int']['output'];
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

/** Tickets that share a value. */
export type Bucket = {
  readonly __typename?: 'Bucket';
  /** How many tickets. */
  readonly count: Scalars['Int']['output'];
  /** The value, as `TicketFilter` takes it; null for tickets without one (for people, use `unassigned: true`). */
  readonly key: Maybe<Scalars['ID']['output']>;
  /** The label of the value. */
  readonly label: Scalars['String']['output'];
};

/** Which change to cancel. */
export type CancelChangeInput = {
  /** A PENDING change, or one that is already cancelled. */
  readonly changeId: Scalars['ID']['input'];
  /** How many seconds to wait for a step whose outcome is unknown, from 0 to 8; 8 by default. */
  readonly waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** A logged change and the progress of its delivery. */
export type Change = {
  readonly __typename?: 'Change';
  /**
   * When an operator cancelled it; null if it was not cancelled. While it is still PENDING, the outcome of one step is
   * being determined. A change that is DONE regardless was in ConnectWise before it could be stopped.
   */
  readonly cancelRequestedAt: Maybe<Scalars['DateTime']['output']>;
  /** The name of the operator who cancelled it; null if it was not cancelled. */
  readonly cancelledBy: Maybe<Scalars['String']['output']>;
  /** When it was logged. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it became DONE, FAILED or CANCELLED; null until then. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** `<tenant>:<reference>`; the reference is included in the note and the time entry. */
  readonly id: Scalars['ID']['output'];
  /** The kind of change; null for free text. */
  readonly kind: Maybe<ChangeKind>;
  /** The member it is attributed to; null: the API member. */
  readonly memberIdentifier: Maybe<Scalars['String']['output']>;
  /** Minutes of the time entry; 0 if there is none. */
  readonly minutes: Scalars['Int']['output'];
  /** The full text of the note, as sent to ConnectWise. */
  readonly note: Scalars['String']['output'];
  /** The name of the operator who logged it. */
  readonly operator: Scalars['String']['output'];
  /** Its state: DONE once every step is, FAILED if ConnectWise permanently refused one, CANCELLED if it was cancelled before. */
  readonly state: ChangeState;
  /** The status to set; null if the status is unchanged, or is the board's default and not yet known. */
  readonly statusId: Maybe<Scalars['Int']['output']>;
  /** Note, time and status, in this order. */
  readonly steps: ReadonlyArray<ChangeStep>;
  /** The tenant. */
  readonly tenantId: Scalars['ID']['output'];
  /** The ticket's number. */
  readonly ticketId: Scalars['Int']['output'];
};

/** A page of changes. */
export type ChangeConnection = {
  readonly __typename?: 'ChangeConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<ChangeEdge>;
  /** The rows. */
  readonly nodes: ReadonlyArray<Change>;
  /** The position of the page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of rows in the whole list. */
  readonly totalCount: Scalars['Int']['output'];
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

/** A row of a list of changes. */
export type ChangeEdge = {
  readonly __typename?: 'ChangeEdge';
  /** Its cursor, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: Change;
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

/** One step of a delivery. */
export type ChangeStep = {
  readonly __typename?: 'ChangeStep';
  /** How often it was sent to ConnectWise. */
  readonly attempts: Scalars['Int']['output'];
  /** When it was done, failed or skipped; null until then. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Which step. */
  readonly kind: ChangeStepKind;
  /** Why it failed, or what it is waiting for; null if there is no problem. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** Its state. */
  readonly state: ChangeStepState;
  /** ConnectWise's id of the created record, or of the status set; null until then. */
  readonly vendorId: Maybe<Scalars['ID']['output']>;
};

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

/** What a page needs to show HubSpot's chat. The token identifies only you, for at most 12 hours. */
export type ChatWidget = {
  readonly __typename?: 'ChatWidget';
  /** The number of the HubSpot account. */
  readonly hubId: Scalars['ID']['output'];
  /** Your own e-mail address, by which HubSpot identifies you; null if the token is. */
  readonly identificationEmail: Maybe<Scalars['String']['output']>;
  /** Proves your identity to HubSpot; null if the account's plan has no visitor identification, or your address is unknown. */
  readonly identificationToken: Maybe<Scalars['String']['output']>;
  /** The URL of HubSpot's loader script, in the account's region. */
  readonly scriptUrl: Scalars['String']['output'];
};

/**
 * A collection of a vendor's records of which the gateway keeps a copy: loaded once, then kept current by reading what has
 * changed, once a minute while questions are asked.
 */
export type Collection = {
  readonly __typename?: 'Collection';
  /** When a record last changed; null if none has since the copy was begun. */
  readonly changedAt: Maybe<Scalars['DateTime']['output']>;
  /** Start of the last read of changes: the copy is at least this new. Null if nothing was read yet. */
  readonly checkedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether the copy has all records that belong to it. Until then, figures may be read from the vendor directly. */
  readonly complete: Scalars['Boolean']['output'];
  /** The vendor's name for it, such as `Tickets`. */
  readonly name: Scalars['String']['output'];
  /** How much of the first load is done, from 0 to 1. */
  readonly progress: Scalars['Float']['output'];
  /** Number of records in the copy. */
  readonly records: Scalars['Int']['output'];
};

/** A company in Autotask. */
export type Company = {
  readonly __typename?: 'Company';
  /** Autotask's number of the company; 0 is the provider itself. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
};

/** What to compare a range with. */
export type Comparison =
  /** For a whole calendar month, quarter or year the one before it, otherwise the same number of days just before. */
  | 'PREVIOUS_PERIOD'
  /** The same days a year earlier. */
  | 'PREVIOUS_YEAR';

/**
 * A tenant's ConnectWise. Fields fail with FEATURE_DISABLED if the feature `connectwise_integration` is off for the
 * tenant, and with VENDOR_NOT_CONFIGURED if it has no credentials; logged changes can be read regardless.
 */
export type ConnectWise = {
  readonly __typename?: 'ConnectWise';
  /**
   * Active boards, by name, with the statuses that can be chosen on each, for status pickers. At most 5 minutes old; takes
   * one call for the boards and one for the statuses of each. Null if they cannot be read. While the feature is off, needs
   * the role ADMIN.
   */
  readonly boards: Maybe<ReadonlyArray<ConnectWiseBoard>>;
  /** Changes logged for this tenant, newest first. */
  readonly changes: ChangeConnection;
  /** The saved credentials; null if there are none. Needs the role ADMIN. */
  readonly credentials: Maybe<ConnectWiseCredentials>;
  /** Whether the feature `connectwise_integration` is on for the tenant. */
  readonly enabled: Scalars['Boolean']['output'];
  /** A service or project ticket by its number; null if there is none or the API member lacks permission. At most 30 seconds old. */
  readonly ticket: Maybe<ConnectWiseTicket>;
  /**
   * Tickets whose number equals the text or whose summary contains it: open ones first, then the newest. At most 30
   * seconds old. A text shorter than 2 characters that is not a number matches nothing.
   */
  readonly tickets: Maybe<ReadonlyArray<ConnectWiseTicket>>;
};


/**
 * A tenant's ConnectWise. Fields fail with FEATURE_DISABLED if the feature `connectwise_integration` is off for the
 * tenant, and with VENDOR_NOT_CONFIGURED if it has no credentials; logged changes can be read regardless.
 */
export type ConnectWiseChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * A tenant's ConnectWise. Fields fail with FEATURE_DISABLED if the feature `connectwise_integration` is off for the
 * tenant, and with VENDOR_NOT_CONFIGURED if it has no credentials; logged changes can be read regardless.
 */
export type ConnectWiseTicketArgs = {
  ticketId: Scalars['Int']['input'];
};


/**
 * A tenant's ConnectWise. Fields fail with FEATURE_DISABLED if the feature `connectwise_integration` is off for the
 * tenant, and with VENDOR_NOT_CONFIGURED if it has no credentials; logged changes can be read regardless.
 */
export type ConnectWiseTicketsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  search: Scalars['String']['input'];
};

/** A board: where tickets are worked on, with its own statuses. */
export type ConnectWiseBoard = {
  readonly __typename?: 'ConnectWiseBoard';
  /** ConnectWise's id of the board. */
  readonly id: Scalars['Int']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The statuses that can be chosen, in the board's order. Null if they cannot be read. */
  readonly statuses: Maybe<ReadonlyArray<ConnectWiseStatus>>;
};

/**
 * A tenant's ConnectWise credentials and defaults. Keys are encrypted in the database: only a hint of each is returned,
 * and nothing of the private key. Needs the role ADMIN.
 */
export type ConnectWiseCredentials = {
  readonly __typename?: 'ConnectWiseCredentials';
  /** Whether a logged change also sets the ticket's status to the board's entry of `defaultStatuses`, unless the change specifies another. */
  readonly autoUpdateStatus: Scalars['Boolean']['output'];
  /** The URL of the API's host and codebase, as used by the gateway. */
  readonly baseUrl: Scalars['String']['output'];
  /** The last characters of the client id. */
  readonly clientIdHint: Scalars['String']['output'];
  /** The company id, as in ConnectWise's own sign-in. */
  readonly companyId: Scalars['String']['output'];
  /** The member that notes and time are attributed to if `memberMap` has no entry for the operator; null: the API member. */
  readonly defaultMemberIdentifier: Maybe<Scalars['String']['output']>;
  /** The status that `autoUpdateStatus` sets, by board: each board has its own statuses. */
  readonly defaultStatuses: ReadonlyArray<BoardStatus>;
  /** Default minutes of a time entry. */
  readonly defaultTimeMinutes: Scalars['Int']['output'];
  /** Maps operators to members, by the operator's e-mail address. */
  readonly memberMap: ReadonlyArray<MemberMapping>;
  /** The last characters of the API member's public key. */
  readonly publicKeyHint: Scalars['String']['output'];
  /** When they were last saved. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Who last saved them. */
  readonly updatedBy: Scalars['String']['output'];
  /** The work role of time entries, by name; null: the member's own. */
  readonly workRole: Maybe<Scalars['String']['output']>;
  /** The work type of time entries, by name; null: the member's own. */
  readonly workType: Maybe<Scalars['String']['output']>;
};

/** A note of a ticket. */
export type ConnectWiseNote = {
  readonly __typename?: 'ConnectWiseNote';
  /** Who wrote it; null if ConnectWise does not provide it. */
  readonly author: Maybe<Scalars['String']['output']>;
  /** When it was written; null if ConnectWise does not provide it. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** `<tenant>:<number>`, with ConnectWise's number of the note. */
  readonly id: Scalars['ID']['output'];
  /** True if visible to the provider only, false if also to the customer. */
  readonly internal: Scalars['Boolean']['output'];
  /** What it says. */
  readonly text: Scalars['String']['output'];
};

/** A ConnectWise record by its id and name. */
export type ConnectWiseRef = {
  readonly __typename?: 'ConnectWiseRef';
  /** ConnectWise's id. */
  readonly id: Scalars['Int']['output'];
  /** Its name; for a person the full name. */
  readonly name: Scalars['String']['output'];
};

/** A status of a board. */
export type ConnectWiseStatus = {
  readonly __typename?: 'ConnectWiseStatus';
  /** ConnectWise's id of the status. */
  readonly id: Scalars['Int']['output'];
  /** Whether it closes a ticket. */
  readonly isClosed: Scalars['Boolean']['output'];
  /** Its name on the board. */
  readonly name: Scalars['String']['output'];
};

/** A ticket of a tenant's ConnectWise. */
export type ConnectWiseTicket = {
  readonly __typename?: 'ConnectWiseTicket';
  /** The statuses of its board that can be chosen, in the board's order. Null if they cannot be read. */
  readonly availableStatuses: Maybe<ReadonlyArray<ConnectWiseStatus>>;
  /** The board it is on. */
  readonly board: ConnectWiseRef;
  /** Changes logged on it through this gateway, newest first. */
  readonly changes: ReadonlyArray<Change>;
  /** Whether its status is a closing one. */
  readonly closed: Scalars['Boolean']['output'];
  /** The company it is for; null if ConnectWise does not provide it. */
  readonly company: Maybe<ConnectWiseRef>;
  /** The person at the company; null if unset. */
  readonly contact: Maybe<ConnectWiseRef>;
  /** When it was entered; null if ConnectWise does not provide it. */
  readonly enteredAt: Maybe<Scalars['DateTime']['output']>;
  /** `<tenant>:<number>`: numbers repeat across tenants. */
  readonly id: Scalars['ID']['output'];
  /** Its notes, newest first. Null if they cannot be read. */
  readonly notes: Maybe<ReadonlyArray<ConnectWiseNote>>;
  /** The member who owns it; null if unset. */
  readonly owner: Maybe<ConnectWiseRef>;
  /** How urgent it is; null if ConnectWise does not provide it. */
  readonly priority: Maybe<ConnectWiseRef>;
  /** ConnectWise's word for its kind: `ServiceTicket`, `ProjectTicket` or `ProjectIssue`. */
  readonly recordType: Maybe<Scalars['String']['output']>;
  /** Its status on the board. */
  readonly status: ConnectWiseRef;
  /** What it is about, at most 100 characters in ConnectWise. */
  readonly summary: Scalars['String']['output'];
  /** The number people see. */
  readonly ticketId: Scalars['Int']['output'];
  /** Its time entries, newest first. Null if they cannot be read. */
  readonly timeEntries: Maybe<ReadonlyArray<ConnectWiseTimeEntry>>;
  /** When it last changed; null if ConnectWise does not provide it. */
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A ticket of a tenant's ConnectWise. */
export type ConnectWiseTicketChangesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A ticket of a tenant's ConnectWise. */
export type ConnectWiseTicketNotesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A ticket of a tenant's ConnectWise. */
export type ConnectWiseTicketTimeEntriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The result of a change of a ticket. */
export type ConnectWiseTicketPayload = {
  readonly __typename?: 'ConnectWiseTicketPayload';
  /** The change that delivers it, for `Query.change`, `retryChange` and `cancelChange`; null if the input was rejected. */
  readonly change: Maybe<Change>;
  /** The ticket after the change; null if the input was rejected or the ticket currently cannot be read. */
  readonly ticket: Maybe<ConnectWiseTicket>;
  /** Input errors, `PENDING` if it is stored and not yet in ConnectWise, `REFUSED` if ConnectWise refused it, or `CANCELLED`; empty once it is in ConnectWise. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Time spent on a ticket. */
export type ConnectWiseTimeEntry = {
  readonly __typename?: 'ConnectWiseTimeEntry';
  /** Hours, to two places. */
  readonly hours: Scalars['Float']['output'];
  /** `<tenant>:<number>`, with ConnectWise's number of the time entry. */
  readonly id: Scalars['ID']['output'];
  /** Who spent it; null if ConnectWise does not provide it. */
  readonly member: Maybe<Scalars['String']['output']>;
  /** What it was spent on; null if not specified. */
  readonly notes: Maybe<Scalars['String']['output']>;
  /** When it began. */
  readonly startedAt: Scalars['DateTime']['output'];
};

/** The result for one area of ConnectWise. */
export type ConnectionCheck = {
  readonly __typename?: 'ConnectionCheck';
  /** The area in plain words, such as `Service tickets: read`. */
  readonly area: Scalars['String']['output'];
  /** What to do if it failed, or why it was skipped; null on success. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** Whether `state` is OK. */
  readonly ok: Scalars['Boolean']['output'];
  /** The result. */
  readonly state: ConnectionCheckState;
};

/** The result of testing one area. */
export type ConnectionCheckState =
  /** Access failed: the message says what to do. */
  | 'FAILED'
  /** Access works. */
  | 'OK'
  /** Not tested, because another area has to work first or there is nothing to test with. */
  | 'SKIPPED';

/** A person in the CRM. */
export type Contact = {
  readonly __typename?: 'Contact';
  /** The company as entered by the person, which need not exist in the CRM; null if unknown. */
  readonly company: Maybe<Scalars['String']['output']>;
  /** When the contact was created, by HubSpot's `createdate`. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** E-mail address; null if unknown. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** First name; null if unknown. */
  readonly firstName: Maybe<Scalars['String']['output']>;
  /** HubSpot's id of the contact. */
  readonly id: Scalars['ID']['output'];
  /** Last name; null if unknown. */
  readonly lastName: Maybe<Scalars['String']['output']>;
  /** When it was last modified. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** A contract in Autotask. */
export type Contract = {
  readonly __typename?: 'Contract';
  /** Its last day; null if it has no end. */
  readonly endsOn: Maybe<Scalars['Date']['output']>;
  /** Autotask's number of the contract. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its first day; a plain date that no time zone shifts. */
  readonly startsOn: Maybe<Scalars['Date']['output']>;
  /** The label of its type; null if unset. */
  readonly type: Maybe<Scalars['String']['output']>;
};

/** Conversations with companies. */
export type Conversations = {
  readonly __typename?: 'Conversations';
  /** Telephone calls. */
  readonly calls: Scalars['Int']['output'];
  /** E-mails. */
  readonly emails: Scalars['Int']['output'];
  /** Meetings. */
  readonly meetings: Scalars['Int']['output'];
  /** All of them. */
  readonly total: Scalars['Int']['output'];
};

/** A new tenant. */
export type CreateTenantInput = {
  /** 1 to 40 lower-case letters, digits and hyphens, starting with a letter or digit. Cannot be changed later. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/**
 * Figures of the CRM. Counts exclude archived records; amounts are in the account's own currency. Contacts and companies
 * are quick; figures of deals wait until all deals are read (one call per 100), so request them in a separate query if a
 * page should not wait.
 */
export type CrmSummary = {
  readonly __typename?: 'CrmSummary';
  /** Companies. Counted by HubSpot's search, which may lag by some seconds. */
  readonly companies: Scalars['Int']['output'];
  /** Contacts. Counted by HubSpot's search, which may lag by some seconds. */
  readonly contacts: Scalars['Int']['output'];
  /** Deals, of all pipelines and stages. */
  readonly deals: Scalars['Int']['output'];
  /**
   * Deals by their state, in the order OPEN, CLOSED_OTHER, WON, LOST; states without deals are listed with 0. Each has exactly the
   * deals that `deals(filter: { state: … })` lists.
   */
  readonly dealsByState: ReadonlyArray<DealStateFigures>;
  /** The age of the requested figures. */
  readonly freshness: Freshness;
  /** The account's id: there is one summary. */
  readonly id: Scalars['ID']['output'];
  /** The sum over deals that are neither won nor lost: those OPEN, and those CLOSED_OTHER. `dealsByState` has each by itself. */
  readonly openDealValue: Money;
  /** The sum over all deals, lost ones included. Deals without an amount add nothing. */
  readonly totalDealValue: Money;
};

/** The reactive service board on one day. */
export type DailyReport = {
  readonly __typename?: 'DailyReport';
  /** The day. */
  readonly date: Scalars['Date']['output'];
  /** The age of the oldest requested part. */
  readonly freshness: Freshness;
  /** Those hours by person, most first. Null if time entries cannot be read. */
  readonly hoursByResource: Maybe<ReadonlyArray<ResourceHours>>;
  /** Hours of time entries on tickets of the board that were worked on this day. Null if time entries cannot be read. */
  readonly hoursWorked: Maybe<Scalars['Float']['output']>;
  /** The same for the same day. */
  readonly id: Scalars['ID']['output'];
  /** Figures for the tickets created on it. */
  readonly summary: ActivitySummary;
  /** The tickets created on it, newest first. */
  readonly tickets: Maybe<TicketConnection>;
};


/** The reactive service board on one day. */
export type DailyReportTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** The days of a figure. */
export type DateRange = {
  readonly __typename?: 'DateRange';
  /** The first day. */
  readonly from: Scalars['Date']['output'];
  /** The IANA time zone in which these are days. */
  readonly timeZone: Scalars['String']['output'];
  /** The last day, inclusive. */
  readonly to: Scalars['Date']['output'];
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

/** One day of the range. */
export type DayCount = {
  readonly __typename?: 'DayCount';
  /** Tickets completed on it, whenever created. */
  readonly completed: Scalars['Int']['output'];
  /** Tickets created on it. */
  readonly created: Scalars['Int']['output'];
  /** The day. */
  readonly date: Scalars['Date']['output'];
};

/** A deal. */
export type Deal = {
  readonly __typename?: 'Deal';
  /** Its value, in the account's currency; null if unset, or if it is in another currency without a rate in HubSpot. */
  readonly amount: Maybe<Money>;
  /** The day it closed or is expected to close, in the portal's time zone; null if unset. */
  readonly closeDate: Maybe<Scalars['Date']['output']>;
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** HubSpot's id of the deal. */
  readonly id: Scalars['ID']['output'];
  /** Its name; empty if it has none. */
  readonly name: Scalars['String']['output'];
  /** Its pipeline. A pipeline that no longer exists has its id as its name. */
  readonly pipeline: PipelineRef;
  /** Its stage. A stage that no longer exists keeps its id, with the label `Unknown`. */
  readonly stage: DealStageRef;
  /** Its state. */
  readonly state: DealState;
};

/** A page of deals. */
export type DealConnection = {
  readonly __typename?: 'DealConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<DealEdge>;
  /** The age of the list. */
  readonly freshness: Freshness;
  /** The rows. */
  readonly nodes: ReadonlyArray<Deal>;
  /** The position of the page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of rows in the whole list. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A row of a list of deals. */
export type DealEdge = {
  readonly __typename?: 'DealEdge';
  /** Its cursor, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The deal. */
  readonly node: Deal;
};

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

/** A deal pipeline with the deals of each stage. */
export type DealPipeline = {
  readonly __typename?: 'DealPipeline';
  /** The age of the figures. */
  readonly freshness: Freshness;
  /** HubSpot's id of the pipeline. */
  readonly id: Scalars['ID']['output'];
  /** Its name in HubSpot. */
  readonly name: Scalars['String']['output'];
  /**
   * Its stages in order, including those without deals. Deals in stages that no longer exist are in a last one labelled
   * `Unknown`, which only exists if there are such deals.
   */
  readonly stages: ReadonlyArray<DealStage>;
  /** Deals in it: the sum over its stages. */
  readonly totalDeals: Scalars['Int']['output'];
  /** Their total value, in the account's currency. */
  readonly totalValue: Money;
};

/** A stage of a pipeline with the deals in it. */
export type DealStage = {
  readonly __typename?: 'DealStage';
  /** Deals in it. */
  readonly dealCount: Scalars['Int']['output'];
  /** HubSpot's id of the stage, or `unknown:<pipeline>` for the last one. In `DealFilter.stage` it matches exactly these deals. */
  readonly id: Scalars['ID']['output'];
  /** Whether deals in it are closed, won or lost. */
  readonly isClosed: Scalars['Boolean']['output'];
  /** Its name in HubSpot. */
  readonly label: Scalars['String']['output'];
  /** How likely a deal in it is to be won, from 0 to 1; null if HubSpot does not provide it. */
  readonly probability: Maybe<Scalars['Float']['output']>;
  /** Their total value, in the account's currency. */
  readonly totalValue: Money;
};

/** The stage of a deal. */
export type DealStageRef = {
  readonly __typename?: 'DealStageRef';
  /** HubSpot's id of the stage. */
  readonly id: Scalars['ID']['output'];
  /** Its name in HubSpot. */
  readonly label: Scalars['String']['output'];
};

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

/** The deals of one state. */
export type DealStateFigures = {
  readonly __typename?: 'DealStateFigures';
  /** How many deals are in it. */
  readonly deals: Scalars['Int']['output'];
  /** The state, as `DealFilter.state` takes it. */
  readonly state: DealState;
  /** The sum of their values. Deals without an amount add nothing. */
  readonly totalValue: Money;
};

/** The progress of reading all deals, which takes one call per 100. */
export type DealsProgress = {
  readonly __typename?: 'DealsProgress';
  /** True once all are read and figures of deals are available immediately. */
  readonly isDone: Scalars['Boolean']['output'];
  /** Deals read so far. */
  readonly read: Scalars['Int']['output'];
  /** Total number of deals by HubSpot's search; null until it has responded. */
  readonly total: Maybe<Scalars['Int']['output']>;
};

/** Which tenant's credentials to delete. */
export type DeleteConnectWiseCredentialsInput = {
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
};

/** A feature that can be switched on and off without a restart. */
export type FeatureFlag = {
  readonly __typename?: 'FeatureFlag';
  /** The global setting, for tenants without their own. */
  readonly enabled: Scalars['Boolean']['output'];
  /** Its stable key, such as `connectwise_integration`. */
  readonly key: Scalars['String']['output'];
  /** The effective setting of every tenant: its own, otherwise the global one. */
  readonly tenants: ReadonlyArray<TenantFlag>;
};

/** The result of switching a feature. */
export type FeatureFlagPayload = {
  readonly __typename?: 'FeatureFlagPayload';
  /** The updated feature; null if the input was rejected. */
  readonly flag: Maybe<FeatureFlag>;
  /** Input errors; empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A form and its figures in the range. */
export type FormStat = {
  readonly __typename?: 'FormStat';
  /** Submissions per view, from 0 to 1; null if there were no views, or more submissions than views, as for embedded forms, whose views are not counted. */
  readonly conversionRate: Maybe<Scalars['Float']['output']>;
  /** HubSpot's word for its kind: `hubspot`, `captured`, `flow`, `blog_comment`. */
  readonly formType: Scalars['String']['output'];
  /** HubSpot's id of the form. */
  readonly id: Scalars['ID']['output'];
  /** Its name in HubSpot; empty if it has none. */
  readonly name: Scalars['String']['output'];
  /** Number of submissions; null if HubSpot's analytics are unavailable or do not include it. */
  readonly submissions: Maybe<Scalars['Int']['output']>;
  /** Number of views; null if HubSpot's analytics are unavailable or do not include it. */
  readonly views: Maybe<Scalars['Int']['output']>;
};

/**
 * The age of a figure. Figures are cached for `maxAgeSeconds`. An older one is served, marked stale, while a new one is loaded
 * behind the answer, for a quarter of an hour or so, and after that only if the vendor is unavailable or slow.
 */
export type Freshness = {
  readonly __typename?: 'Freshness';
  /** When the oldest part of the figure was read from the vendor. */
  readonly asOf: Scalars['DateTime']['output'];
  /** For how long a figure counts as fresh, in seconds: a fixed policy, not a countdown; of several parts, the shortest. */
  readonly maxAgeSeconds: Scalars['Int']['output'];
  /** The vendor the figure comes from. */
  readonly source: Vendor;
  /** True if it was older than that when it was served: a newer one is being loaded, or the vendor was unavailable. */
  readonly stale: Scalars['Boolean']['output'];
};

/** A stage of the sales process. */
export type FunnelStage = {
  readonly __typename?: 'FunnelStage';
  /** The sum of their amounts, in the account's currency. */
  readonly amount: Scalars['Decimal']['output'];
  /** Opportunities that reached it or went further; at the last stage those closed as won. */
  readonly count: Scalars['Int']['output'];
  /** The value in Autotask. */
  readonly key: Scalars['ID']['output'];
  /** The account's own label. */
  readonly label: Scalars['String']['output'];
};

/** Hours of time entries on tickets of the reactive service board, by the days on which they were worked. */
export type HoursWorked = {
  readonly __typename?: 'HoursWorked';
  /** By person, most first. Null if time entries cannot be read. */
  readonly byResource: Maybe<ReadonlyArray<ResourceHours>>;
  /** The age of the oldest requested part. */
  readonly freshness: Freshness;
  /** All of them. Null if time entries cannot be read. */
  readonly hours: Maybe<Scalars['Float']['output']>;
  /** The same for the same range. */
  readonly id: Scalars['ID']['output'];
  /** The days. Of a time entry its day of work counts, a plain date that no time zone shifts. */
  readonly range: DateRange;
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

/** The result of logging a change. */
export type LogChangePayload = {
  readonly __typename?: 'LogChangePayload';
  /** The change and its state: PENDING while it is not completely in ConnectWise. Null if the input was rejected. */
  readonly change: Maybe<Change>;
  /**
   * The change logged earlier with the same idempotency key, if the input was rejected because its content differs. Use a
   * new key for the new content. Null otherwise.
   */
  readonly loggedBefore: Maybe<Change>;
  /** The ticket after the change; null if it currently cannot be read. */
  readonly ticket: Maybe<ConnectWiseTicket>;
  /** Input errors; empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The ConnectWise member of an operator. */
export type MemberMapping = {
  readonly __typename?: 'MemberMapping';
  /** The operator's e-mail address at the identity provider. */
  readonly email: Scalars['String']['output'];
  /** The member's identifier in ConnectWise: the short sign-in name. */
  readonly memberIdentifier: Scalars['String']['output'];
};

/** The ConnectWise member of an operator. */
export type MemberMappingInput = {
  /** The operator's e-mail address. */
  readonly email: Scalars['String']['input'];
  /** The member's identifier: at most 15 letters, digits, dots, hyphens and underscores. */
  readonly memberIdentifier: Scalars['String']['input'];
};

/** An amount with its currency. */
export type Money = {
  readonly __typename?: 'Money';
  /** The exact amount, with at least two places. */
  readonly amount: Scalars['Decimal']['output'];
  /** Its currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** The reactive service board in one calendar month. */
export type MonthlyReport = {
  readonly __typename?: 'MonthlyReport';
  /** The age of the oldest requested part. */
  readonly freshness: Freshness;
  /** Those hours by person, most first. Null if time entries cannot be read. */
  readonly hoursByResource: Maybe<ReadonlyArray<ResourceHours>>;
  /** Hours of time entries on tickets of the board that were worked in this month. Null if time entries cannot be read. */
  readonly hoursWorked: Maybe<Scalars['Float']['output']>;
  /** The same for the same month. */
  readonly id: Scalars['ID']['output'];
  /** The month, from 1 to 12. */
  readonly month: Scalars['Int']['output'];
  /** Figures for the tickets created in it. */
  readonly summary: ActivitySummary;
  /** The tickets created in it, newest first. */
  readonly tickets: Maybe<TicketConnection>;
  /** The year. */
  readonly year: Scalars['Int']['output'];
};


/** The reactive service board in one calendar month. */
export type MonthlyReportTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Everything that can be changed. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Adds a note to a ticket, exactly once. Needs the role OPERATOR for the tenant. */
  readonly addConnectWiseNote: ConnectWiseTicketPayload;
  /** Adds time to a ticket, exactly once. Needs the role OPERATOR for the tenant. */
  readonly addConnectWiseTimeEntry: ConnectWiseTicketPayload;
  /**
   * Cancels a PENDING change. Nothing more of it is sent; finished steps are kept. A step that was sent without a response
   * is looked up first: it becomes DONE if it is in ConnectWise, otherwise SKIPPED. Until then the change stays PENDING
   * with `cancelRequestedAt`, for hours if ConnectWise is unavailable for hours. It ends as CANCELLED, or as DONE if all
   * of it was in ConnectWise already. Idempotent. Works with the feature off and without credentials too. Needs the role
   * OPERATOR for its tenant.
   */
  readonly cancelChange: LogChangePayload;
  /** Creates a tenant. Needs the role ADMIN. */
  readonly createTenant: TenantPayload;
  /** Deletes a tenant's ConnectWise credentials. PENDING changes wait for new ones. Needs the role ADMIN. */
  readonly deleteConnectWiseCredentials: TenantPayload;
  /**
   * Logs a change on a ticket: a note, time and optionally a new status, each exactly once. Waits some seconds for
   * ConnectWise and then returns the change in its current state; a PENDING change is delivered in the background. Needs
   * the role OPERATOR for the tenant.
   */
  readonly logChange: LogChangePayload;
  /**
   * Invalidates cached figures, so that the next query calls the vendors again. Each scope at most once in 10 seconds (a
   * setting): calls that come sooner share the last one. Needs the role VIEWER.
   */
  readonly refresh: RefreshPayload;
  /** Renames a tenant. Needs the role ADMIN. */
  readonly renameTenant: TenantPayload;
  /** Retries the delivery of a change that ConnectWise refused; finished steps are not repeated. Needs the role OPERATOR for its tenant. */
  readonly retryChange: LogChangePayload;
  /** Saves a tenant's ConnectWise credentials, encrypted. Needs the role ADMIN. */
  readonly saveConnectWiseCredentials: TenantPayload;
  /** Switches a feature on or off, globally or for one tenant. Needs the role ADMIN. */
  readonly setFeatureFlag: FeatureFlagPayload;
  /** Tests a tenant's credentials on each area of ConnectWise that the gateway needs. Changes nothing. Needs the role ADMIN. */
  readonly testConnectWiseConnection: TestConnectWiseConnectionPayload;
  /** Sets the status of a ticket. Needs the role OPERATOR for the tenant. */
  readonly updateConnectWiseStatus: ConnectWiseTicketPayload;
};


/** Everything that can be changed. */
export type MutationAddConnectWiseNoteArgs = {
  input: AddConnectWiseNoteInput;
};


/** Everything that can be changed. */
export type MutationAddConnectWiseTimeEntryArgs = {
  input: AddConnectWiseTimeEntryInput;
};


/** Everything that can be changed. */
export type MutationCancelChangeArgs = {
  input: CancelChangeInput;
};


/** Everything that can be changed. */
export type MutationCreateTenantArgs = {
  input: CreateTenantInput;
};


/** Everything that can be changed. */
export type MutationDeleteConnectWiseCredentialsArgs = {
  input: DeleteConnectWiseCredentialsInput;
};


/** Everything that can be changed. */
export type MutationLogChangeArgs = {
  input: LogChangeInput;
};


/** Everything that can be changed. */
export type MutationRefreshArgs = {
  input: RefreshInput;
};


/** Everything that can be changed. */
export type MutationRenameTenantArgs = {
  input: RenameTenantInput;
};


/** Everything that can be changed. */
export type MutationRetryChangeArgs = {
  input: RetryChangeInput;
};


/** Everything that can be changed. */
export type MutationSaveConnectWiseCredentialsArgs = {
  input: SaveConnectWiseCredentialsInput;
};


/** Everything that can be changed. */
export type MutationSetFeatureFlagArgs = {
  input: SetFeatureFlagInput;
};


/** Everything that can be changed. */
export type MutationTestConnectWiseConnectionArgs = {
  input: TestConnectWiseConnectionInput;
};


/** Everything that can be changed. */
export type MutationUpdateConnectWiseStatusArgs = {
  input: UpdateConnectWiseStatusInput;
};

/**
 * The position of a page in its list. Rows are in the order of the list whichever way it is paged: forwards with `first` and
 * `after`, backwards with `last` and `before`.
 */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last row, for `after`; null if the page is empty. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether rows come after this page, either way of paging. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows come before this page, either way of paging. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first row, for `before`; null if the page is empty. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** Telephone calls. */
export type PhoneCalls = {
  readonly __typename?: 'PhoneCalls';
  /** Those whose title or text says inbound. */
  readonly inbound: Scalars['Int']['output'];
  /** The others. */
  readonly outbound: Scalars['Int']['output'];
  /** All of them. */
  readonly total: Scalars['Int']['output'];
};

/** The pipeline of a deal. */
export type PipelineRef = {
  readonly __typename?: 'PipelineRef';
  /** HubSpot's id of the pipeline. */
  readonly id: Scalars['ID']['output'];
  /** Its name in HubSpot. */
  readonly name: Scalars['String']['output'];
};

/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Figures of the reactive service board for the tickets created in the range. Figures that take a call of their own are
   * only loaded if requested. Needs the role VIEWER.
   */
  readonly activitySummary: Maybe<ActivitySummary>;
  /** Who read, changed or was refused what, newest first. Needs the role ADMIN. */
  readonly auditLog: Maybe<AuditConnection>;
  /**
   * Open tickets of the reactive service board, whatever their age. Figures of this moment: what is overdue changes by the
   * minute. At most 5 minutes old. Needs the role VIEWER.
   */
  readonly backlog: Maybe<Backlog>;
  /** A logged change, whatever its state; null if there is none with this id. Calls no vendor, so it can be polled. Needs the role OPERATOR for its tenant. */
  readonly change: Maybe<Change>;
  /**
   * Changes that were logged for the tenants you may operate, newest first. Calls no vendor, and shows changes of tenants whose
   * feature is off or whose credentials are gone too. A tenant that you may not operate is FORBIDDEN as a filter. Needs the
   * role OPERATOR.
   */
  readonly changes: Maybe<ChangeConnection>;
  /** What a page needs to show HubSpot's chat to you. Needs the role VIEWER. */
  readonly chatWidget: Maybe<ChatWidget>;
  /** Figures of the CRM (HubSpot). At most 5 minutes old. Needs the role VIEWER. */
  readonly crmSummary: Maybe<CrmSummary>;
  /** The reactive service board on one day. Needs the role VIEWER. */
  readonly dailyReport: Maybe<DailyReport>;
  /** All deal pipelines in HubSpot's order, with the deals of each stage. At most 5 minutes old. Needs the role VIEWER. */
  readonly dealPipelines: Maybe<ReadonlyArray<DealPipeline>>;
  /** Deals (HubSpot). At most 5 minutes old. Needs the role VIEWER. */
  readonly deals: Maybe<DealConnection>;
  /**
   * The progress of reading all deals, for pages that wait for figures of deals. Returns immediately and does not start
   * reading. Needs the role VIEWER.
   */
  readonly dealsProgress: Maybe<DealsProgress>;
  /** The features that can be switched. Needs the role ADMIN. */
  readonly featureFlags: Maybe<ReadonlyArray<FeatureFlag>>;
  /**
   * All forms with their figures in the range (HubSpot), most submissions first, then by name. At most 15 minutes old.
   * Needs the role VIEWER.
   */
  readonly formStats: Maybe<ReadonlyArray<FormStat>>;
  /**
   * Hours that were worked on tickets of the reactive service board, by day of work. At most 5 minutes old. Needs the role
   * VIEWER.
   */
  readonly hoursWorked: Maybe<HoursWorked>;
  /** The reactive service board in one calendar month. Needs the role VIEWER. */
  readonly monthlyReport: Maybe<MonthlyReport>;
  /** The most recently created contacts, newest first. At most a minute old. Needs the role VIEWER. */
  readonly recentContacts: Maybe<ReadonlyArray<Contact>>;
  /**
   * Calls, meetings, e-mails, appointments and the opportunity funnel, from Autotask's to-dos, notes, appointments and
   * opportunities. Fails with FEATURE_DISABLED unless the feature `autotask_sales_activity` is on. Needs the role VIEWER.
   */
  readonly salesActivity: Maybe<SalesActivity>;
  /** A tenant; null if there is none with this id. Needs the role OPERATOR for it. */
  readonly tenant: Maybe<Tenant>;
  /** The tenants you may operate, by name. Needs the role OPERATOR. */
  readonly tenants: Maybe<ReadonlyArray<Tenant>>;
  /** One ticket of the reactive service board by its id or number; null if there is none or it is in another queue. Needs the role VIEWER. */
  readonly ticket: Maybe<Ticket>;
  /** The statuses that tickets can have, from the account's own list, in its order. At most 6 hours old. Needs the role VIEWER. */
  readonly ticketStatuses: Maybe<ReadonlyArray<TicketStatus>>;
  /**
   * Tickets of the reactive service board (ROC) in Autotask whose date (`filter.dateField`, creation by default) is in the
   * range. Defaults to this month; but open or overdue tickets, and those by number, text or `updatedSince`, are listed
   * whatever their age (by text: created in the last 25 months). At most 5 minutes old. Needs the role VIEWER.
   */
  readonly tickets: Maybe<TicketConnection>;
  /** The status of each vendor: configured or not, reachable, how much of its request budget is used. Checked once a minute at most. */
  readonly vendorStatus: ReadonlyArray<VendorStatus>;
  /** The authenticated user: name, roles, tenants and the features that are on. */
  readonly viewer: Viewer;
  /** Figures of the website (HubSpot). At most 15 minutes old. Needs the role VIEWER. */
  readonly websiteAnalytics: Maybe<WebsiteAnalytics>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryActivitySummaryArgs = {
  filter?: InputMaybe<TicketFilter>;
  range?: InputMaybe<DateRangeInput>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryBacklogArgs = {
  filter?: InputMaybe<TicketFilter>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryChangeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ChangeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryDailyReportArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryDealsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DealFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DealOrder>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryFormStatsArgs = {
  range?: InputMaybe<DateRangeInput>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryHoursWorkedArgs = {
  range?: InputMaybe<DateRangeInput>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryMonthlyReportArgs = {
  month?: InputMaybe<Scalars['Int']['input']>;
  year?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryRecentContactsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QuerySalesActivityArgs = {
  range?: InputMaybe<DateRangeInput>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryTenantArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryTicketArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryTicketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<TicketFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<TicketOrder>;
  range?: InputMaybe<DateRangeInput>;
};


/**
 * Everything that can be read. A field backed by a vendor is null, with one entry in `errors`, if that vendor is
 * unavailable; other fields are unaffected.
 */
export type QueryWebsiteAnalyticsArgs = {
  range?: InputMaybe<DateRangeInput>;
};

/** A queue of tickets. */
export type Queue = {
  readonly __typename?: 'Queue';
  /** The value in Autotask. */
  readonly id: Scalars['ID']['output'];
  /** The account's own label. */
  readonly label: Scalars['String']['output'];
};

/** Which figures to invalidate. */
export type RefreshInput = {
  /** Which part of the graph. */
  readonly scope: RefreshScope;
};

/** The result of a refresh. */
export type RefreshPayload = {
  readonly __typename?: 'RefreshPayload';
  /** Figures read before this instant are no longer fresh. Of a shared refresh of another replica to about a second. */
  readonly refreshedAt: Scalars['DateTime']['output'];
  /** Input errors; empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
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

/** A person of the provider, as Autotask knows them. */
export type Resource = {
  readonly __typename?: 'Resource';
  /** E-mail address; null if there is none. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** Autotask's number of the resource. */
  readonly id: Scalars['ID']['output'];
  /** First and last name. */
  readonly name: Scalars['String']['output'];
};

/** Hours one person worked. */
export type ResourceHours = {
  readonly __typename?: 'ResourceHours';
  /** Hours, to two places. */
  readonly hours: Scalars['Float']['output'];
  /** Who. */
  readonly resource: Resource;
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
 * Activities of sales people, from Autotask's to-dos and notes of companies. An activity counts on the day it was
 * completed or, if not completed, starts; a completed to-do that is also listed as a note counts once.
 */
export type SalesActivity = {
  readonly __typename?: 'SalesActivity';
  /** Appointments that start in the range. */
  readonly appointments: Scalars['Int']['output'];
  /** Calls, meetings and e-mails together. */
  readonly conversations: Conversations;
  /** The age of these figures. */
  readonly freshness: Freshness;
  /** Opportunities created in the range, by the stages of the account's own sales process. */
  readonly funnel: ReadonlyArray<FunnelStage>;
  /** The same for the same range. */
  readonly id: Scalars['ID']['output'];
  /** Telephone calls. */
  readonly phoneCalls: PhoneCalls;
  /** Its days. */
  readonly range: DateRange;
  /** The latest activities of the range, newest first, none of them in the future. */
  readonly recent: ReadonlyArray<SalesEvent>;
  /** Appointments that start from now on. */
  readonly upcomingAppointments: Scalars['Int']['output'];
};


/**
 * Activities of sales people, from Autotask's to-dos and notes of companies. An activity counts on the day it was
 * completed or, if not completed, starts; a completed to-do that is also listed as a note counts once.
 */
export type SalesActivityRecentArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A to-do or note of a company. */
export type SalesEvent = {
  readonly __typename?: 'SalesEvent';
  /** When it was completed or, if not completed, starts. */
  readonly at: Scalars['DateTime']['output'];
  /** The company; null if unset or it no longer exists. */
  readonly company: Maybe<Company>;
  /** Autotask's number, prefixed with the kind of record: `todo:123`, `note:123`. */
  readonly id: Scalars['ID']['output'];
  /** The label of its action type, such as `Phone Call`. */
  readonly kind: Scalars['String']['output'];
  /** The person it is assigned to; null if unassigned. */
  readonly resource: Maybe<Resource>;
  /** The note's name, or the first line of the to-do; null if blank. */
  readonly title: Maybe<Scalars['String']['output']>;
};

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

/** A customer organisation that voice work is done for. */
export type Tenant = {
  readonly __typename?: 'Tenant';
  /** Its ConnectWise: tickets, and the changes logged on them. Needs the role OPERATOR for this tenant. */
  readonly connectWise: ConnectWise;
  /** A short readable id, such as `acme`. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
};

/** The effective setting of one tenant. */
export type TenantFlag = {
  readonly __typename?: 'TenantFlag';
  /** Whether the feature is on for it. */
  readonly enabled: Scalars['Boolean']['output'];
  /** The tenant. */
  readonly tenant: Tenant;
};

/** The result of changing a tenant. */
export type TenantPayload = {
  readonly __typename?: 'TenantPayload';
  /** The updated tenant; null if the input was rejected. */
  readonly tenant: Maybe<Tenant>;
  /** Input errors; empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Which tenant's connection to test. */
export type TestConnectWiseConnectionInput = {
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
};

/** The result of a connection test, one entry per required permission. */
export type TestConnectWiseConnectionPayload = {
  readonly __typename?: 'TestConnectWiseConnectionPayload';
  /** The result per area of ConnectWise that the gateway needs. */
  readonly checks: ReadonlyArray<ConnectionCheck>;
  /** Why nothing could be tested; empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A ticket of the reactive service board (an Autotask ticket of the ROC queue). */
export type Ticket = {
  readonly __typename?: 'Ticket';
  /** The person it is assigned to; null if unassigned. */
  readonly assignee: Maybe<Resource>;
  /** The company it is for; null if unset or it no longer exists. */
  readonly company: Maybe<Company>;
  /** When it was completed; null while it is open. */
  readonly completedAt: Maybe<Scalars['DateTime']['output']>;
  /** The person at the company; null if unset or they no longer exist. */
  readonly contact: Maybe<TicketContact>;
  /** The contract it is worked under; null if there is none. */
  readonly contract: Maybe<Contract>;
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The description as plain text; null if there is none. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** When it is due; null if unset. */
  readonly dueAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was first responded to, by its service level; null until then. */
  readonly firstResponseAt: Maybe<Scalars['DateTime']['output']>;
  /** Hours of all its time entries, to two places. Null if time entries cannot be read, or the hours of one are not a number. */
  readonly hoursLogged: Maybe<Scalars['Float']['output']>;
  /** Autotask's number of the ticket. */
  readonly id: Scalars['ID']['output'];
  /** The label of its issue type; null if unset. */
  readonly issueType: Maybe<Scalars['String']['output']>;
  /** Its last activity; null if Autotask does not provide it. */
  readonly lastActivityAt: Maybe<Scalars['DateTime']['output']>;
  /** The ticket number people see, such as `T20261122.0046`. */
  readonly number: Scalars['String']['output'];
  /** How urgent it is. */
  readonly priority: TicketPriority;
  /** The queue it is in: always the reactive service board. */
  readonly queue: Queue;
  /** Elapsed hours from creation to resolution (otherwise completion), to two places; null while it is open. */
  readonly resolutionHours: Maybe<Scalars['Float']['output']>;
  /** When it was resolved, by its service level; null until then. */
  readonly resolvedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether its service level agreement was met; null if none applies or it is undecided. */
  readonly slaMet: Maybe<Scalars['Boolean']['output']>;
  /** The label of where it came from; null if unset. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** Its status. */
  readonly status: TicketStatus;
  /** The label of its sub-issue type; null if unset. */
  readonly subIssueType: Maybe<Scalars['String']['output']>;
  /** Its time entries, oldest first. Null if they cannot be read. */
  readonly timeEntries: Maybe<ReadonlyArray<TimeEntry>>;
  /** What it is about. */
  readonly title: Scalars['String']['output'];
};

/** A page of tickets. */
export type TicketConnection = {
  readonly __typename?: 'TicketConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<TicketEdge>;
  /** The age of the list. */
  readonly freshness: Freshness;
  /** The rows. */
  readonly nodes: ReadonlyArray<Ticket>;
  /** The position of the page in the list. */
  readonly pageInfo: PageInfo;
  /** The range of the tickets' dates; null for a list without a range. */
  readonly range: Maybe<DateRange>;
  /** Number of tickets in the whole list. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A person at a company in Autotask. */
export type TicketContact = {
  readonly __typename?: 'TicketContact';
  /** E-mail address; null if there is none. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** Autotask's number of the contact. */
  readonly id: Scalars['ID']['output'];
  /** First and last name. */
  readonly name: Scalars['String']['output'];
  /** Telephone number as written in Autotask; null if there is none. */
  readonly phone: Maybe<Scalars['String']['output']>;
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

/** A ticket in a list. */
export type TicketEdge = {
  readonly __typename?: 'TicketEdge';
  /** Its cursor, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The ticket. */
  readonly node: Ticket;
};

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

/** A priority of tickets, from the account's own list. */
export type TicketPriority = {
  readonly __typename?: 'TicketPriority';
  /** The value in Autotask; values are not in order of urgency. */
  readonly id: Scalars['ID']['output'];
  /** The account's own label. */
  readonly label: Scalars['String']['output'];
  /** Its position in the account's order, from 1, the most urgent. */
  readonly rank: Scalars['Int']['output'];
};

/** Whether a ticket is completed. */
export type TicketState =
  /** It has a completion date. */
  | 'COMPLETED'
  /** It has no completion date. */
  | 'OPEN';

/** A status of tickets, from the account's own list. */
export type TicketStatus = {
  readonly __typename?: 'TicketStatus';
  /** The value in Autotask. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is Autotask's Complete. */
  readonly isClosed: Scalars['Boolean']['output'];
  /** The account's own label. */
  readonly label: Scalars['String']['output'];
};

/** Time that was worked on a ticket. */
export type TimeEntry = {
  readonly __typename?: 'TimeEntry';
  /** When the work ended; null if the account does not record it. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Hours worked, to two places. */
  readonly hours: Scalars['Float']['output'];
  /** Autotask's number of the time entry. */
  readonly id: Scalars['ID']['output'];
  /** Who worked; null if they no longer exist. */
  readonly resource: Maybe<Resource>;
  /** When the work started; null if the account does not record it. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** What was done; null if not specified. */
  readonly summary: Maybe<Scalars['String']['output']>;
  /** The day of work; a plain date that no time zone shifts. If Autotask has none, the portal's day on which the work started or was recorded. */
  readonly workedOn: Scalars['Date']['output'];
};

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

/** An input error, worded for the person who entered it. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** A stable code for programs. */
  readonly code: UserErrorCode;
  /** The path of the input field; null if it does not concern one. */
  readonly field: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What is wrong and what to do. */
  readonly message: Scalars['String']['output'];
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

/** The request budget of a vendor, across all integrations of the account. */
export type VendorBudget = {
  readonly __typename?: 'VendorBudget';
  /** Requests allowed within the window. */
  readonly limit: Scalars['Int']['output'];
  /** When the count is reset; null for a rolling window. */
  readonly resetsAt: Maybe<Scalars['DateTime']['output']>;
  /** Requests used within the window. */
  readonly used: Scalars['Int']['output'];
  /** The length of the window, in seconds. */
  readonly windowSeconds: Scalars['Int']['output'];
};

/**
 * How the gateway's calls to one account of a vendor stand: it keeps them within the vendor's limits, waiting users first, and
 * holds them back while the vendor asks for that or does not answer.
 */
export type VendorCalls = {
  readonly __typename?: 'VendorCalls';
  /** Whether calls go to the vendor, or it does not answer. */
  readonly breaker: BreakerState;
  /**
   * Calls left in the vendor's budget of an hour (Autotask) or day (HubSpot), by its last report and the calls since; by the
   * gateway's own calls and the documented limit, if it reports none. Null for a vendor without one. Deltas, initial loads and
   * reconciliations leave the last quarter to waiting users.
   */
  readonly budgetLeft: Maybe<Scalars['Int']['output']>;
  /** Until when calls, or those of one kind, are held back because the vendor limits them; null if they are not. */
  readonly pausedUntil: Maybe<Scalars['DateTime']['output']>;
  /** Calls that this gateway has under way. */
  readonly running: Scalars['Int']['output'];
  /** Whether all gateways keep the limits together; false: each gateway for itself. */
  readonly shared: Scalars['Boolean']['output'];
  /** Calls that wait in this gateway for their turn. */
  readonly waiting: Scalars['Int']['output'];
};

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

/** The status of one vendor, and of which tenant if it has credentials per tenant. */
export type VendorStatus = {
  readonly __typename?: 'VendorStatus';
  /** Usage of its request budget; null if the vendor does not report it. */
  readonly budget: Maybe<VendorBudget>;
  /**
   * How the gateway's calls to it stand at this moment; null if it is not configured, or for ConnectWise without a tenant.
   * Ask for it where figures are slow or missing: calls may be waiting for the vendor's limits, or be held back.
   */
  readonly calls: Maybe<VendorCalls>;
  /** When it was last checked; null if never. */
  readonly checkedAt: Maybe<Scalars['DateTime']['output']>;
  /** The collections of its records that the gateway keeps a copy of; none for a vendor whose records are not copied. */
  readonly collections: ReadonlyArray<Collection>;
  /** An explanation; null if there is no problem. */
  readonly message: Maybe<Scalars['String']['output']>;
  /** Its status. */
  readonly state: VendorState;
  /** The tenant of the credentials; null for a vendor that is configured globally. */
  readonly tenant: Maybe<Tenant>;
  /** Which vendor. */
  readonly vendor: Vendor;
};

/** The authenticated user. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Your e-mail address; null if the identity provider does not provide it. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** The keys of the features that are on for you. */
  readonly features: ReadonlyArray<Scalars['String']['output']>;
  /** Your stable id at the identity provider. */
  readonly id: Scalars['ID']['output'];
  /** Your name. */
  readonly name: Scalars['String']['output'];
  /** Your roles, each including the previous ones; empty if you have none. */
  readonly roles: ReadonlyArray<Role>;
  /** The tenants whose ConnectWise tickets you may work on. */
  readonly tenants: ReadonlyArray<Tenant>;
  /** The portal's IANA time zone, which defines days and months. */
  readonly timeZone: Scalars['String']['output'];
};

/**
 * Figures of the website. Those of HubSpot's analytics are null, with one error that says why, if the account's plan or
 * the key's scopes do not include them, or if HubSpot's value is not a count; contacts come from the CRM and are
 * unaffected.
 */
export type WebsiteAnalytics = {
  readonly __typename?: 'WebsiteAnalytics';
  /** The mean length of a visit, in seconds. From HubSpot's analytics; null if there were none. */
  readonly averageSessionSeconds: Maybe<Scalars['Float']['output']>;
  /** Form submissions. From HubSpot's analytics: the sum over `formStats`. */
  readonly formSubmissions: Maybe<Scalars['Int']['output']>;
  /** The age of the requested figures. */
  readonly freshness: Freshness;
  /** The same for the same days. */
  readonly id: Scalars['ID']['output'];
  /** Contacts created in the range. From the CRM, so the days are the portal's. */
  readonly newContacts: Maybe<Scalars['Int']['output']>;
  /** Page views. From HubSpot's analytics, which count days of the HubSpot account's time zone and may lag by some hours. */
  readonly pageViews: Maybe<Scalars['Int']['output']>;
  /** The days of the figures. */
  readonly range: DateRange;
  /** Visits. From HubSpot's analytics. */
  readonly sessions: Maybe<Scalars['Int']['output']>;
  /** Contacts in the CRM now, as `CrmSummary.contacts`. */
  readonly totalContacts: Maybe<Scalars['Int']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ActivitySummary: ResolverTypeWrapper<Summary>;
  AddConnectWiseNoteInput: AddConnectWiseNoteInput;
  AddConnectWiseTimeEntryInput: AddConnectWiseTimeEntryInput;
  AuditActor: ResolverTypeWrapper<AuditActor>;
  AuditConnection: ResolverTypeWrapper<AuditList>;
  AuditEdge: ResolverTypeWrapper<Omit<AuditEdge, 'node'> & { node: ResolversTypes['AuditRecord'] }>;
  AuditFilter: AuditFilter;
  AuditRecord: ResolverTypeWrapper<AuditRow>;
  Backlog: ResolverTypeWrapper<OpenTickets>;
  BacklogPart: ResolverTypeWrapper<OpenPart>;
  BoardStatus: ResolverTypeWrapper<BoardStatus>;
  BoardStatusInput: BoardStatusInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BreakerState: BreakerState;
  Bucket: ResolverTypeWrapper<Bucket>;
  CancelChangeInput: CancelChangeInput;
  Change: ResolverTypeWrapper<ChangeRecord>;
  ChangeConnection: ResolverTypeWrapper<ChangeList>;
  ChangeDetailsInput: ChangeDetailsInput;
  ChangeEdge: ResolverTypeWrapper<Omit<ChangeEdge, 'node'> & { node: ResolversTypes['Change'] }>;
  ChangeFilter: ChangeFilter;
  ChangeKind: ChangeKind;
  ChangeState: ChangeState;
  ChangeStep: ResolverTypeWrapper<ChangeStep>;
  ChangeStepKind: ChangeStepKind;
  ChangeStepState: ChangeStepState;
  ChangedFieldInput: ChangedFieldInput;
  ChatWidget: ResolverTypeWrapper<ChatWidgetRecord>;
  Collection: ResolverTypeWrapper<Collection>;
  Company: ResolverTypeWrapper<Company>;
  Comparison: Comparison;
  ConnectWise: ResolverTypeWrapper<TenantRecord>;
  ConnectWiseBoard: ResolverTypeWrapper<TenantBoard>;
  ConnectWiseCredentials: ResolverTypeWrapper<ConnectWiseCredentials>;
  ConnectWiseNote: ResolverTypeWrapper<ConnectWiseNote>;
  ConnectWiseRef: ResolverTypeWrapper<ConnectWiseRef>;
  ConnectWiseStatus: ResolverTypeWrapper<ConnectWiseStatus>;
  ConnectWiseTicket: ResolverTypeWrapper<TenantTicket>;
  ConnectWiseTicketPayload: ResolverTypeWrapper<Logged>;
  ConnectWiseTimeEntry: ResolverTypeWrapper<TenantTimeEntry>;
  ConnectionCheck: ResolverTypeWrapper<ConnectionCheck>;
  ConnectionCheckState: ConnectionCheckState;
  Contact: ResolverTypeWrapper<Contact>;
  Contract: ResolverTypeWrapper<ContractRecord>;
  Conversations: ResolverTypeWrapper<Conversations>;
  CreateTenantInput: CreateTenantInput;
  CrmSummary: ResolverTypeWrapper<CrmFigures>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DailyReport: ResolverTypeWrapper<Report>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateRange: ResolverTypeWrapper<DateRange>;
  DateRangeInput: DateRangeInput;
  DateRangePreset: DateRangePreset;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DayCount: ResolverTypeWrapper<DayCount>;
  Deal: ResolverTypeWrapper<DealRow>;
  DealConnection: ResolverTypeWrapper<DealList>;
  DealEdge: ResolverTypeWrapper<Omit<DealEdge, 'node'> & { node: ResolversTypes['Deal'] }>;
  DealFilter: DealFilter;
  DealOrder: DealOrder;
  DealOrderField: DealOrderField;
  DealPipeline: ResolverTypeWrapper<DealPipeline>;
  DealStage: ResolverTypeWrapper<DealStage>;
  DealStageRef: ResolverTypeWrapper<DealStageRef>;
  DealState: DealState;
  DealStateFigures: ResolverTypeWrapper<DealStateFigures>;
  DealsProgress: ResolverTypeWrapper<DealsProgress>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeleteConnectWiseCredentialsInput: DeleteConnectWiseCredentialsInput;
  FeatureFlag: ResolverTypeWrapper<Omit<FeatureFlag, 'tenants'> & { tenants: ReadonlyArray<ResolversTypes['TenantFlag']> }>;
  FeatureFlagPayload: ResolverTypeWrapper<Omit<FeatureFlagPayload, 'flag'> & { flag?: Maybe<ResolversTypes['FeatureFlag']> }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FormStat: ResolverTypeWrapper<FormStatRecord>;
  Freshness: ResolverTypeWrapper<Freshness>;
  FunnelStage: ResolverTypeWrapper<FunnelStage>;
  HoursWorked: ResolverTypeWrapper<Report>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  LogChangeInput: LogChangeInput;
  LogChangePayload: ResolverTypeWrapper<Logged>;
  MemberMapping: ResolverTypeWrapper<MemberMapping>;
  MemberMappingInput: MemberMappingInput;
  Money: ResolverTypeWrapper<Money>;
  MonthlyReport: ResolverTypeWrapper<Report>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PhoneCalls: ResolverTypeWrapper<PhoneCalls>;
  PipelineRef: ResolverTypeWrapper<PipelineRef>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Queue: ResolverTypeWrapper<Queue>;
  RefreshInput: RefreshInput;
  RefreshPayload: ResolverTypeWrapper<RefreshPayload>;
  RefreshScope: RefreshScope;
  RenameTenantInput: RenameTenantInput;
  Resource: ResolverTypeWrapper<Resource>;
  ResourceHours: ResolverTypeWrapper<ResourceHours>;
  RetryChangeInput: RetryChangeInput;
  Role: Role;
  SalesActivity: ResolverTypeWrapper<SalesReport>;
  SalesEvent: ResolverTypeWrapper<SalesEventRecord>;
  SaveConnectWiseCredentialsInput: SaveConnectWiseCredentialsInput;
  SetFeatureFlagInput: SetFeatureFlagInput;
  SortDirection: SortDirection;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Tenant: ResolverTypeWrapper<TenantRecord>;
  TenantFlag: ResolverTypeWrapper<Omit<TenantFlag, 'tenant'> & { tenant: ResolversTypes['Tenant'] }>;
  TenantPayload: ResolverTypeWrapper<Omit<TenantPayload, 'tenant'> & { tenant?: Maybe<ResolversTypes['Tenant']> }>;
  TestConnectWiseConnectionInput: TestConnectWiseConnectionInput;
  TestConnectWiseConnectionPayload: ResolverTypeWrapper<TestConnectWiseConnectionPayload>;
  Ticket: ResolverTypeWrapper<TicketRecord>;
  TicketConnection: ResolverTypeWrapper<TicketList>;
  TicketContact: ResolverTypeWrapper<TicketContact>;
  TicketDateField: TicketDateField;
  TicketEdge: ResolverTypeWrapper<Omit<TicketEdge, 'node'> & { node: ResolversTypes['Ticket'] }>;
  TicketFilter: TicketFilter;
  TicketOrder: TicketOrder;
  TicketOrderField: TicketOrderField;
  TicketPriority: ResolverTypeWrapper<TicketPriority>;
  TicketState: TicketState;
  TicketStatus: ResolverTypeWrapper<TicketStatus>;
  TimeEntry: ResolverTypeWrapper<TimeEntryRecord>;
  UpdateConnectWiseStatusInput: UpdateConnectWiseStatusInput;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Vendor: Vendor;
  VendorBudget: ResolverTypeWrapper<VendorBudget>;
  VendorCalls: ResolverTypeWrapper<VendorCalls>;
  VendorState: VendorState;
  VendorStatus: ResolverTypeWrapper<VendorStatusRecord>;
  Viewer: ResolverTypeWrapper<ViewerRecord>;
  WebsiteAnalytics: ResolverTypeWrapper<WebsiteFigures>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ActivitySummary: Summary;
  AddConnectWiseNoteInput: AddConnectWiseNoteInput;
  AddConnectWiseTimeEntryInput: AddConnectWiseTimeEntryInput;
  AuditActor: AuditActor;
  AuditConnection: AuditList;
  AuditEdge: Omit<AuditEdge, 'node'> & { node: ResolversParentTypes['AuditRecord'] };
  AuditFilter: AuditFilter;
  AuditRecord: AuditRow;
  Backlog: OpenTickets;
  BacklogPart: OpenPart;
  BoardStatus: BoardStatus;
  BoardStatusInput: BoardStatusInput;
  Boolean: Scalars['Boolean']['output'];
  Bucket: Bucket;
  CancelChangeInput: CancelChangeInput;
  Change: ChangeRecord;
  ChangeConnection: ChangeList;
  ChangeDetailsInput: ChangeDetailsInput;
  ChangeEdge: Omit<ChangeEdge, 'node'> & { node: ResolversParentTypes['Change'] };
  ChangeFilter: ChangeFilter;
  ChangeStep: ChangeStep;
  ChangedFieldInput: ChangedFieldInput;
  ChatWidget: ChatWidgetRecord;
  Collection: Collection;
  Company: Company;
  ConnectWise: TenantRecord;
  ConnectWiseBoard: TenantBoard;
  ConnectWiseCredentials: ConnectWiseCredentials;
  ConnectWiseNote: ConnectWiseNote;
  ConnectWiseRef: ConnectWiseRef;
  ConnectWiseStatus: ConnectWiseStatus;
  ConnectWiseTicket: TenantTicket;
  ConnectWiseTicketPayload: Logged;
  ConnectWiseTimeEntry: TenantTimeEntry;
  ConnectionCheck: ConnectionCheck;
  Contact: Contact;
  Contract: ContractRecord;
  Conversations: Conversations;
  CreateTenantInput: CreateTenantInput;
  CrmSummary: CrmFigures;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DailyReport: Report;
  Date: Scalars['Date']['output'];
  DateRange: DateRange;
  DateRangeInput: DateRangeInput;
  DateTime: Scalars['DateTime']['output'];
  DayCount: DayCount;
  Deal: DealRow;
  DealConnection: DealList;
  DealEdge: Omit<DealEdge, 'node'> & { node: ResolversParentTypes['Deal'] };
  DealFilter: DealFilter;
  DealOrder: DealOrder;
  DealPipeline: DealPipeline;
  DealStage: DealStage;
  DealStageRef: DealStageRef;
  DealStateFigures: DealStateFigures;
  DealsProgress: DealsProgress;
  Decimal: Scalars['Decimal']['output'];
  DeleteConnectWiseCredentialsInput: DeleteConnectWiseCredentialsInput;
  FeatureFlag: Omit<FeatureFlag, 'tenants'> & { tenants: ReadonlyArray<ResolversParentTypes['TenantFlag']> };
  FeatureFlagPayload: Omit<FeatureFlagPayload, 'flag'> & { flag?: Maybe<ResolversParentTypes['FeatureFlag']> };
  Float: Scalars['Float']['output'];
  FormStat: FormStatRecord;
  Freshness: Freshness;
  FunnelStage: FunnelStage;
  HoursWorked: Report;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  LogChangeInput: LogChangeInput;
  LogChangePayload: Logged;
  MemberMapping: MemberMapping;
  MemberMappingInput: MemberMappingInput;
  Money: Money;
  MonthlyReport: Report;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PhoneCalls: PhoneCalls;
  PipelineRef: PipelineRef;
  Query: Record<PropertyKey, never>;
  Queue: Queue;
  RefreshInput: RefreshInput;
  RefreshPayload: RefreshPayload;
  RenameTenantInput: RenameTenantInput;
  Resource: Resource;
  ResourceHours: ResourceHours;
  RetryChangeInput: RetryChangeInput;
  SalesActivity: SalesReport;
  SalesEvent: SalesEventRecord;
  SaveConnectWiseCredentialsInput: SaveConnectWiseCredentialsInput;
  SetFeatureFlagInput: SetFeatureFlagInput;
  String: Scalars['String']['output'];
  Tenant: TenantRecord;
  TenantFlag: Omit<TenantFlag, 'tenant'> & { tenant: ResolversParentTypes['Tenant'] };
  TenantPayload: Omit<TenantPayload, 'tenant'> & { tenant?: Maybe<ResolversParentTypes['Tenant']> };
  TestConnectWiseConnectionInput: TestConnectWiseConnectionInput;
  TestConnectWiseConnectionPayload: TestConnectWiseConnectionPayload;
  Ticket: TicketRecord;
  TicketConnection: TicketList;
  TicketContact: TicketContact;
  TicketEdge: Omit<TicketEdge, 'node'> & { node: ResolversParentTypes['Ticket'] };
  TicketFilter: TicketFilter;
  TicketOrder: TicketOrder;
  TicketPriority: TicketPriority;
  TicketStatus: TicketStatus;
  TimeEntry: TimeEntryRecord;
  UpdateConnectWiseStatusInput: UpdateConnectWiseStatusInput;
  UserError: UserError;
  VendorBudget: VendorBudget;
  VendorCalls: VendorCalls;
  VendorStatus: VendorStatusRecord;
  Viewer: ViewerRecord;
  WebsiteAnalytics: WebsiteFigures;
};

export type ActivitySummaryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ActivitySummary'] = ResolversParentTypes['ActivitySummary']> = {
  averageFirstResponseHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  averageHoursPerTicket?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  averageResolutionHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  byAssignee?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  byCompany?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  byDay?: Resolver<ReadonlyArray<ResolversTypes['DayCount']>, ParentType, ContextType>;
  byPriority?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  byStatus?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  comparison?: Resolver<Maybe<ResolversTypes['ActivitySummary']>, ParentType, ContextType, RequireFields<ActivitySummaryComparisonArgs, 'with'>>;
  completedInRange?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completedTickets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  hoursLogged?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openTickets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  range?: Resolver<ResolversTypes['DateRange'], ParentType, ContextType>;
  totalTickets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditActorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditActor'] = ResolversParentTypes['AuditActor']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditRecord'], ParentType, ContextType>;
};

export type AuditRecordResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditRecord'] = ResolversParentTypes['AuditRecord']> = {
  actor?: Resolver<Maybe<ResolversTypes['AuditActor']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  credential?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  milliseconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tenants?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  vendorCalls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BacklogResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Backlog'] = ResolversParentTypes['Backlog']> = {
  byAge?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  byAssignee?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  byCompany?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  byPriority?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  byStatus?: Resolver<ReadonlyArray<ResolversTypes['Bucket']>, ParentType, ContextType>;
  dueToday?: Resolver<ResolversTypes['BacklogPart'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['BacklogPart'], ParentType, ContextType>;
  unassigned?: Resolver<ResolversTypes['BacklogPart'], ParentType, ContextType>;
};

export type BacklogPartResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BacklogPart'] = ResolversParentTypes['BacklogPart']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tickets?: Resolver<Maybe<ResolversTypes['TicketConnection']>, ParentType, ContextType, RequireFields<BacklogPartTicketsArgs, 'first'>>;
};

export type BoardStatusResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BoardStatus'] = ResolversParentTypes['BoardStatus']> = {
  boardId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  statusId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BucketResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Bucket'] = ResolversParentTypes['Bucket']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change']> = {
  cancelRequestedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cancelledBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['ChangeKind']>, ParentType, ContextType>;
  memberIdentifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  minutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ChangeState'], ParentType, ContextType>;
  statusId?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['ChangeStep']>, ParentType, ContextType>;
  tenantId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ticketId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangeConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeConnection'] = ResolversParentTypes['ChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangeEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeEdge'] = ResolversParentTypes['ChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Change'], ParentType, ContextType>;
};

export type ChangeStepResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChangeStep'] = ResolversParentTypes['ChangeStep']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeStepKind'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ChangeStepState'], ParentType, ContextType>;
  vendorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type ChatWidgetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ChatWidget'] = ResolversParentTypes['ChatWidget']> = {
  hubId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identificationEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  identificationToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scriptUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CollectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Collection'] = ResolversParentTypes['Collection']> = {
  changedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  records?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CompanyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Company'] = ResolversParentTypes['Company']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConnectWiseResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWise'] = ResolversParentTypes['ConnectWise']> = {
  boards?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConnectWiseBoard']>>, ParentType, ContextType>;
  changes?: Resolver<ResolversTypes['ChangeConnection'], ParentType, ContextType, RequireFields<ConnectWiseChangesArgs, 'first'>>;
  credentials?: Resolver<Maybe<ResolversTypes['ConnectWiseCredentials']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['ConnectWiseTicket']>, ParentType, ContextType, RequireFields<ConnectWiseTicketArgs, 'ticketId'>>;
  tickets?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConnectWiseTicket']>>, ParentType, ContextType, RequireFields<ConnectWiseTicketsArgs, 'first' | 'search'>>;
};

export type ConnectWiseBoardResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseBoard'] = ResolversParentTypes['ConnectWiseBoard']> = {
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statuses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConnectWiseStatus']>>, ParentType, ContextType>;
};

export type ConnectWiseCredentialsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseCredentials'] = ResolversParentTypes['ConnectWiseCredentials']> = {
  autoUpdateStatus?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  baseUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientIdHint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  companyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  defaultMemberIdentifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  defaultStatuses?: Resolver<ReadonlyArray<ResolversTypes['BoardStatus']>, ParentType, ContextType>;
  defaultTimeMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  memberMap?: Resolver<ReadonlyArray<ResolversTypes['MemberMapping']>, ParentType, ContextType>;
  publicKeyHint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workRole?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConnectWiseNoteResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseNote'] = ResolversParentTypes['ConnectWiseNote']> = {
  author?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  internal?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConnectWiseRefResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseRef'] = ResolversParentTypes['ConnectWiseRef']> = {
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConnectWiseStatusResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseStatus'] = ResolversParentTypes['ConnectWiseStatus']> = {
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConnectWiseTicketResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseTicket'] = ResolversParentTypes['ConnectWiseTicket']> = {
  availableStatuses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConnectWiseStatus']>>, ParentType, ContextType>;
  board?: Resolver<ResolversTypes['ConnectWiseRef'], ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType, RequireFields<ConnectWiseTicketChangesArgs, 'first'>>;
  closed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  company?: Resolver<Maybe<ResolversTypes['ConnectWiseRef']>, ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['ConnectWiseRef']>, ParentType, ContextType>;
  enteredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConnectWiseNote']>>, ParentType, ContextType, RequireFields<ConnectWiseTicketNotesArgs, 'first'>>;
  owner?: Resolver<Maybe<ResolversTypes['ConnectWiseRef']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['ConnectWiseRef']>, ParentType, ContextType>;
  recordType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ConnectWiseRef'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ticketId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeEntries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ConnectWiseTimeEntry']>>, ParentType, ContextType, RequireFields<ConnectWiseTicketTimeEntriesArgs, 'first'>>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ConnectWiseTicketPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseTicketPayload'] = ResolversParentTypes['ConnectWiseTicketPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['ConnectWiseTicket']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ConnectWiseTimeEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectWiseTimeEntry'] = ResolversParentTypes['ConnectWiseTimeEntry']> = {
  hours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  member?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ConnectionCheckResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConnectionCheck'] = ResolversParentTypes['ConnectionCheck']> = {
  area?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ok?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ConnectionCheckState'], ParentType, ContextType>;
};

export type ContactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  company?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ContractResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract']> = {
  endsOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startsOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConversationsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Conversations'] = ResolversParentTypes['Conversations']> = {
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  emails?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  meetings?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CrmSummaryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CrmSummary'] = ResolversParentTypes['CrmSummary']> = {
  companies?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contacts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dealsByState?: Resolver<ReadonlyArray<ResolversTypes['DealStateFigures']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openDealValue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  totalDealValue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type DailyReportResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DailyReport'] = ResolversParentTypes['DailyReport']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  hoursByResource?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ResourceHours']>>, ParentType, ContextType>;
  hoursWorked?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['ActivitySummary'], ParentType, ContextType>;
  tickets?: Resolver<Maybe<ResolversTypes['TicketConnection']>, ParentType, ContextType, RequireFields<DailyReportTicketsArgs, 'first'>>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export type DateRangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DateRange'] = ResolversParentTypes['DateRange']> = {
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DayCountResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DayCount'] = ResolversParentTypes['DayCount']> = {
  completed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  created?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type DealResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Deal'] = ResolversParentTypes['Deal']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  closeDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pipeline?: Resolver<ResolversTypes['PipelineRef'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['DealStageRef'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DealState'], ParentType, ContextType>;
};

export type DealConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DealConnection'] = ResolversParentTypes['DealConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DealEdge']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Deal']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DealEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DealEdge'] = ResolversParentTypes['DealEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Deal'], ParentType, ContextType>;
};

export type DealPipelineResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DealPipeline'] = ResolversParentTypes['DealPipeline']> = {
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stages?: Resolver<ReadonlyArray<ResolversTypes['DealStage']>, ParentType, ContextType>;
  totalDeals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalValue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type DealStageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DealStage'] = ResolversParentTypes['DealStage']> = {
  dealCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  probability?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalValue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type DealStageRefResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DealStageRef'] = ResolversParentTypes['DealStageRef']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DealStateFiguresResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DealStateFigures'] = ResolversParentTypes['DealStateFigures']> = {
  deals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DealState'], ParentType, ContextType>;
  totalValue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type DealsProgressResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DealsProgress'] = ResolversParentTypes['DealsProgress']> = {
  isDone?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  read?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type FeatureFlagResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FeatureFlag'] = ResolversParentTypes['FeatureFlag']> = {
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tenants?: Resolver<ReadonlyArray<ResolversTypes['TenantFlag']>, ParentType, ContextType>;
};

export type FeatureFlagPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FeatureFlagPayload'] = ResolversParentTypes['FeatureFlagPayload']> = {
  flag?: Resolver<Maybe<ResolversTypes['FeatureFlag']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type FormStatResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FormStat'] = ResolversParentTypes['FormStat']> = {
  conversionRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  formType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  submissions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  views?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FreshnessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Freshness'] = ResolversParentTypes['Freshness']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  maxAgeSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type FunnelStageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FunnelStage'] = ResolversParentTypes['FunnelStage']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HoursWorkedResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['HoursWorked'] = ResolversParentTypes['HoursWorked']> = {
  byResource?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ResourceHours']>>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  hours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  range?: Resolver<ResolversTypes['DateRange'], ParentType, ContextType>;
};

export type LogChangePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LogChangePayload'] = ResolversParentTypes['LogChangePayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  loggedBefore?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['ConnectWiseTicket']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MemberMappingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MemberMapping'] = ResolversParentTypes['MemberMapping']> = {
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  memberIdentifier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MonthlyReportResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MonthlyReport'] = ResolversParentTypes['MonthlyReport']> = {
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  hoursByResource?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ResourceHours']>>, ParentType, ContextType>;
  hoursWorked?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  month?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['ActivitySummary'], ParentType, ContextType>;
  tickets?: Resolver<Maybe<ResolversTypes['TicketConnection']>, ParentType, ContextType, RequireFields<MonthlyReportTicketsArgs, 'first'>>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addConnectWiseNote?: Resolver<ResolversTypes['ConnectWiseTicketPayload'], ParentType, ContextType, RequireFields<MutationAddConnectWiseNoteArgs, 'input'>>;
  addConnectWiseTimeEntry?: Resolver<ResolversTypes['ConnectWiseTicketPayload'], ParentType, ContextType, RequireFields<MutationAddConnectWiseTimeEntryArgs, 'input'>>;
  cancelChange?: Resolver<ResolversTypes['LogChangePayload'], ParentType, ContextType, RequireFields<MutationCancelChangeArgs, 'input'>>;
  createTenant?: Resolver<ResolversTypes['TenantPayload'], ParentType, ContextType, RequireFields<MutationCreateTenantArgs, 'input'>>;
  deleteConnectWiseCredentials?: Resolver<ResolversTypes['TenantPayload'], ParentType, ContextType, RequireFields<MutationDeleteConnectWiseCredentialsArgs, 'input'>>;
  logChange?: Resolver<ResolversTypes['LogChangePayload'], ParentType, ContextType, RequireFields<MutationLogChangeArgs, 'input'>>;
  refresh?: Resolver<ResolversTypes['RefreshPayload'], ParentType, ContextType, RequireFields<MutationRefreshArgs, 'input'>>;
  renameTenant?: Resolver<ResolversTypes['TenantPayload'], ParentType, ContextType, RequireFields<MutationRenameTenantArgs, 'input'>>;
  retryChange?: Resolver<ResolversTypes['LogChangePayload'], ParentType, ContextType, RequireFields<MutationRetryChangeArgs, 'input'>>;
  saveConnectWiseCredentials?: Resolver<ResolversTypes['TenantPayload'], ParentType, ContextType, RequireFields<MutationSaveConnectWiseCredentialsArgs, 'input'>>;
  setFeatureFlag?: Resolver<ResolversTypes['FeatureFlagPayload'], ParentType, ContextType, RequireFields<MutationSetFeatureFlagArgs, 'input'>>;
  testConnectWiseConnection?: Resolver<ResolversTypes['TestConnectWiseConnectionPayload'], ParentType, ContextType, RequireFields<MutationTestConnectWiseConnectionArgs, 'input'>>;
  updateConnectWiseStatus?: Resolver<ResolversTypes['ConnectWiseTicketPayload'], ParentType, ContextType, RequireFields<MutationUpdateConnectWiseStatusArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PhoneCallsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PhoneCalls'] = ResolversParentTypes['PhoneCalls']> = {
  inbound?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outbound?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PipelineRefResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PipelineRef'] = ResolversParentTypes['PipelineRef']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  activitySummary?: Resolver<Maybe<ResolversTypes['ActivitySummary']>, ParentType, ContextType, Partial<QueryActivitySummaryArgs>>;
  auditLog?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<QueryAuditLogArgs, 'first'>>;
  backlog?: Resolver<Maybe<ResolversTypes['Backlog']>, ParentType, ContextType, Partial<QueryBacklogArgs>>;
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType, RequireFields<QueryChangeArgs, 'id'>>;
  changes?: Resolver<Maybe<ResolversTypes['ChangeConnection']>, ParentType, ContextType, RequireFields<QueryChangesArgs, 'first'>>;
  chatWidget?: Resolver<Maybe<ResolversTypes['ChatWidget']>, ParentType, ContextType>;
  crmSummary?: Resolver<Maybe<ResolversTypes['CrmSummary']>, ParentType, ContextType>;
  dailyReport?: Resolver<Maybe<ResolversTypes['DailyReport']>, ParentType, ContextType, Partial<QueryDailyReportArgs>>;
  dealPipelines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DealPipeline']>>, ParentType, ContextType>;
  deals?: Resolver<Maybe<ResolversTypes['DealConnection']>, ParentType, ContextType, RequireFields<QueryDealsArgs, 'first'>>;
  dealsProgress?: Resolver<Maybe<ResolversTypes['DealsProgress']>, ParentType, ContextType>;
  featureFlags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['FeatureFlag']>>, ParentType, ContextType>;
  formStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['FormStat']>>, ParentType, ContextType, Partial<QueryFormStatsArgs>>;
  hoursWorked?: Resolver<Maybe<ResolversTypes['HoursWorked']>, ParentType, ContextType, Partial<QueryHoursWorkedArgs>>;
  monthlyReport?: Resolver<Maybe<ResolversTypes['MonthlyReport']>, ParentType, ContextType, Partial<QueryMonthlyReportArgs>>;
  recentContacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Contact']>>, ParentType, ContextType, RequireFields<QueryRecentContactsArgs, 'first'>>;
  salesActivity?: Resolver<Maybe<ResolversTypes['SalesActivity']>, ParentType, ContextType, Partial<QuerySalesActivityArgs>>;
  tenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType, RequireFields<QueryTenantArgs, 'id'>>;
  tenants?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Tenant']>>, ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['Ticket']>, ParentType, ContextType, RequireFields<QueryTicketArgs, 'id'>>;
  ticketStatuses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TicketStatus']>>, ParentType, ContextType>;
  tickets?: Resolver<Maybe<ResolversTypes['TicketConnection']>, ParentType, ContextType, RequireFields<QueryTicketsArgs, 'first'>>;
  vendorStatus?: Resolver<ReadonlyArray<ResolversTypes['VendorStatus']>, ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  websiteAnalytics?: Resolver<Maybe<ResolversTypes['WebsiteAnalytics']>, ParentType, ContextType, Partial<QueryWebsiteAnalyticsArgs>>;
};

export type QueueResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Queue'] = ResolversParentTypes['Queue']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RefreshPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RefreshPayload'] = ResolversParentTypes['RefreshPayload']> = {
  refreshedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ResourceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Resource'] = ResolversParentTypes['Resource']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ResourceHoursResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResourceHours'] = ResolversParentTypes['ResourceHours']> = {
  hours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['Resource'], ParentType, ContextType>;
};

export type SalesActivityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SalesActivity'] = ResolversParentTypes['SalesActivity']> = {
  appointments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  conversations?: Resolver<ResolversTypes['Conversations'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  funnel?: Resolver<ReadonlyArray<ResolversTypes['FunnelStage']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  phoneCalls?: Resolver<ResolversTypes['PhoneCalls'], ParentType, ContextType>;
  range?: Resolver<ResolversTypes['DateRange'], ParentType, ContextType>;
  recent?: Resolver<ReadonlyArray<ResolversTypes['SalesEvent']>, ParentType, ContextType, RequireFields<SalesActivityRecentArgs, 'first'>>;
  upcomingAppointments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SalesEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SalesEvent'] = ResolversParentTypes['SalesEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  company?: Resolver<Maybe<ResolversTypes['Company']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TenantResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  connectWise?: Resolver<ResolversTypes['ConnectWise'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TenantFlagResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TenantFlag'] = ResolversParentTypes['TenantFlag']> = {
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
};

export type TenantPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TenantPayload'] = ResolversParentTypes['TenantPayload']> = {
  tenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type TestConnectWiseConnectionPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TestConnectWiseConnectionPayload'] = ResolversParentTypes['TestConnectWiseConnectionPayload']> = {
  checks?: Resolver<ReadonlyArray<ResolversTypes['ConnectionCheck']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type TicketResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Ticket'] = ResolversParentTypes['Ticket']> = {
  assignee?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  company?: Resolver<Maybe<ResolversTypes['Company']>, ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['TicketContact']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  firstResponseAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hoursLogged?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issueType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['TicketPriority'], ParentType, ContextType>;
  queue?: Resolver<ResolversTypes['Queue'], ParentType, ContextType>;
  resolutionHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  slaMet?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TicketStatus'], ParentType, ContextType>;
  subIssueType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timeEntries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TimeEntry']>>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TicketConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TicketConnection'] = ResolversParentTypes['TicketConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TicketEdge']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Ticket']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  range?: Resolver<Maybe<ResolversTypes['DateRange']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TicketContactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TicketContact'] = ResolversParentTypes['TicketContact']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TicketEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TicketEdge'] = ResolversParentTypes['TicketEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Ticket'], ParentType, ContextType>;
};

export type TicketPriorityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TicketPriority'] = ResolversParentTypes['TicketPriority']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TicketStatusResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TicketStatus'] = ResolversParentTypes['TicketStatus']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TimeEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TimeEntry'] = ResolversParentTypes['TimeEntry']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resource?: Resolver<Maybe<ResolversTypes['Resource']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type VendorBudgetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorBudget'] = ResolversParentTypes['VendorBudget']> = {
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  windowSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VendorCallsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorCalls'] = ResolversParentTypes['VendorCalls']> = {
  breaker?: Resolver<ResolversTypes['BreakerState'], ParentType, ContextType>;
  budgetLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pausedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type VendorStatusResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorStatus'] = ResolversParentTypes['VendorStatus']> = {
  budget?: Resolver<Maybe<ResolversTypes['VendorBudget']>, ParentType, ContextType>;
  calls?: Resolver<Maybe<ResolversTypes['VendorCalls']>, ParentType, ContextType>;
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  collections?: Resolver<ReadonlyArray<ResolversTypes['Collection']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['VendorState'], ParentType, ContextType>;
  tenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['Vendor'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  features?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  tenants?: Resolver<ReadonlyArray<ResolversTypes['Tenant']>, ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebsiteAnalyticsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WebsiteAnalytics'] = ResolversParentTypes['WebsiteAnalytics']> = {
  averageSessionSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  formSubmissions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  newContacts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pageViews?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  range?: Resolver<ResolversTypes['DateRange'], ParentType, ContextType>;
  sessions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  totalContacts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  ActivitySummary?: ActivitySummaryResolvers<ContextType>;
  AuditActor?: AuditActorResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  AuditRecord?: AuditRecordResolvers<ContextType>;
  Backlog?: BacklogResolvers<ContextType>;
  BacklogPart?: BacklogPartResolvers<ContextType>;
  BoardStatus?: BoardStatusResolvers<ContextType>;
  Bucket?: BucketResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  ChangeConnection?: ChangeConnectionResolvers<ContextType>;
  ChangeEdge?: ChangeEdgeResolvers<ContextType>;
  ChangeStep?: ChangeStepResolvers<ContextType>;
  ChatWidget?: ChatWidgetResolvers<ContextType>;
  Collection?: CollectionResolvers<ContextType>;
  Company?: CompanyResolvers<ContextType>;
  ConnectWise?: ConnectWiseResolvers<ContextType>;
  ConnectWiseBoard?: ConnectWiseBoardResolvers<ContextType>;
  ConnectWiseCredentials?: ConnectWiseCredentialsResolvers<ContextType>;
  ConnectWiseNote?: ConnectWiseNoteResolvers<ContextType>;
  ConnectWiseRef?: ConnectWiseRefResolvers<ContextType>;
  ConnectWiseStatus?: ConnectWiseStatusResolvers<ContextType>;
  ConnectWiseTicket?: ConnectWiseTicketResolvers<ContextType>;
  ConnectWiseTicketPayload?: ConnectWiseTicketPayloadResolvers<ContextType>;
  ConnectWiseTimeEntry?: ConnectWiseTimeEntryResolvers<ContextType>;
  ConnectionCheck?: ConnectionCheckResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  Conversations?: ConversationsResolvers<ContextType>;
  CrmSummary?: CrmSummaryResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DailyReport?: DailyReportResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateRange?: DateRangeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DayCount?: DayCountResolvers<ContextType>;
  Deal?: DealResolvers<ContextType>;
  DealConnection?: DealConnectionResolvers<ContextType>;
  DealEdge?: DealEdgeResolvers<ContextType>;
  DealPipeline?: DealPipelineResolvers<ContextType>;
  DealStage?: DealStageResolvers<ContextType>;
  DealStageRef?: DealStageRefResolvers<ContextType>;
  DealStateFigures?: DealStateFiguresResolvers<ContextType>;
  DealsProgress?: DealsProgressResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  FeatureFlag?: FeatureFlagResolvers<ContextType>;
  FeatureFlagPayload?: FeatureFlagPayloadResolvers<ContextType>;
  FormStat?: FormStatResolvers<ContextType>;
  Freshness?: FreshnessResolvers<ContextType>;
  FunnelStage?: FunnelStageResolvers<ContextType>;
  HoursWorked?: HoursWorkedResolvers<ContextType>;
  LogChangePayload?: LogChangePayloadResolvers<ContextType>;
  MemberMapping?: MemberMappingResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MonthlyReport?: MonthlyReportResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PhoneCalls?: PhoneCallsResolvers<ContextType>;
  PipelineRef?: PipelineRefResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Queue?: QueueResolvers<ContextType>;
  RefreshPayload?: RefreshPayloadResolvers<ContextType>;
  Resource?: ResourceResolvers<ContextType>;
  ResourceHours?: ResourceHoursResolvers<ContextType>;
  SalesActivity?: SalesActivityResolvers<ContextType>;
  SalesEvent?: SalesEventResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  TenantFlag?: TenantFlagResolvers<ContextType>;
  TenantPayload?: TenantPayloadResolvers<ContextType>;
  TestConnectWiseConnectionPayload?: TestConnectWiseConnectionPayloadResolvers<ContextType>;
  Ticket?: TicketResolvers<ContextType>;
  TicketConnection?: TicketConnectionResolvers<ContextType>;
  TicketContact?: TicketContactResolvers<ContextType>;
  TicketEdge?: TicketEdgeResolvers<ContextType>;
  TicketPriority?: TicketPriorityResolvers<ContextType>;
  TicketStatus?: TicketStatusResolvers<ContextType>;
  TimeEntry?: TimeEntryResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  VendorBudget?: VendorBudgetResolvers<ContextType>;
  VendorCalls?: VendorCallsResolvers<ContextType>;
  VendorStatus?: VendorStatusResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  WebsiteAnalytics?: WebsiteAnalyticsResolvers<ContextType>;
};

