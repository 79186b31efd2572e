/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A note to add, delivered exactly once. */
export type AddConnectWiseNoteInput = {
  /** As in `LogChangeInput`. */
  readonly idempotencyKey: string;
  /** False makes it visible to the customer too. */
  readonly internal?: boolean;
  /** The tenant. */
  readonly tenantId: string;
  /** 1 to 10,000 characters. */
  readonly text: string;
  /** The ticket's number. */
  readonly ticketId: number;
};

/** Time to add, delivered exactly once. */
export type AddConnectWiseTimeEntryInput = {
  /** As in `LogChangeInput`. */
  readonly idempotencyKey: string;
  /** The member to attribute it to, as in `LogChangeInput`. */
  readonly memberIdentifier?: string | null | undefined;
  /** 1 to 1440. */
  readonly minutes: number;
  /** What it was spent on. */
  readonly notes?: string | null | undefined;
  /** The tenant. */
  readonly tenantId: string;
  /** The ticket's number. */
  readonly ticketId: number;
};

/** The status to set on tickets of one board. */
export type BoardStatusInput = {
  /** ConnectWise's id of the board. */
  readonly boardId: number;
  /** ConnectWise's id of a status of that board. */
  readonly statusId: number;
};

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

/** The ConnectWise member of an operator. */
export type MemberMappingInput = {
  /** The operator's e-mail address. */
  readonly email: string;
  /** The member's identifier: at most 15 letters, digits, dots, hyphens and underscores. */
  readonly memberIdentifier: string;
};

/**
 * All of a tenant's ConnectWise credentials, replacing existing ones. The URL may be in any of its usual forms; only
 * ConnectWise's own hosts and those of the setting CONNECTWISE_ALLOWED_HOSTS are accepted.
 */
export type SaveConnectWiseCredentialsInput = {
  /** Whether a logged change also sets the status. */
  readonly autoUpdateStatus?: boolean;
  /** Such as `api-na.myconnectwise.net` or `https://na.myconnectwise.net/v4_6_release/apis/3.0/`. */
  readonly baseUrl: string;
  /** The client id (a GUID) from ConnectWise's developer network. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly clientId: string;
  /** The company id, as in ConnectWise's own sign-in. */
  readonly companyId: string;
  /** At most 15 letters, digits, dots, hyphens and underscores. */
  readonly defaultMemberIdentifier?: string | null | undefined;
  /** The status to set, by board; at most one per board. */
  readonly defaultStatuses?: ReadonlyArray<BoardStatusInput>;
  /** 0 to 1440 minutes; 0 means no time entry. */
  readonly defaultTimeMinutes?: number;
  /** Maps operators to members; at most one per e-mail address. If omitted, the saved one is kept. */
  readonly memberMap?: ReadonlyArray<MemberMappingInput> | null | undefined;
  /** The API member's private key. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly privateKey: string;
  /** The API member's public key. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly publicKey: string;
  /** The tenant. */
  readonly tenantId: string;
  /** A work role by name. */
  readonly workRole?: string | null | undefined;
  /** A work type by name. */
  readonly workType?: string | null | undefined;
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

/** Whether a ticket is completed. */
export type TicketState =
  /** It has a completion date. */
  | 'COMPLETED'
  /** It has no completion date. */
  | 'OPEN';

/** A status to set. */
export type UpdateConnectWiseStatusInput = {
  /** As in `LogChangeInput`; without one each call is a new change. */
  readonly idempotencyKey?: string | null | undefined;
  /** A status of the ticket's board. Any other is rejected with a list of the board's statuses. */
  readonly statusId: number;
  /** The tenant. */
  readonly tenantId: string;
  /** The ticket's number. */
  readonly ticketId: number;
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

export type RestActivityQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
}>;


export type RestActivityQuery = { readonly activitySummary: { readonly total_tickets: number, readonly open_tickets: number, readonly completed_tickets: number, readonly average_resolution_hours: number | null, readonly total_hours_logged: number | null, readonly average_hours_per_ticket: number | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean }, readonly range: { readonly from: string, readonly to: string }, readonly tickets_by_status: ReadonlyArray<{ readonly label: string, readonly count: number }>, readonly tickets_by_priority: ReadonlyArray<{ readonly label: string, readonly count: number }> } | null };

export type RestAddNoteMutationVariables = Exact<{
  input: AddConnectWiseNoteInput;
}>;


export type RestAddNoteMutation = { readonly addConnectWiseNote: { readonly change: { readonly id: string, readonly state: ChangeState } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: UserErrorCode }> } };

