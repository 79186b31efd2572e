/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** What to compare a range with. */
export type Comparison =
  /** For a whole calendar month, quarter or year the one before it, otherwise the same number of days just before. */
  | 'PREVIOUS_PERIOD'
  /** The same days a year earlier. */
  | 'PREVIOUS_YEAR';

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

export type OpenBacklogQueryVariables = Exact<{
  status?: ReadonlyArray<string> | string | null | undefined;
  priority?: ReadonlyArray<string> | string | null | undefined;
  company?: ReadonlyArray<string> | string | null | undefined;
  assignee?: ReadonlyArray<string> | string | null | undefined;
  unassigned?: boolean | null | undefined;
}>;


export type OpenBacklogQuery = { readonly backlog: { readonly open: number, readonly overdue: { readonly count: number }, readonly dueToday: { readonly count: number }, readonly unassigned: { readonly count: number }, readonly byAge: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byStatus: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byPriority: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byAssignee: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byCompany: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null };

export type CountTicketsQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
  dateField?: TicketDateField | null | undefined;
  state?: TicketState | null | undefined;
  status?: ReadonlyArray<string> | string | null | undefined;
  priority?: ReadonlyArray<string> | string | null | undefined;
  company?: ReadonlyArray<string> | string | null | undefined;
  assignee?: ReadonlyArray<string> | string | null | undefined;
  unassigned?: boolean | null | undefined;
  overdue?: boolean | null | undefined;
  text?: string | null | undefined;
  updatedSince?: string | null | undefined;
}>;


export type CountTicketsQuery = { readonly tickets: { readonly totalCount: number, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string } | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null };

export type DealStagesQueryVariables = Exact<{ [key: string]: never; }>;


export type DealStagesQuery = { readonly dealPipelines: ReadonlyArray<{ readonly id: string, readonly name: string, readonly stages: ReadonlyArray<{ readonly id: string, readonly label: string }> }> | null };

export type FindConnectWiseTicketsQueryVariables = Exact<{
  tenant: string;
  search: string;
  first?: number | null | undefined;
}>;


export type FindConnectWiseTicketsQuery = { readonly tenant: { readonly id: string, readonly name: string, readonly connectWise: { readonly tickets: ReadonlyArray<{ readonly ticketId: number, readonly summary: string, readonly closed: boolean, readonly enteredAt: string | null, readonly updatedAt: string | null, readonly status: { readonly id: number, readonly name: string }, readonly board: { readonly id: number, readonly name: string }, readonly company: { readonly id: number, readonly name: string } | null, readonly contact: { readonly id: number, readonly name: string } | null, readonly owner: { readonly id: number, readonly name: string } | null, readonly priority: { readonly id: number, readonly name: string } | null }> | null } } | null };

