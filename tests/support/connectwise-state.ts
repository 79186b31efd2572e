/** What ConnectWise's simulator holds, wire-shaped, by company: as far as tests look at it. */
export type ConnectWiseState = Readonly<Record<string, CompanyState>>

interface Ref {
  readonly id: number
  readonly name: string
}

export interface CompanyState {
  readonly tickets: readonly WireTicket[]
  readonly projectTickets: readonly WireTicket[]
  readonly notes: readonly { readonly id: number; readonly ticketId: number; readonly text: string }[]
  readonly timeEntries: readonly {
    readonly id: number
    readonly chargeToId: number
    readonly chargeToType: string
    readonly actualHours: number
    readonly timeStart: string
  }[]
  readonly boards: readonly Ref[]
  readonly statuses: readonly WireStatus[]
  readonly members: readonly { readonly id: number; readonly identifier: string }[]
}

export interface WireTicket {
  readonly id: number
  readonly summary: string
  readonly closedFlag: boolean
  readonly status: Ref
  readonly board: Ref
}

export interface WireStatus extends Ref {
  readonly board: Ref
  readonly sortOrder: number
  readonly inactive: boolean
  readonly closedStatus: boolean
}
