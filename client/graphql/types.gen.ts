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
  /** An exact decimal as text, such as `"1234.50"`: amounts lose nothing on the way. */
  Decimal: { input: string; output: string; }
};

/** A note to add, delivered exactly once. */
export type AddConnectWiseNoteInput = {
  /** As in `LogChangeInput`. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** False shows it to the customer too. */
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

/** The status to set on tickets of one board. */
export type BoardStatusInput = {
  /** ConnectWise's id of the board. */
  readonly boardId: Scalars['Int']['input'];
  /** ConnectWise's id of a status of that board. */
  readonly statusId: Scalars['Int']['input'];
};

/** Which change to take back. */
export type CancelChangeInput = {
  /** A change that is PENDING, or was cancelled before. */
  readonly changeId: Scalars['ID']['input'];
  /** How many seconds to wait for a step whose outcome is unknown, from 0 to 8; 8 unless given. */
  readonly waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What was changed. */
export type ChangeDetailsInput = {
  /** What is different now; at most 50. */
  readonly fields?: ReadonlyArray<ChangedFieldInput>;
  /** What happened to what. */
  readonly kind: ChangeKind;
  /** Whose or which one, such as `Ann Lee (ext. 204)` or `+1 555 0100`. 1 to 200 characters. */
  readonly subject: Scalars['String']['input'];
};

/** What happened to what. */
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

/** How far a change is. */
export type ChangeState =
  /** An operator took it back before all of it was in ConnectWise: steps that are DONE are there, the others never will be. */
  | 'CANCELLED'
  /** All of it is in ConnectWise. */
  | 'DONE'
  /** ConnectWise refused a step for good: the step says why. It can be retried once that is mended. */
  | 'FAILED'
  /** It is safe with the gateway and will be delivered as soon as ConnectWise takes it. */
  | 'PENDING';

/** The steps of a delivery. */
export type ChangeStepKind =
  /** A note on the ticket. */
  | 'NOTE'
  /** The ticket's new status. */
  | 'STATUS'
  /** A time entry on the ticket. */
  | 'TIME';

/** How far a step is. */
export type ChangeStepState =
  /** It is in ConnectWise. */
  | 'DONE'
  /** ConnectWise refused it for good. */
  | 'FAILED'
  /** Not there yet. */
  | 'PENDING'
  /** There is nothing to do: no time, no new status, a later change has set the status meanwhile, or the change was cancelled. */
  | 'SKIPPED';

/** One thing that is different now. */
export type ChangedFieldInput = {
  /** What it is; null: not set. At most 1,000 characters. */
  readonly after?: InputMaybe<Scalars['String']['input']>;
  /** What it was; null: not set. At most 1,000 characters. */
  readonly before?: InputMaybe<Scalars['String']['input']>;
  /** Its name, such as `Forward to`. 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/** What to compare a range with. */
export type Comparison =
  /** For a whole calendar month, quarter or year the one before it; else as many days just before. */
  | 'PREVIOUS_PERIOD'
  /** The same days a year earlier. */
  | 'PREVIOUS_YEAR';

/** What came of trying one area. */
export type ConnectionCheckState =
  /** It does not: the message says what to do. */
  | 'FAILED'
  /** It lets us in. */
  | 'OK'
  /** It was not tried, because another area has to work first or there is nothing to try it on. */
  | 'SKIPPED';

/** A new tenant. */
export type CreateTenantInput = {
  /** 1 to 40 lower-case letters, digits and hyphens, beginning with a letter or digit. It can never be changed. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/**
 * A range of days: both days (included), or a preset. Neither means this month; one day alone, or days together with a
 * preset, are refused.
 */
export type DateRangeInput = {
  /** The first day. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** A range by name, counted from today in the portal's time zone. */
  readonly preset?: InputMaybe<DateRangePreset>;
  /** The last day, included. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
};

/** Ranges by name. Weeks start on Monday. `THIS_…` is the whole week, month, quarter or year, days to come included. */
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

/** Which deals. All given conditions must hold; of the values in one list any may. */
export type DealFilter = {
  /** Ids of pipelines, as `DealPipeline.id`; `unknown` finds deals whose pipeline is gone. One that nobody knows is refused with the allowed ones. */
  readonly pipeline?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of stages, as `DealStage.id`; `unknown` finds deals whose stage is gone. One that nobody knows is refused with the allowed ones. */
  readonly stage?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** How the deal stands. */
  readonly state?: InputMaybe<DealState>;
  /** Only deals whose name contains this, in upper or lower case. At most 300 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** How to order deals. Deals without the value stand last; equal ones are ordered by id. */
export type DealOrder = {
  /** Which way. */
  readonly direction?: SortDirection;
  /** What to order by. */
  readonly field: DealOrderField;
};

/** What deals can be ordered by. */
export type DealOrderField =
  /** The amount in the account's currency. */
  | 'AMOUNT'
  /** The day it is expected to close, or did. */
  | 'CLOSE_DATE'
  /** When it was created. */
  | 'CREATED'
  /** Its name, upper and lower case alike. */
  | 'NAME';

/** How a deal stands, as its stage says. */
export type DealState =
  /** In a closed stage with probability 0. */
  | 'LOST'
  /** Neither won nor lost. */
  | 'OPEN'
  /** In a closed stage with probability 1. */
  | 'WON';

/** Which tenant's credentials to delete. */
export type DeleteConnectWiseCredentialsInput = {
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
};

/**
 * A change of a tenant's voice set-up to be logged on its ticket: a note, time and perhaps a new status, each delivered
 * exactly once. A change or a note must be there.
 */
export type LogChangeInput = {
  /** What was changed, from which the note is composed. */
  readonly change?: InputMaybe<ChangeDetailsInput>;
  /** 1 to 200 characters that are new for each change, such as a UUID. Sent again, it is the same change; with other content it is refused. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The member to attribute it to. Unless given, the operator's in the tenant's map, else the tenant's default. */
  readonly memberIdentifier?: InputMaybe<Scalars['String']['input']>;
  /** 0 to 1440; 0 means no time entry. The tenant's default unless given. */
  readonly minutes?: InputMaybe<Scalars['Int']['input']>;
  /** Free text, at most 10,000 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** A status of the ticket's board. Unless given, the tenant's default for the board where it says `autoUpdateStatus`, else the status stays. */
  readonly statusId?: InputMaybe<Scalars['Int']['input']>;
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
  /** The ticket's number. */
  readonly ticketId: Scalars['Int']['input'];
  /**
   * How many seconds to wait for ConnectWise before answering, from 0 to 8; 8 unless given. However short, the change is
   * safe with the gateway once it is answered: ask `Query.change` how it goes on.
   */
  readonly waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** Which ConnectWise member an operator is. */
export type MemberMappingInput = {
  /** The operator's e-mail address. */
  readonly email: Scalars['String']['input'];
  /** The member's identifier: at most 15 letters, digits, dots, hyphens and underscores. */
  readonly memberIdentifier: Scalars['String']['input'];
};

/** Which figures to make count as old. */
export type RefreshInput = {
  /** Which part of the graph. */
  readonly scope: RefreshScope;
};

/** What to ask for anew. */
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
  /** A change that is FAILED. Steps that are done stay done. */
  readonly changeId: Scalars['ID']['input'];
  /** As in `LogChangeInput`. */
  readonly waitSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What a person may do; each role includes the ones before it. */
export type Role =
  /** May manage tenants, credentials and features. */
  | 'ADMIN'
  /** May read and change ConnectWise tickets, of all tenants or of those named in the role. */
  | 'OPERATOR'
  /** May read. */
  | 'VIEWER';

/**
 * A tenant's ConnectWise credentials, whole: they replace what was there. The address may be pasted in any of its usual
 * forms; only ConnectWise's own hosts and those of the setting CONNECTWISE_ALLOWED_HOSTS are taken.
 */
export type SaveConnectWiseCredentialsInput = {
  /** Whether a logged change also sets the status. */
  readonly autoUpdateStatus?: Scalars['Boolean']['input'];
  /** Such as `api-na.myconnectwise.net` or `https://na.myconnectwise.net/v4_6_release/apis/3.0/`. */
  readonly baseUrl: Scalars['String']['input'];
  /** The client id (a GUID) from ConnectWise's developer network. Empty keeps the one that is saved, as long as the address stays on its host. */
  readonly clientId: Scalars['String']['input'];
  /** The company id, as in ConnectWise's own sign-in. */
  readonly companyId: Scalars['String']['input'];
  /** At most 15 letters, digits, dots, hyphens and underscores. */
  readonly defaultMemberIdentifier?: InputMaybe<Scalars['String']['input']>;
  /** The status to set, by board; each board once. */
  readonly defaultStatuses?: ReadonlyArray<BoardStatusInput>;
  /** 0 to 1440 minutes; 0 means no time entry. */
  readonly defaultTimeMinutes?: Scalars['Int']['input'];
  /** Which member an operator is; each e-mail address once. Left out keeps what is saved. */
  readonly memberMap?: InputMaybe<ReadonlyArray<MemberMappingInput>>;
  /** The API member's private key. Empty keeps the one that is saved, as long as the address stays on its host. */
  readonly privateKey: Scalars['String']['input'];
  /** The API member's public key. Empty keeps the one that is saved, as long as the address stays on its host. */
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
  /** On or off. It takes effect at once. */
  readonly enabled: Scalars['Boolean']['input'];
  /** The feature's key. An unknown one is refused with the known ones. */
  readonly key: Scalars['String']['input'];
  /** Only for this tenant; for everybody without a setting of their own when left out. */
  readonly tenantId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which way a list is ordered. */
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
  /** When it was completed; tickets without are left out. */
  | 'COMPLETED'
  /** When it was created. */
  | 'CREATED'
  /** When it is due; tickets without are left out. */
  | 'DUE'
  /** When something last happened on it. */
  | 'LAST_ACTIVITY';

/** Which tickets. All given conditions must hold; of the values in one list any may. */
export type TicketFilter = {
  /** Ids of the people tickets are assigned to. */
  readonly assignee?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of companies. */
  readonly company?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The date that must lie in the range of a list. */
  readonly dateField?: InputMaybe<TicketDateField>;
  /** Only the ticket with this number, such as `T20261122.0046`, in upper or lower case. */
  readonly number?: InputMaybe<Scalars['String']['input']>;
  /** True: only open tickets whose due date has passed. False changes nothing. */
  readonly overdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** Ids of priorities, as `TicketPriority.id` or the keys of `byPriority`. An unknown one is refused with the allowed ones. */
  readonly priority?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether the ticket is completed: has a completion date. */
  readonly state?: InputMaybe<TicketState>;
  /** Ids of statuses, as `TicketStatus.id` or the keys of `byStatus`. An unknown one is refused with the allowed ones. */
  readonly status?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only tickets whose number or title contains this, in upper or lower case. At most 300 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** True: tickets nobody is assigned to; together with `assignee`, either. False changes nothing. */
  readonly unassigned?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * Only tickets on which something happened at or after this instant: a note, a time entry, or a change of a field that
   * Autotask tracks.
   */
  readonly updatedSince?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How to order tickets. Tickets without the value stand last; equal ones are ordered by id. */
export type TicketOrder = {
  /** Which way. */
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
  /** When something last happened on it. */
  | 'LAST_ACTIVITY'
  /** The ticket number, as text. */
  | 'NUMBER'
  /** `priority.rank`: ASC puts the most urgent first. */
  | 'PRIORITY'
  /** The place of the status in Autotask's list. */
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
  /** A status of the ticket's board. Any other is refused with the board's own. */
  readonly statusId: Scalars['Int']['input'];
  /** The tenant. */
  readonly tenantId: Scalars['ID']['input'];
  /** The ticket's number. */
  readonly ticketId: Scalars['Int']['input'];
};

/** The systems behind the graph. */
export type Vendor =
  /** Autotask PSA: service tickets, time entries, sales activity. */
  | 'AUTOTASK'
  /** ConnectWise PSA: tickets of the tenants that voice work is done for. */
  | 'CONNECTWISE'
  /** HubSpot: contacts, deals, website, forms, chat. */
  | 'HUBSPOT';

/** How a vendor stands. */
export type VendorState =
  /** It answers, but slows us down or refuses some calls because of its limits. */
  | 'LIMITED'
  /** It has no settings on this gateway. */
  | 'NOT_CONFIGURED'
  /** It answers. */
  | 'OK'
  /** It refuses our credentials or their rights. */
  | 'UNAUTHORIZED'
  /** Nobody has looked, or what it said makes no sense. */
  | 'UNKNOWN'
  /** It does not answer. */
  | 'UNREACHABLE';