export type FindDealsQueryVariables = Exact<{
  state?: DealState | null | undefined;
  pipeline?: ReadonlyArray<string> | string | null | undefined;
  stage?: ReadonlyArray<string> | string | null | undefined;
  text?: string | null | undefined;
  closesFrom?: string | null | undefined;
  closesTo?: string | null | undefined;
  sortBy?: DealOrderField;
  direction?: SortDirection;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindDealsQuery = { readonly deals: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly name: string, readonly state: DealState, readonly closeDate: string | null, readonly createdAt: string, readonly amount: { readonly amount: string, readonly currency: string } | null, readonly stage: { readonly label: string }, readonly pipeline: { readonly name: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null };

export type FindTicketsQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
  dateField?: TicketDateField | null | undefined;
  state?: TicketState | null | undefined;
  status?: ReadonlyArray<string> | string | null | undefined;
  priority?: ReadonlyArray<string> | string | null | undefined;
  company?: ReadonlyArray<string> | string | null | undefined;
  assignee?: ReadonlyArray<string> | string | null | undefined;
  unassigned?: boolean | null | undefined;
  overdue?: boolean | null | undefined;
  number?: string | null | undefined;
  text?: string | null | undefined;
  updatedSince?: string | null | undefined;
  sortBy?: TicketOrderField;
  direction?: SortDirection;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type FindTicketsQuery = { readonly tickets: { readonly totalCount: number, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string } | null, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly number: string, readonly title: string, readonly createdAt: string, readonly dueAt: string | null, readonly completedAt: string | null, readonly lastActivityAt: string | null, readonly status: { readonly label: string }, readonly priority: { readonly label: string }, readonly company: { readonly name: string } | null, readonly assignee: { readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null };

export type ToolFreshnessFragment = { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean };

export type ToolDaysFragment = { readonly from: string, readonly to: string, readonly timeZone: string };

export type ToolBucketFragment = { readonly key: string | null, readonly label: string, readonly count: number };

export type ToolMoneyFragment = { readonly amount: string, readonly currency: string };

export type ToolReferenceFragment = { readonly id: number, readonly name: string };

export type ToolFiguresFragment = { readonly totalTickets: number, readonly openTickets: number, readonly completedTickets: number, readonly completedInRange: number, readonly averageResolutionHours: number | null, readonly averageFirstResponseHours: number | null, readonly hoursLogged: number | null, readonly averageHoursPerTicket: number | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string } };

export type GetTicketQueryVariables = Exact<{
  number: string;
  exactNumber?: string | null | undefined;
  isNumber: boolean;
}>;


export type GetTicketQuery = { readonly ticket: { readonly id: string, readonly number: string, readonly title: string, readonly issueType: string | null, readonly subIssueType: string | null, readonly source: string | null, readonly createdAt: string, readonly firstResponseAt: string | null, readonly resolvedAt: string | null, readonly completedAt: string | null, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly resolutionHours: number | null, readonly hoursLogged: number | null, readonly slaMet: boolean | null, readonly description: string | null, readonly status: { readonly label: string, readonly isClosed: boolean }, readonly priority: { readonly label: string }, readonly company: { readonly id: string, readonly name: string } | null, readonly contact: { readonly name: string, readonly email: string | null, readonly phone: string | null } | null, readonly assignee: { readonly id: string, readonly name: string } | null, readonly contract: { readonly name: string } | null, readonly timeEntries: ReadonlyArray<{ readonly workedOn: string, readonly hours: number, readonly summary: string | null, readonly resource: { readonly name: string } | null }> | null } | null, readonly list?: { readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null };

export type HoursLoggedQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
}>;


export type HoursLoggedQuery = { readonly hoursWorked: { readonly hours: number | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string }, readonly byPerson: ReadonlyArray<{ readonly hours: number, readonly resource: { readonly id: string, readonly name: string } }> | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null };

export type AgentLogChangeMutationVariables = Exact<{
  tenant: string;
  ticketId: number;
  note?: string | null | undefined;
  change?: ChangeDetailsInput | null | undefined;
  minutes?: number | null | undefined;
  statusId?: number | null | undefined;
  memberIdentifier?: string | null | undefined;
  idempotencyKey: string;
}>;


export type AgentLogChangeMutation = { readonly logged: { readonly change: { readonly id: string, readonly tenantId: string, readonly ticketId: number, readonly state: ChangeState, readonly note: string, readonly minutes: number, readonly statusId: number | null, readonly memberIdentifier: string | null, readonly operator: string, readonly createdAt: string, readonly finishedAt: string | null, readonly steps: ReadonlyArray<{ readonly kind: ChangeStepKind, readonly state: ChangeStepState, readonly attempts: number, readonly vendorId: string | null, readonly reason: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: UserErrorCode }> } };

export type AgentMonthlyReportQueryVariables = Exact<{
  year?: number | null | undefined;
  month?: number | null | undefined;
}>;


export type AgentMonthlyReportQuery = { readonly report: { readonly year: number, readonly month: number, readonly hoursWorked: number | null, readonly hoursByPerson: ReadonlyArray<{ readonly hours: number, readonly resource: { readonly id: string, readonly name: string } }> | null, readonly summary: { readonly totalTickets: number, readonly openTickets: number, readonly completedTickets: number, readonly completedInRange: number, readonly averageResolutionHours: number | null, readonly averageFirstResponseHours: number | null, readonly hoursLogged: number | null, readonly averageHoursPerTicket: number | null, readonly byStatus: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byPriority: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byAssignee: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byCompany: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byDay: ReadonlyArray<{ readonly date: string, readonly created: number, readonly completed: number }>, readonly previous: { readonly totalTickets: number, readonly openTickets: number, readonly completedTickets: number, readonly completedInRange: number, readonly averageResolutionHours: number | null, readonly averageFirstResponseHours: number | null, readonly hoursLogged: number | null, readonly averageHoursPerTicket: number | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string } } | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string } }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null };

export type NamesQueryVariables = Exact<{ [key: string]: never; }>;


export type NamesQuery = { readonly ticketStatuses: ReadonlyArray<{ readonly id: string, readonly label: string }> | null, readonly open: { readonly byPriority: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byAssignee: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byCompany: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }> } | null, readonly year: { readonly byPriority: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byAssignee: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byCompany: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }> } | null };

