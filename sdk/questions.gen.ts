/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What was changed. */
export type ChangeDetailsInput = {
  /** The changed fields; at most 50. */
  readonly fields?: ReadonlyArray<ChangedFieldInput>;
  /** The kind of change. */
  readonly kind: ChangeKind;
  /** The changed person or number, such as `Ann Lee (ext. 204)` or `+1 555 0100`. 1 to 200 characters. */
  readonly subject: string;
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
  readonly after?: string | null | undefined;
  /** The previous value; null: not set. At most 1,000 characters. */
  readonly before?: string | null | undefined;
  /** Its name, such as `Forward to`. 1 to 100 characters. */
  readonly name: string;
};

/**
 * A range of days: both days (inclusive), or a preset. Neither means this month; one day alone, or days combined with a
 * preset, are rejected.
 */
export type DateRangeInput = {
  /** The first day. */
  readonly from?: string | null | undefined;
  /** A range by name, counted from today in the portal's time zone. */
  readonly preset?: DateRangePreset | null | undefined;
  /** The last day, inclusive. */
  readonly to?: string | null | undefined;
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
  readonly closesFrom?: string | null | undefined;
  /** Only deals that close or closed on this day or earlier, by `Deal.closeDate`; excludes deals without one. */
  readonly closesTo?: string | null | undefined;
  /** Ids of pipelines, as `DealPipeline.id`; `unknown` matches deals whose pipeline no longer exists. Unknown ids are rejected with a list of the allowed ones. */
  readonly pipeline?: ReadonlyArray<string> | null | undefined;
  /** Ids of stages, as `DealStage.id`; `unknown` matches deals whose stage no longer exists. Unknown ids are rejected with a list of the allowed ones. */
  readonly stage?: ReadonlyArray<string> | null | undefined;
  /** The state of the deal. */
  readonly state?: DealState | null | undefined;
  /** Only deals whose name contains this, ignoring case. At most 300 characters. */
  readonly text?: string | null | undefined;
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

/**
 * A change of a tenant's voice configuration to log on its ticket: a note, time and optionally a new status, each
 * delivered exactly once. Requires `change` or `note`.
 */
export type LogChangeInput = {
  /** What was changed, from which the note is composed. */
  readonly change?: ChangeDetailsInput | null | undefined;
  /** 1 to 200 characters, unique per change, such as a UUID. Reusing a key returns the same change; with different content, it is rejected. */
  readonly idempotencyKey: string;
  /** The member to attribute it to. Defaults to the operator's in the tenant's `memberMap`, else to the tenant's default. */
  readonly memberIdentifier?: string | null | undefined;
  /** 0 to 1440; 0 means no time entry. Defaults to the tenant's default. */
  readonly minutes?: number | null | undefined;
  /** Free text, at most 10,000 characters. */
  readonly note?: string | null | undefined;
  /** A status of the ticket's board. Defaults to the tenant's default for the board if `autoUpdateStatus` is set, otherwise the status is unchanged. */
  readonly statusId?: number | null | undefined;
  /** The tenant. */
  readonly tenantId: string;
  /** The ticket's number. */
  readonly ticketId: number;
  /**
   * How many seconds to wait for ConnectWise before responding, from 0 to 8; 8 by default. Whatever the value, the change
   * is stored once the mutation returns: poll `Query.change` for its progress.
   */
  readonly waitSeconds?: number | null | undefined;
};

/** The permissions of a user; each role includes the previous ones. */
export type Role =
  /** May manage tenants, credentials and features. */
  | 'ADMIN'
  /** May read and change ConnectWise tickets, of all tenants or of those named in the role. */
  | 'OPERATOR'
  /** May read. */
  | 'VIEWER';

/** The direction of a sort order. */
export type SortDirection =
  /** Smallest, oldest or first in the alphabet first. */
  | 'ASC'
  /** Largest, newest or last in the alphabet first. */
  | 'DESC';

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
  readonly assignee?: ReadonlyArray<string> | null | undefined;
  /** Ids of companies. */
  readonly company?: ReadonlyArray<string> | null | undefined;
  /** The date that must be in the range of a list. Any but CREATED is rejected without a range, and for a summary. */
  readonly dateField?: TicketDateField | null | undefined;
  /** Only the ticket with this number, such as `T20261122.0046`, ignoring case. */
  readonly number?: string | null | undefined;
  /** True: only open tickets whose due date has passed. False: only the others. */
  readonly overdue?: boolean | null | undefined;
  /** Ids of priorities, as `TicketPriority.id` or the keys of `byPriority`. Unknown ids are rejected with a list of the allowed ones. */
  readonly priority?: ReadonlyArray<string> | null | undefined;
  /** Whether the ticket is completed: has a completion date. */
  readonly state?: TicketState | null | undefined;
  /** Ids of statuses, as `TicketStatus.id` or the keys of `byStatus`. Unknown ids are rejected with a list of the allowed ones. */
  readonly status?: ReadonlyArray<string> | null | undefined;
  /** Only tickets whose number or title contains this, ignoring case. At most 300 characters. */
  readonly text?: string | null | undefined;
  /** True: unassigned tickets; combined with `assignee` by OR. False: tickets that are assigned. */
  readonly unassigned?: boolean | null | undefined;
  /**
   * Only tickets with activity at or after this instant: a note, a time entry, or a change of a field that Autotask
   * tracks.
   */
  readonly updatedSince?: string | null | undefined;
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

export type FindConnectWiseTicketsQueryVariables = Exact<{
  tenantId: string;
  search: string;
  first?: number | null | undefined;
}>;


export type FindConnectWiseTicketsQuery = { readonly tenant: { readonly id: string, readonly name: string, readonly connectWise: { readonly tickets: ReadonlyArray<{ readonly id: string, readonly ticketId: number, readonly summary: string, readonly closed: boolean, readonly status: { readonly id: number, readonly name: string }, readonly company: { readonly name: string } | null }> | null } } | null };

export type LogChangeMutationVariables = Exact<{
  input: LogChangeInput;
}>;


export type LogChangeMutation = { readonly logChange: { readonly change: { readonly id: string, readonly ticketId: number, readonly state: ChangeState, readonly createdAt: string, readonly finishedAt: string | null, readonly steps: ReadonlyArray<{ readonly kind: ChangeStepKind, readonly state: ChangeStepState, readonly reason: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly code: UserErrorCode, readonly message: string }> } };

export type GetChangeQueryVariables = Exact<{
  id: string;
}>;


export type GetChangeQuery = { readonly change: { readonly id: string, readonly ticketId: number, readonly state: ChangeState, readonly createdAt: string, readonly finishedAt: string | null, readonly steps: ReadonlyArray<{ readonly kind: ChangeStepKind, readonly state: ChangeStepState, readonly reason: string | null }> } | null };

export type ChangeDeliveryFragment = { readonly id: string, readonly ticketId: number, readonly state: ChangeState, readonly createdAt: string, readonly finishedAt: string | null, readonly steps: ReadonlyArray<{ readonly kind: ChangeStepKind, readonly state: ChangeStepState, readonly reason: string | null }> };

export type SalesPipelineQueryVariables = Exact<{ [key: string]: never; }>;


export type SalesPipelineQuery = { readonly dealPipelines: ReadonlyArray<{ readonly id: string, readonly name: string, readonly totalDeals: number, readonly totalValue: { readonly amount: string, readonly currency: string }, readonly stages: ReadonlyArray<{ readonly id: string, readonly label: string, readonly isClosed: boolean, readonly dealCount: number, readonly totalValue: { readonly amount: string, readonly currency: string } }>, readonly freshness: { readonly asOf: string, readonly stale: boolean } }> | null };

export type FindDealsQueryVariables = Exact<{
  filter?: DealFilter | null | undefined;
  orderBy?: DealOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindDealsQuery = { readonly deals: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly state: DealState, readonly closeDate: string | null, readonly createdAt: string, readonly amount: { readonly amount: string, readonly currency: string } | null, readonly stage: { readonly label: string }, readonly pipeline: { readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly freshness: { readonly asOf: string, readonly stale: boolean } } | null };

export type RecentContactsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type RecentContactsQuery = { readonly recentContacts: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly email: string | null, readonly company: string | null, readonly createdAt: string }> | null };

export type WebsiteSummaryQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
}>;


export type WebsiteSummaryQuery = { readonly websiteAnalytics: { readonly pageViews: number | null, readonly sessions: number | null, readonly newContacts: number | null, readonly formSubmissions: number | null, readonly averageSessionSeconds: number | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string }, readonly freshness: { readonly asOf: string, readonly stale: boolean } } | null, readonly formStats: ReadonlyArray<{ readonly id: string, readonly name: string, readonly submissions: number | null, readonly views: number | null, readonly conversionRate: number | null }> | null };

