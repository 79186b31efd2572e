/** Why ConnectWise refuses a change for good. */
export type Plant = 'gone' | 'role' | 'board' | 'member' | 'closing'

/** `LogChangeInput` as the graph takes it. */
export interface ChangeInput {
  readonly tenantId: string
  readonly ticketId: number
  readonly idempotencyKey: string
  readonly note?: string
  readonly change?: {
    readonly kind: string
    readonly subject: string
    readonly fields: { readonly name: string; readonly before: string | null; readonly after: string | null }[]
  }
  readonly minutes?: number
  readonly statusId?: number
  readonly memberIdentifier?: string
}

/** A change that will be asked for, and what must come of it. */
export interface PlannedChange {
  /** Stands in its note, so that a note is known again without asking the gateway which is whose. */
  readonly marker: string
  readonly input: ChangeInput
  /** Everything that must stand in the note. */
  readonly texts: readonly string[]
  readonly minutes: number
  /** The status it sets; null when it sets none. */
  readonly statusId: number | null
  /** Whom note and time are attributed to. */
  readonly memberIdentifier: string
  /** What was planted against it. */
  readonly plant: Plant | null
}

/** The changes of one ticket, in the order in which they are asked for. */
export interface Lane {
  readonly tenantId: string
  readonly ticketId: number
  readonly changes: readonly PlannedChange[]
}

/** What a tenant's credentials say besides the keys. */
export interface TenantDefaults {
  readonly defaultTimeMinutes: number
  readonly autoUpdateStatus: boolean
  readonly defaultStatuses: { readonly boardId: number; readonly statusId: number }[]
  readonly defaultMemberIdentifier: string
  readonly memberMap: { readonly email: string; readonly memberIdentifier: string }[]
  readonly workRole: string
  readonly workType: string
}

/** A change of the world before anybody asks for anything, as `POST /__sim/records` takes it. */
export type RecordChange = { readonly company: string; readonly collection: string } & (
  { readonly upsert: object } | { readonly delete: number }
)

export interface FirePlan {
  readonly lanes: readonly Lane[]
  readonly tenants: Readonly<Record<string, TenantDefaults>>
  readonly records: readonly RecordChange[]
}

/** Who asks. */
export interface Asker {
  readonly email: string
}
