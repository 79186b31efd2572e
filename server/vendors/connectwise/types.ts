import type { RecordOf } from '../kit/mapping.ts'
import type * as mappings from './mapping.ts'

/* ConnectWise's records for the rest of the server: plain data that survives JSON. Their fields are in mapping.ts. */

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

export type { Ref, Status, TicketKind } from './mapping.ts'
export type Ticket = RecordOf<typeof mappings.tickets.service>
/** A board: where tickets are worked on. */
export type Board = RecordOf<typeof mappings.boards>
export type Note = RecordOf<typeof mappings.notes>
export type TimeEntry = RecordOf<typeof mappings.timeEntries>

/** Whether one area of ConnectWise is accessible. */
export interface ConnectionCheck {
  readonly area: string
  /** Skipped: another area has to work first, or there is nothing to test with. */
  readonly state: 'OK' | 'FAILED' | 'SKIPPED'
  readonly ok: boolean
  /** What to do if it failed, or why it was skipped; null if it works. */
  readonly message: string | null
}