export type RestAddTimeMutationVariables = Exact<{
  input: AddConnectWiseTimeEntryInput;
}>;


export type RestAddTimeMutation = { readonly addConnectWiseTimeEntry: { readonly change: { readonly id: string, readonly state: ChangeState } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: UserErrorCode }> } };

export type RestAnalyticsQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
}>;


export type RestAnalyticsQuery = { readonly websiteAnalytics: { readonly total_page_views: number | null, readonly total_sessions: number | null, readonly total_contacts: number | null, readonly new_contacts_this_month: number | null, readonly form_submissions: number | null, readonly average_session_duration: number | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } } | null };

export type RestConnectWiseTicketQueryVariables = Exact<{
  tenantId: string;
  ticketId: number;
}>;


export type RestConnectWiseTicketQuery = { readonly tenant: { readonly connectWise: { readonly ticket: { readonly summary: string, readonly closed: boolean, readonly id: number, readonly notes: ReadonlyArray<{ readonly id: string, readonly text: string, readonly author: string | null, readonly createdAt: string | null, readonly internal: boolean }> | null, readonly timeEntries: ReadonlyArray<{ readonly id: string, readonly hours: number, readonly member: string | null, readonly notes: string | null, readonly startedAt: string }> | null, readonly availableStatuses: ReadonlyArray<{ readonly id: number, readonly name: string, readonly isClosed: boolean }> | null, readonly status: { readonly id: number, readonly name: string }, readonly board: { readonly id: number, readonly name: string }, readonly company: { readonly id: number, readonly name: string } | null, readonly contact: { readonly id: number, readonly name: string } | null, readonly owner: { readonly id: number, readonly name: string } | null, readonly priority: { readonly id: number, readonly name: string } | null } | null } } | null };

export type RestCredentialsQueryVariables = Exact<{
  tenantId: string;
}>;


export type RestCredentialsQuery = { readonly tenant: { readonly connectWise: { readonly credentials: { readonly baseUrl: string, readonly companyId: string, readonly publicKeyHint: string, readonly clientIdHint: string, readonly defaultTimeMinutes: number, readonly autoUpdateStatus: boolean, readonly defaultMemberIdentifier: string | null, readonly workRole: string | null, readonly workType: string | null, readonly updatedAt: string, readonly updatedBy: string, readonly defaultStatuses: ReadonlyArray<{ readonly boardId: number, readonly statusId: number }>, readonly memberMap: ReadonlyArray<{ readonly email: string, readonly memberIdentifier: string }> } | null } } | null };

export type RestCrmSummaryQueryVariables = Exact<{ [key: string]: never; }>;


export type RestCrmSummaryQuery = { readonly crmSummary: { readonly contacts: number, readonly deals: number, readonly companies: number, readonly totalDealValue: { readonly amount: string }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } } | null };

export type RestDailyReportQueryVariables = Exact<{
  date?: string | null | undefined;
}>;


export type RestDailyReportQuery = { readonly dailyReport: { readonly date: string, readonly hours_worked: number | null, readonly summary: { readonly total_tickets: number, readonly open_tickets: number, readonly completed_tickets: number, readonly average_resolution_hours: number | null, readonly total_hours_logged: number | null, readonly average_hours_per_ticket: number | null, readonly range: { readonly from: string, readonly to: string }, readonly tickets_by_status: ReadonlyArray<{ readonly label: string, readonly count: number }>, readonly tickets_by_priority: ReadonlyArray<{ readonly label: string, readonly count: number }> }, readonly hours_by_resource: ReadonlyArray<{ readonly hours: number, readonly resource: { readonly name: string } }> | null, readonly tickets: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly completedAt: string | null, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly hours_logged: number | null, readonly status: { readonly label: string }, readonly priority: { readonly label: string }, readonly company: { readonly name: string } | null, readonly assignee: { readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } } | null };

export type RestConnectWiseEnabledQueryVariables = Exact<{
  tenantId: string;
}>;


export type RestConnectWiseEnabledQuery = { readonly tenant: { readonly connectWise: { readonly enabled: boolean } } | null };

export type RestFormsQueryVariables = Exact<{
  range?: DateRangeInput | null | undefined;
}>;


export type RestFormsQuery = { readonly formStats: ReadonlyArray<{ readonly id: string, readonly name: string, readonly submissions: number | null, readonly conversion_rate: number | null }> | null, readonly sum: { readonly formSubmissions: number | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } } | null };

export type RestTicketFragment = { readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly completedAt: string | null, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly hours_logged: number | null, readonly status: { readonly label: string }, readonly priority: { readonly label: string }, readonly company: { readonly name: string } | null, readonly assignee: { readonly name: string } | null };

