/*
 * ConnectWise's records as the rest of the server knows them: plain data that survives JSON. Instants are epoch
 * milliseconds, hours are decimal, what is unset is null.
 */

/** An instant in epoch milliseconds. */
export type Instant = number

/** How to sign in to one tenant's ConnectWise, opened. Never logged, never cached, never answered. */
export interface ConnectWiseAccount {
  readonly tenantId: string
  /** Origin and codebase, such as `https://api-na.myconnectwise.net/v4_6_release/`. */
  readonly baseUrl: URL
  readonly companyId: string
  readonly publicKey: string
  readonly privateKey: string
  readonly clientId: string
}

/** What is done in a tenant's ConnectWise unless somebody says otherwise. */
export interface ConnectWiseDefaults {
  /** 0 to 1440; 0 means no time entry. */
  readonly defaultTimeMinutes: number
  /** Whether a logged change also sets the status of `defaultStatuses`. */
  readonly autoUpdateStatus: boolean
  /** The status to set, by board: statuses belong to boards. */
  readonly defaultStatuses: readonly { readonly boardId: number; readonly statusId: number }[]
  readonly defaultMemberIdentifier: string | null
  /** Which member an operator is; e-mail addresses in lower case. */
  readonly memberMap: readonly { readonly email: string; readonly memberIdentifier: string }[]
  /** A work role and a work type by name; null: the member's own. */
  readonly workRole: string | null
  readonly workType: string | null
}

/** Something by its id and name; for a person the full name. */
export interface Ref {
  readonly id: number
  readonly name: string
}

export interface Ticket {
  readonly id: number
  /** Under which path it lives: project tickets have notes and statuses of their own. */
  readonly kind: TicketKind
  readonly summary: string
  readonly status: Ref
  readonly board: Ref
  readonly company: Ref | null
  readonly contact: Ref | null
  readonly owner: Ref | null
  readonly priority: Ref | null
  readonly recordType: string | null
  readonly closed: boolean
  readonly enteredAt: Instant | null
  readonly updatedAt: Instant | null
}

export type TicketKind = 'service' | 'project'

/** A board: where tickets are worked on. */
export interface Board {
  readonly id: number
  readonly name: string
  /** Not in use any more. */
  readonly isInactive: boolean
}

/** A status of a board. */
export interface Status {
  readonly id: number
  readonly name: string
  readonly isClosed: boolean
  /** Nobody may choose it any more; old tickets still have it. */
  readonly isInactive: boolean
  readonly sortOrder: number
}

export interface Note {
  readonly id: number
  readonly text: string
  readonly author: string | null
  readonly createdAt: Instant | null
  /** True when only the provider sees it. */
  readonly internal: boolean
}

export interface TimeEntry {
  readonly id: number
  /** The ticket, or whatever else the time went on. */
  readonly chargeToId: number | null
  /** Null when what ConnectWise says is no number. */
  readonly hours: number | null
  readonly member: string | null
  readonly notes: string | null
  readonly startedAt: Instant
}

/** Whether one area of ConnectWise lets us in. */
export interface ConnectionCheck {
  readonly area: string
  /** Skipped: another area has to work first, or there is nothing to try it on. */
  readonly state: 'OK' | 'FAILED' | 'SKIPPED'
  readonly ok: boolean
  /** What to do when it failed, or why it was skipped; null when it works. */
  readonly message: string | null
}