export type ServiceDeskSummaryQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
  filter?: TicketFilter | null | undefined;
}>;


export type ServiceDeskSummaryQuery = { readonly activitySummary: { readonly totalTickets: number, readonly openTickets: number, readonly completedTickets: number, readonly completedInRange: number, readonly averageResolutionHours: number | null, readonly averageFirstResponseHours: number | null, readonly hoursLogged: number | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string }, readonly byStatus: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byPriority: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byAssignee: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byCompany: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly comparison: { readonly totalTickets: number, readonly averageResolutionHours: number | null, readonly averageFirstResponseHours: number | null } | null, readonly freshness: { readonly asOf: string, readonly stale: boolean } } | null };

export type FindTicketsQueryVariables = Exact<{
  filter?: TicketFilter | null | undefined;
  range?: DateRangeInput | null | undefined;
  orderBy?: TicketOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindTicketsQuery = { readonly tickets: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly completedAt: string | null, readonly status: { readonly id: string, readonly label: string }, readonly priority: { readonly id: string, readonly label: string }, readonly company: { readonly id: string, readonly name: string } | null, readonly assignee: { readonly id: string, readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly freshness: { readonly asOf: string, readonly stale: boolean } } | null };

export type GetTicketQueryVariables = Exact<{
  id: string;
}>;


export type GetTicketQuery = { readonly ticket: { readonly description: string | null, readonly resolutionHours: number | null, readonly hoursLogged: number | null, readonly slaMet: boolean | null, readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly completedAt: string | null, readonly contact: { readonly name: string, readonly email: string | null, readonly phone: string | null } | null, readonly contract: { readonly name: string } | null, readonly timeEntries: ReadonlyArray<{ readonly workedOn: string, readonly hours: number, readonly summary: string | null, readonly resource: { readonly name: string } | null }> | null, readonly status: { readonly id: string, readonly label: string }, readonly priority: { readonly id: string, readonly label: string }, readonly company: { readonly id: string, readonly name: string } | null, readonly assignee: { readonly id: string, readonly name: string } | null } | null };

export type HoursLoggedQueryVariables = Exact<{
  date?: string | null | undefined;
}>;


export type HoursLoggedQuery = { readonly dailyReport: { readonly date: string, readonly hoursWorked: number | null, readonly hoursByResource: ReadonlyArray<{ readonly hours: number, readonly resource: { readonly id: string, readonly name: string } }> | null, readonly freshness: { readonly asOf: string, readonly stale: boolean } } | null };

export type MonthlyReportQueryVariables = Exact<{
  year?: number | null | undefined;
  month?: number | null | undefined;
}>;


export type MonthlyReportQuery = { readonly monthlyReport: { readonly year: number, readonly month: number, readonly hoursWorked: number | null, readonly hoursByResource: ReadonlyArray<{ readonly hours: number, readonly resource: { readonly id: string, readonly name: string } }> | null, readonly summary: { readonly totalTickets: number, readonly openTickets: number, readonly completedTickets: number, readonly completedInRange: number, readonly averageResolutionHours: number | null, readonly byDay: ReadonlyArray<{ readonly date: string, readonly created: number, readonly completed: number }> }, readonly freshness: { readonly asOf: string, readonly stale: boolean } } | null };

export type TicketRowFragment = { readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly completedAt: string | null, readonly status: { readonly id: string, readonly label: string }, readonly priority: { readonly id: string, readonly label: string }, readonly company: { readonly id: string, readonly name: string } | null, readonly assignee: { readonly id: string, readonly name: string } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly viewer: { readonly id: string, readonly name: string, readonly email: string | null, readonly roles: ReadonlyArray<Role>, readonly timeZone: string, readonly features: ReadonlyArray<string>, readonly tenants: ReadonlyArray<{ readonly id: string, readonly name: string }> } };

export type VendorHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorHealthQuery = { readonly vendorStatus: ReadonlyArray<{ readonly vendor: Vendor, readonly state: VendorState, readonly message: string | null, readonly checkedAt: string | null, readonly tenant: { readonly id: string } | null }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ChangeDeliveryFragment = new TypedDocumentString(`
    fragment ChangeDelivery on Change {
  id
  ticketId
  state
  createdAt
  finishedAt
  steps {
    kind
    state
    reason
  }
}
    `, {"fragmentName":"ChangeDelivery"}) as unknown as TypedDocumentString<ChangeDeliveryFragment, unknown>;
export const TicketRowFragment = new TypedDocumentString(`
    fragment TicketRow on Ticket {
  id
  number
  title
  createdAt
  dueAt
  lastActivityAt
  completedAt
  status {
    id
    label
  }
  priority {
    id
    label
  }
  company {
    id
    name
  }
  assignee {
    id
    name
  }
}
    `, {"fragmentName":"TicketRow"}) as unknown as TypedDocumentString<TicketRowFragment, unknown>;
export const FindConnectWiseTickets = new TypedDocumentString(`
    query FindConnectWiseTickets($tenantId: ID!, $search: String!, $first: Int = 10) {
  tenant(id: $tenantId) {
    id
    name
    connectWise {
      tickets(search: $search, first: $first) {
        id
        ticketId
        summary
        closed
        status {
          id
          name
        }
        company {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindConnectWiseTicketsQuery, FindConnectWiseTicketsQueryVariables>;
export const LogChange = new TypedDocumentString(`
    mutation LogChange($input: LogChangeInput!) {
  logChange(input: $input) {
    change {
      ...ChangeDelivery
    }
    userErrors {
      field
      code
      message
    }
  }
}
    fragment ChangeDelivery on Change {
  id
  ticketId
  state
  createdAt
  finishedAt
  steps {
    kind
    state
    reason
  }
}`) as unknown as TypedDocumentString<LogChangeMutation, LogChangeMutationVariables>;
export const GetChange = new TypedDocumentString(`
    query GetChange($id: ID!) {
  change(id: $id) {
    ...ChangeDelivery
  }
}
    fragment ChangeDelivery on Change {
  id
  ticketId
  state
  createdAt
  finishedAt
  steps {
    kind
    state
    reason
  }
}`) as unknown as TypedDocumentString<GetChangeQuery, GetChangeQueryVariables>;
export const SalesPipeline = new TypedDocumentString(`
    query SalesPipeline {
  dealPipelines {
    id
    name
    totalDeals
    totalValue {
      amount
      currency
    }
    stages {
      id
      label
      isClosed
      dealCount
      totalValue {
        amount
        currency
      }
    }
    freshness {
      asOf
      stale
    }
  }
}
    `) as unknown as TypedDocumentString<SalesPipelineQuery, SalesPipelineQueryVariables>;
export const FindDeals = new TypedDocumentString(`
    query FindDeals($filter: DealFilter, $orderBy: DealOrder, $first: Int = 25, $after: String) {
  deals(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
      state
      closeDate
      createdAt
      amount {
        amount
        currency
      }
      stage {
        label
      }
      pipeline {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    freshness {
      asOf
      stale
    }
  }
}
    `) as unknown as TypedDocumentString<FindDealsQuery, FindDealsQueryVariables>;
export const RecentContacts = new TypedDocumentString(`
    query RecentContacts($first: Int = 10) {
  recentContacts(first: $first) {
    id
    firstName
    lastName
    email
    company
    createdAt
  }
}
    `) as unknown as TypedDocumentString<RecentContactsQuery, RecentContactsQueryVariables>;
export const WebsiteSummary = new TypedDocumentString(`
    query WebsiteSummary($range: DateRangeInput) {
  websiteAnalytics(range: $range) {
    range {
      from
      to
      timeZone
    }
    pageViews
    sessions
    newContacts
    formSubmissions
    averageSessionSeconds
    freshness {
      asOf
      stale
    }
  }
  formStats(range: $range) {
    id
    name
    submissions
    views
    conversionRate
  }
}
    `) as unknown as TypedDocumentString<WebsiteSummaryQuery, WebsiteSummaryQueryVariables>;
export const ServiceDeskSummary = new TypedDocumentString(`
    query ServiceDeskSummary($range: DateRangeInput, $filter: TicketFilter) {
  activitySummary(range: $range, filter: $filter) {
    range {
      from
      to
      timeZone
    }
    totalTickets
    openTickets
    completedTickets
    completedInRange
    averageResolutionHours
    averageFirstResponseHours
    hoursLogged
    byStatus {
      key
      label
      count
    }
    byPriority {
      key
      label
      count
    }
    byAssignee {
      key
      label
      count
    }
    byCompany {
      key
      label
      count
    }
    comparison {
      totalTickets
      averageResolutionHours
      averageFirstResponseHours
    }
    freshness {
      asOf
      stale
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceDeskSummaryQuery, ServiceDeskSummaryQueryVariables>;
export const FindTickets = new TypedDocumentString(`
    query FindTickets($filter: TicketFilter, $range: DateRangeInput, $orderBy: TicketOrder, $first: Int = 25, $after: String) {
  tickets(
    filter: $filter
    range: $range
    orderBy: $orderBy
    first: $first
    after: $after
  ) {
    totalCount
    nodes {
      ...TicketRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    freshness {
      asOf
      stale
    }
  }
}
    fragment TicketRow on Ticket {
  id
  number
  title
  createdAt
  dueAt
  lastActivityAt
  completedAt
  status {
    id
    label
  }
  priority {
    id
    label
  }
  company {
    id
    name
  }
  assignee {
    id
    name
  }
}`) as unknown as TypedDocumentString<FindTicketsQuery, FindTicketsQueryVariables>;
export const GetTicket = new TypedDocumentString(`
    query GetTicket($id: ID!) {
  ticket(id: $id) {
    ...TicketRow
    description
    contact {
      name
      email
      phone
    }
    contract {
      name
    }
    resolutionHours
    hoursLogged
    slaMet
    timeEntries {
      workedOn
      hours
      summary
      resource {
        name
      }
    }
  }
}
    fragment TicketRow on Ticket {
  id
  number
  title
  createdAt
  dueAt
  lastActivityAt
  completedAt
  status {
    id
    label
  }
  priority {
    id
    label
  }
  company {
    id
    name
  }
  assignee {
    id
    name
  }
}`) as unknown as TypedDocumentString<GetTicketQuery, GetTicketQueryVariables>;
export const HoursLogged = new TypedDocumentString(`
    query HoursLogged($date: Date) {
  dailyReport(date: $date) {
    date
    hoursWorked
    hoursByResource {
      hours
      resource {
        id
        name
      }
    }
    freshness {
      asOf
      stale
    }
  }
}
    `) as unknown as TypedDocumentString<HoursLoggedQuery, HoursLoggedQueryVariables>;
export const MonthlyReport = new TypedDocumentString(`
    query MonthlyReport($year: Int, $month: Int) {
  monthlyReport(year: $year, month: $month) {
    year
    month
    hoursWorked
    hoursByResource {
      hours
      resource {
        id
        name
      }
    }
    summary {
      totalTickets
      openTickets
      completedTickets
      completedInRange
      averageResolutionHours
      byDay {
        date
        created
        completed
      }
    }
    freshness {
      asOf
      stale
    }
  }
}
    `) as unknown as TypedDocumentString<MonthlyReportQuery, MonthlyReportQueryVariables>;
export const Me = new TypedDocumentString(`
    query Me {
  viewer {
    id
    name
    email
    roles
    timeZone
    features
    tenants {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const VendorHealth = new TypedDocumentString(`
    query VendorHealth {
  vendorStatus {
    vendor
    state
    message
    checkedAt
    tenant {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<VendorHealthQuery, VendorHealthQueryVariables>;