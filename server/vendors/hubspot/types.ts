import type { RecordOf } from '../kit/mapping.ts'
import type * as mappings from './mapping.ts'

/* HubSpot's records for the rest of the server. Their fields are in mapping.ts. */

export type { Account, Form, Owner, Pipeline, Stage } from './mapping.ts'
export type { MetricsOf, Report } from './read-report.ts'
export type Contact = RecordOf<typeof mappings.contacts>
export type Deal = RecordOf<typeof mappings.deals>

/** Progress of reading all deals. */
export interface DealsProgress {
  readonly read: number
  readonly total: number | null
  readonly isDone: boolean
}
