import type { Instant } from '../../calendar/days.ts'

/*
 * ConnectWise's records for the rest of the server: plain data that survives JSON. Instants are epoch milliseconds,
 * hours are decimal, unset values are null.
 */

/** Decrypted credentials of one tenant's ConnectWise. Never log, cache or return them. */
export interface ConnectWiseAccount {
  readonly tenantId: string
  /** Origin and codebase, such as `https://api-na.myconnectwise.net/v4_6_release/`. */
  readonly baseUrl: URL
  readonly companyId: string
  readonly publicKey: string
  readonly privateKey: string
  readonly clientId: string
}

/** Defaults of a tenant's ConnectWise for logged changes. */
export interface ConnectWiseDefaults {
  /** 0 to 1440; 0 means no time entry. */
  readonly defaultTimeMinutes: number
  /** Whether a logged change also sets the status of `defaultStatuses`. */
  readonly autoUpdateStatus: boolean
  /** The status to set, by board: each board has its own statuses. */
  readonly defaultStatuses: readonly { readonly boardId: number; readonly statusId: number }[]
  readonly defaultMemberIdentifier: string | null
  /** Maps operators to members; e-mail addresses in lower case. */
  readonly memberMap: readonly { readonly email: string; readonly memberIdentifier: string }[]
  /** A work role and a work type by name; null: the member's own. */
  readonly workRole: string | null
  readonly workType: string | null
}

/** All that a tenant has saved of its ConnectWise, decrypted. */
export interface ConnectWiseSetup {
  readonly account: ConnectWiseAccount
  readonly defaults: ConnectWiseDefaults
}

/** An id with its name; for a person the full name. */
export interface Ref {
  readonly id: number
  readonly name: string
}

export interface Ticket {
  readonly id: number
  /** The path it belongs to: project tickets have their own notes and statuses. */
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
  /** No longer in use. */
  readonly isInactive: boolean
}

/** A status of a board. */
export interface Status {
  readonly id: number
  readonly name: string
  readonly isClosed: boolean
  /** Can no longer be chosen; old tickets still have it. */
  readonly isInactive: boolean
  readonly sortOrder: number
}

export interface Note {
  readonly id: number
  readonly text: string
  readonly author: string | null
  readonly createdAt: Instant | null
  /** True if only visible to the provider. */
  readonly internal: boolean
}

export interface TimeEntry {
  readonly id: number
  /** The ticket or other object that the time is charged to. */
  readonly chargeToId: number | null
  /** Null if ConnectWise's value is not a number. */
  readonly hours: number | null
  readonly member: string | null
  readonly notes: string | null
  readonly startedAt: Instant
}

/** Whether one area of ConnectWise is accessible. */
export interface ConnectionCheck {
  readonly area: string
  /** Skipped: another area has to work first, or there is nothing to test with. */
  readonly state: 'OK' | 'FAILED' | 'SKIPPED'
  readonly ok: boolean
  /** What to do if it failed, or why it was skipped; null if it works. */
  readonly message: string | null
}