export type AgentRecentContactsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type AgentRecentContactsQuery = { readonly contacts: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly email: string | null, readonly company: string | null, readonly createdAt: string }> | null };

export type SalesPipelineQueryVariables = Exact<{ [key: string]: never; }>;


export type SalesPipelineQuery = { readonly crm: { readonly deals: number, readonly totalDealValue: { readonly amount: string, readonly currency: string }, readonly openDealValue: { readonly amount: string, readonly currency: string }, readonly dealsByState: ReadonlyArray<{ readonly state: DealState, readonly deals: number, readonly totalValue: { readonly amount: string, readonly currency: string } }>, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null, readonly pipelines: ReadonlyArray<{ readonly id: string, readonly name: string, readonly totalDeals: number, readonly totalValue: { readonly amount: string, readonly currency: string }, readonly stages: ReadonlyArray<{ readonly id: string, readonly label: string, readonly probability: number | null, readonly isClosed: boolean, readonly dealCount: number, readonly totalValue: { readonly amount: string, readonly currency: string } }>, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } }> | null };

export type ServiceDeskSummaryQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
  status?: ReadonlyArray<string> | string | null | undefined;
  priority?: ReadonlyArray<string> | string | null | undefined;
  company?: ReadonlyArray<string> | string | null | undefined;
  assignee?: ReadonlyArray<string> | string | null | undefined;
  unassigned?: boolean | null | undefined;
  text?: string | null | undefined;
  compare?: Comparison | null | undefined;
  isCompared: boolean;
}>;


export type ServiceDeskSummaryQuery = { readonly summary: { readonly totalTickets: number, readonly openTickets: number, readonly completedTickets: number, readonly completedInRange: number, readonly averageResolutionHours: number | null, readonly averageFirstResponseHours: number | null, readonly hoursLogged: number | null, readonly averageHoursPerTicket: number | null, readonly byStatus: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byPriority: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byAssignee: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byCompany: ReadonlyArray<{ readonly key: string | null, readonly label: string, readonly count: number }>, readonly byDay: ReadonlyArray<{ readonly date: string, readonly created: number, readonly completed: number }>, readonly previous?: { readonly totalTickets: number, readonly openTickets: number, readonly completedTickets: number, readonly completedInRange: number, readonly averageResolutionHours: number | null, readonly averageFirstResponseHours: number | null, readonly hoursLogged: number | null, readonly averageHoursPerTicket: number | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string } } | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean }, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string } } | null };

export type AgentTenantsQueryVariables = Exact<{ [key: string]: never; }>;


export type AgentTenantsQuery = { readonly tenants: ReadonlyArray<{ readonly id: string, readonly name: string }> | null };

export type WebsiteSummaryQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
}>;


export type WebsiteSummaryQuery = { readonly website: { readonly pageViews: number | null, readonly sessions: number | null, readonly averageSessionSeconds: number | null, readonly formSubmissions: number | null, readonly newContacts: number | null, readonly totalContacts: number | null, readonly range: { readonly from: string, readonly to: string, readonly timeZone: string }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly maxAgeSeconds: number, readonly stale: boolean } } | null, readonly forms: ReadonlyArray<{ readonly id: string, readonly name: string, readonly formType: string, readonly submissions: number | null, readonly views: number | null, readonly conversionRate: number | null }> | null };