export type RestTicketPageFragment = { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly completedAt: string | null, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly hours_logged: number | null, readonly status: { readonly label: string }, readonly priority: { readonly label: string }, readonly company: { readonly name: string } | null, readonly assignee: { readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type RestSummaryFragment = { readonly total_tickets: number, readonly open_tickets: number, readonly completed_tickets: number, readonly average_resolution_hours: number | null, readonly total_hours_logged: number | null, readonly average_hours_per_ticket: number | null, readonly range: { readonly from: string, readonly to: string }, readonly tickets_by_status: ReadonlyArray<{ readonly label: string, readonly count: number }>, readonly tickets_by_priority: ReadonlyArray<{ readonly label: string, readonly count: number }> };

export type RestFreshnessFragment = { readonly source: Vendor, readonly asOf: string, readonly stale: boolean };

export type RestCrmFragment = { readonly contacts: number, readonly deals: number, readonly companies: number, readonly totalDealValue: { readonly amount: string }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } };

export type RestContactFragment = { readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly email: string | null, readonly company: string | null, readonly createdAt: string, readonly updatedAt: string };

export type RestPipelineFragment = { readonly id: string, readonly name: string, readonly totalDeals: number, readonly stages: ReadonlyArray<{ readonly label: string, readonly dealCount: number, readonly totalValue: { readonly amount: string } }>, readonly totalValue: { readonly amount: string }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } };

export type RestAnalyticsFragment = { readonly total_page_views: number | null, readonly total_sessions: number | null, readonly total_contacts: number | null, readonly new_contacts_this_month: number | null, readonly form_submissions: number | null, readonly average_session_duration: number | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } };

export type RestFormFragment = { readonly id: string, readonly name: string, readonly submissions: number | null, readonly conversion_rate: number | null };

export type RestReferenceFragment = { readonly id: number, readonly name: string };

export type RestConnectWiseTicketFragment = { readonly summary: string, readonly closed: boolean, readonly id: number, readonly status: { readonly id: number, readonly name: string }, readonly board: { readonly id: number, readonly name: string }, readonly company: { readonly id: number, readonly name: string } | null, readonly contact: { readonly id: number, readonly name: string } | null, readonly owner: { readonly id: number, readonly name: string } | null, readonly priority: { readonly id: number, readonly name: string } | null };

export type RestCredentialsFragment = { readonly baseUrl: string, readonly companyId: string, readonly publicKeyHint: string, readonly clientIdHint: string, readonly defaultTimeMinutes: number, readonly autoUpdateStatus: boolean, readonly defaultMemberIdentifier: string | null, readonly workRole: string | null, readonly workType: string | null, readonly updatedAt: string, readonly updatedBy: string, readonly defaultStatuses: ReadonlyArray<{ readonly boardId: number, readonly statusId: number }>, readonly memberMap: ReadonlyArray<{ readonly email: string, readonly memberIdentifier: string }> };

export type RestWrittenFragment = { readonly change: { readonly id: string, readonly state: ChangeState } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: UserErrorCode }> };

export type RestLogChangeMutationVariables = Exact<{
  input: LogChangeInput;
}>;


export type RestLogChangeMutation = { readonly logChange: { readonly change: { readonly id: string, readonly state: ChangeState, readonly steps: ReadonlyArray<{ readonly kind: ChangeStepKind, readonly state: ChangeStepState, readonly reason: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: UserErrorCode }> } };

export type RestMonthlyReportQueryVariables = Exact<{
  year?: number | null | undefined;
  month?: number | null | undefined;
}>;


export type RestMonthlyReportQuery = { readonly monthlyReport: { readonly year: number, readonly month: number, readonly hours_worked: number | null, readonly summary: { readonly total_tickets: number, readonly open_tickets: number, readonly completed_tickets: number, readonly average_resolution_hours: number | null, readonly total_hours_logged: number | null, readonly average_hours_per_ticket: number | null, readonly daily: ReadonlyArray<{ readonly date: string, readonly created: number, readonly completed: number }>, readonly range: { readonly from: string, readonly to: string }, readonly tickets_by_status: ReadonlyArray<{ readonly label: string, readonly count: number }>, readonly tickets_by_priority: ReadonlyArray<{ readonly label: string, readonly count: number }> }, readonly hours_by_resource: ReadonlyArray<{ readonly hours: number, readonly resource: { readonly name: string } }> | null, readonly tickets: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly completedAt: string | null, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly hours_logged: number | null, readonly status: { readonly label: string }, readonly priority: { readonly label: string }, readonly company: { readonly name: string } | null, readonly assignee: { readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } } | null };

export type RestPipelinesQueryVariables = Exact<{ [key: string]: never; }>;


export type RestPipelinesQuery = { readonly dealPipelines: ReadonlyArray<{ readonly id: string, readonly name: string, readonly totalDeals: number, readonly stages: ReadonlyArray<{ readonly label: string, readonly dealCount: number, readonly totalValue: { readonly amount: string } }>, readonly totalValue: { readonly amount: string }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } }> | null };

