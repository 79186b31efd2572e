import type { ConnectWiseWriter } from '../vendors/connectwise/writer.ts'

/** What a tenant has ConnectWise do unless told otherwise. */
export interface ChangeDefaults {
  /** Minutes of a time entry when nobody says; 0: none. */
  readonly defaultTimeMinutes: number
  /** Whether a logged change also sets the board's default status. */
  readonly autoUpdateStatus: boolean
  readonly defaultStatuses: readonly { readonly boardId: number; readonly statusId: number }[]
  readonly defaultMemberIdentifier: string | null
  readonly memberMap: readonly { readonly email: string; readonly memberIdentifier: string }[]
  readonly workRole: string | null
  readonly workType: string | null
}

/** A tenant's ConnectWise, ready to be written to. */
export interface OpenDoor {
  readonly isOpen: true
  /** ConnectWise's company that the credentials lead to. */
  readonly companyId: string
  readonly writer: ConnectWiseWriter
  readonly defaults: ChangeDefaults
}

/** Nothing may leave for this tenant at the moment; what is logged waits. */
export interface ClosedDoor {
  readonly isOpen: false
  /** Why, in words for an operator. */
  readonly reason: string
}

/** The way to a tenant's ConnectWise as feature and credentials have it at this moment: asked before each call. */
export type TenantDoor = (tenantId: string) => Promise<OpenDoor | ClosedDoor>
