import type { Instant } from '../../calendar/days.ts'

/* Records of the server: instants in epoch milliseconds, decimals as exact text, unset is null. */

/** An exact decimal as text, such as `1234.50`. */
export type Decimal = string

/** The account behind the access token. */
export interface Account {
  /** ISO 4217; the currency of every amount in the graph. */
  readonly currency: string
  /** Time zone of the days of HubSpot's analytics and daily limit; null if it does not say. */
  readonly timeZone: string | null
  /** Data region, such as `na1` or `eu1`. */
  readonly region: string
}

export interface Contact {
  readonly id: string
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  /** As entered by the person. */
  readonly company: string | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export interface Deal {
  readonly id: string
  readonly name: string
  /** In the deal's own currency. */
  readonly amount: Decimal | null
  /** Calculated by HubSpot; null also if it has no rate. */
  readonly amountInHomeCurrency: Decimal | null
  /** Null in an account with one currency. */
  readonly currency: string | null
  readonly pipelineId: string | null
  readonly stageId: string | null
  readonly closesAt: Instant | null
  /** If HubSpot has a date rather than an instant: that date, which no zone shifts. */
  readonly closesOn: string | null
  readonly createdAt: Instant
  /** HubSpot's own flags: used if the stage was deleted, or does not say. */
  readonly isWon: boolean
  readonly isLost: boolean
}

export interface Stage {
  readonly id: string
  readonly label: string
  /** From 0 to 1; null if HubSpot does not say. */
  readonly probability: number | null
  /** Null if HubSpot does not say. */
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

/** Metrics of an analytics report by HubSpot's name. HubSpot omits zeros; null is a value that is not a number. */
export type MetricsOf = Readonly<Record<string, number | null>>

export interface Report {
  readonly totals: MetricsOf
  /** Keyed by the report's breakdown; for forms the form id in lower case. */
  readonly breakdowns: Readonly<Record<string, MetricsOf>>
  /** False if HubSpot counts more breakdowns than it returned: a missing one is then unknown rather than zero. */
  readonly isComplete: boolean
}

/** Progress of reading all deals. */
export interface DealsProgress {
  readonly read: number
  readonly total: number | null
  readonly isDone: boolean
}
