/* Records as the server knows them: instants in epoch milliseconds, decimals as exact text, unset is null. */

/** Epoch milliseconds. */
export type Instant = number
/** An exact decimal as text, such as `1234.50`. */
export type Decimal = string

/** The account behind the access token. */
export interface Account {
  /** ISO 4217; every amount of the graph is in it. */
  readonly currency: string
  /** In which HubSpot cuts the days of its analytics and of the daily limit; null when it does not say. */
  readonly timeZone: string | null
  /** Where its data live, such as `na1` or `eu1`. */
  readonly region: string
}

export interface Contact {
  readonly id: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  /** As the person wrote it. */
  readonly company: string | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export interface Deal {
  readonly id: string
  readonly name: string
  /** In the deal's own currency. */
  readonly amount: Decimal | null
  /** Worked out by HubSpot; null also where it has no rate. */
  readonly amountInHomeCurrency: Decimal | null
  /** Null in an account with one currency. */
  readonly currency: string | null
  readonly pipelineId: string | null
  readonly stageId: string | null
  readonly closesAt: Instant | null
  /** Where HubSpot says a day and no instant: that day, which no zone shifts. */
  readonly closesOn: string | null
  readonly createdAt: Instant
  /** HubSpot's own flags: what counts when the stage is gone, or does not say. */
  readonly isWon: boolean
  readonly isLost: boolean
}

export interface Stage {
  readonly id: string
  readonly label: string
  /** From 0 to 1; null when HubSpot does not say. */
  readonly probability: number | null
  /** Null when HubSpot does not say. */
  readonly isClosed: boolean | null
}

export interface Pipeline {
  readonly id: string
  readonly name: string
  /** In their order. */
  readonly stages: readonly Stage[]
}

export interface Form {
  readonly id: string
  readonly name: string
  readonly formType: string
}

/** Metrics of an analytics report by HubSpot's name; HubSpot leaves out what is zero. Null is what is no number. */
export type MetricsOf = Readonly<Record<string, number | null>>

export interface Report {
  readonly totals: MetricsOf
  /** By what the report is broken down by; for forms the form's id in lower case. */
  readonly breakdowns: Readonly<Record<string, MetricsOf>>
  /** False when HubSpot counts more breakdowns than it gave: one that is missing here is then unknown, and not zero. */
  readonly isComplete: boolean
}

/** The requests of a day. */
export interface DailyUsage {
  readonly limit: number
  readonly used: number
  readonly windowSeconds: number
  readonly resetsAt: Instant | null
}

/** How far reading all deals is. */
export interface DealsProgress {
  readonly read: number
  readonly total: number | null
  readonly isDone: boolean
}
