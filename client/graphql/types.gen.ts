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

/** What to compare a range with. */
export type Comparison =
  /** For a whole calendar month, quarter or year the one before it; else as many days just before. */
  | 'PREVIOUS_PERIOD'
  /** The same days a year earlier. */
  | 'PREVIOUS_YEAR';

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
  /** Ids of pipelines, as `DealPipeline.id`. An unknown one is refused with the allowed ones. */
  readonly pipeline?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of stages, as `DealStage.id`. An unknown one is refused with the allowed ones. */
  readonly stage?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** How the deal stands. */
  readonly state?: InputMaybe<DealState>;
  /** Only deals whose name contains this, in upper or lower case. */
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

/** What a person may do; each role includes the ones before it. */
export type Role =
  /** May manage tenants, credentials and features. */
  | 'ADMIN'
  /** May read and change ConnectWise tickets, of all tenants or of those named in the role. */
  | 'OPERATOR'
  /** May read. */
  | 'VIEWER';

/** Which way a list is ordered. */
export type SortDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

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
  /** Ids of priorities, as `TicketPriority.id` or the keys of `byPriority`. An unknown one is refused with the allowed ones. */
  readonly priority?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Whether the ticket is completed: has a completion date. */
  readonly state?: InputMaybe<TicketState>;
  /** Ids of statuses, as `TicketStatus.id` or the keys of `byStatus`. An unknown one is refused with the allowed ones. */
  readonly status?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only tickets whose number or title contains this, in upper or lower case. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** True: tickets nobody is assigned to; together with `assignee`, either. False changes nothing. */
  readonly unassigned?: InputMaybe<Scalars['Boolean']['input']>;
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
