/*
 * What happened in a simulated run, as seen from outside the gateway: what callers asked and were told, what left for
 * ConnectWise and was stored there, and what the database holds in the end. Times are virtual milliseconds from the
 * start.
 */

export type StepKind = 'NOTE' | 'TIME' | 'STATUS'

export interface History {
  readonly seed: number
  readonly asked: readonly Asked[]
  /** How often each key was asked for. */
  readonly requests: ReadonlyMap<string, number>
  readonly told: readonly Told[]
  /** Keys of changes that were retried, or may have been: a request for it had no answer. */
  readonly retried: ReadonlySet<string>
  readonly sent: readonly Sent[]
  readonly stored: readonly Stored[]
  readonly changes: readonly EndedChange[]
  /** Statuses of all tickets at the start and in the end, by `<company>:<ticket>`. */
  readonly statuses: { readonly before: ReadonlyMap<string, number>; readonly after: ReadonlyMap<string, number> }
  /** Why the run was not brought to its end, if so. */
  readonly unended: string | null
}

/** A change that a caller asks for, one or several times with its key. */
export interface Asked {
  readonly key: string
  /** In every text of the change, and in no other's. */
  readonly marker: string
  readonly note: string
  readonly isInternal: boolean
}

/** An answer that reached a caller. */
export interface Told {
  readonly at: number
  readonly key: string
  readonly mutation: 'log' | 'cancel' | 'retry'
  readonly userErrors: readonly string[]
  readonly change: ToldChange | null
}

export interface ToldChange {
  readonly id: string
  readonly state: string
  readonly isCancelRequested: boolean
  readonly steps: readonly { readonly kind: string; readonly state: string; readonly vendorId: number | null }[]
}

/** A write that left a gateway. */
export interface Sent {
  readonly at: number
  readonly gateway: string
  readonly kind: StepKind
  readonly companyId: string
  readonly ticketId: number
  readonly text: string | null
}

/** A write that ConnectWise has carried out. */
export interface Stored {
  readonly at: number
  readonly kind: StepKind
  readonly companyId: string
  readonly ticketId: number
  /** ConnectWise's id of the record, or of the status set. */
  readonly id: number
  readonly text: string | null
  readonly isInternal: boolean | null
}

/** A change as the database has it in the end. */
export interface EndedChange {
  readonly id: string
  readonly key: string
  readonly companyId: string
  readonly ticketId: number
  readonly position: number
  readonly state: string
  readonly statusId: number | null
  readonly isCancelRequested: boolean
  readonly steps: readonly {
    readonly kind: StepKind
    readonly state: string
    readonly attempts: number
    readonly vendorId: number | null
  }[]
}