export type RestRecentContactsQueryVariables = Exact<{
  first: number;
}>;


export type RestRecentContactsQuery = { readonly recentContacts: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly email: string | null, readonly company: string | null, readonly createdAt: string, readonly updatedAt: string }> | null };

export type RestSaveCredentialsMutationVariables = Exact<{
  input: SaveConnectWiseCredentialsInput;
}>;


export type RestSaveCredentialsMutation = { readonly saveConnectWiseCredentials: { readonly tenant: { readonly connectWise: { readonly credentials: { readonly baseUrl: string, readonly companyId: string, readonly publicKeyHint: string, readonly clientIdHint: string, readonly defaultTimeMinutes: number, readonly autoUpdateStatus: boolean, readonly defaultMemberIdentifier: string | null, readonly workRole: string | null, readonly workType: string | null, readonly updatedAt: string, readonly updatedBy: string, readonly defaultStatuses: ReadonlyArray<{ readonly boardId: number, readonly statusId: number }>, readonly memberMap: ReadonlyArray<{ readonly email: string, readonly memberIdentifier: string }> } | null } } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: UserErrorCode }> } };

export type RestSearchTicketsQueryVariables = Exact<{
  tenantId: string;
  search: string;
  first: number;
}>;


export type RestSearchTicketsQuery = { readonly tenant: { readonly connectWise: { readonly tickets: ReadonlyArray<{ readonly summary: string, readonly closed: boolean, readonly id: number, readonly status: { readonly id: number, readonly name: string }, readonly board: { readonly id: number, readonly name: string }, readonly company: { readonly id: number, readonly name: string } | null, readonly contact: { readonly id: number, readonly name: string } | null, readonly owner: { readonly id: number, readonly name: string } | null, readonly priority: { readonly id: number, readonly name: string } | null }> | null } } | null };

export type RestSetStatusMutationVariables = Exact<{
  input: UpdateConnectWiseStatusInput;
}>;


export type RestSetStatusMutation = { readonly updateConnectWiseStatus: { readonly change: { readonly id: string, readonly state: ChangeState } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: UserErrorCode }> } };

export type RestStatsQueryVariables = Exact<{ [key: string]: never; }>;


export type RestStatsQuery = { readonly crm: { readonly contacts: number, readonly deals: number, readonly companies: number, readonly totalDealValue: { readonly amount: string }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } } | null, readonly pipeline: ReadonlyArray<{ readonly id: string, readonly name: string, readonly totalDeals: number, readonly stages: ReadonlyArray<{ readonly label: string, readonly dealCount: number, readonly totalValue: { readonly amount: string } }>, readonly totalValue: { readonly amount: string }, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } }> | null, readonly analytics: { readonly total_page_views: number | null, readonly total_sessions: number | null, readonly total_contacts: number | null, readonly new_contacts_this_month: number | null, readonly form_submissions: number | null, readonly average_session_duration: number | null, readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean } } | null, readonly forms: ReadonlyArray<{ readonly id: string, readonly name: string, readonly submissions: number | null, readonly conversion_rate: number | null }> | null, readonly recent_contacts: ReadonlyArray<{ readonly id: string, readonly firstName: string | null, readonly lastName: string | null, readonly email: string | null, readonly company: string | null, readonly createdAt: string, readonly updatedAt: string }> | null };

export type RestTicketStatusesQueryVariables = Exact<{ [key: string]: never; }>;


export type RestTicketStatusesQuery = { readonly ticketStatuses: ReadonlyArray<{ readonly id: string, readonly label: string }> | null };

export type RestTicketsQueryVariables = Exact<{
  range: DateRangeInput;
  filter?: TicketFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type RestTicketsQuery = { readonly tickets: { readonly freshness: { readonly source: Vendor, readonly asOf: string, readonly stale: boolean }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: string, readonly title: string, readonly createdAt: string, readonly completedAt: string | null, readonly dueAt: string | null, readonly lastActivityAt: string | null, readonly hours_logged: number | null, readonly status: { readonly label: string }, readonly priority: { readonly label: string }, readonly company: { readonly name: string } | null, readonly assignee: { readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };
