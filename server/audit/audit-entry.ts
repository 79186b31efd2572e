import type { Role } from '../config/roles.ts'

/** What a record is about. */
export const auditKinds = [
  'read',
  'mutation',
  'administration',
  'retry',
  'sign-in',
  'sign-out',
  'refusal',
  'limit',
  'system',
] as const

export type AuditKind = (typeof auditKinds)[number]

/**
 * How it ended: `ok`; `partial` (some fields have errors), `refused` (by a right, a limit or the input), `failed`. A
 * `started` mutation has no second record: the gateway ended, or lost its database, before it knew.
 */
export const auditOutcomes = ['ok', 'partial', 'refused', 'failed', 'started'] as const

export type AuditOutcome = (typeof auditOutcomes)[number]

/** Who did it. */
export interface AuditActor {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
}

/** One thing that happened, before it has a place in the log. Holds no secrets and no free text. */
export interface AuditEntry {
  readonly kind: AuditKind
  /** Epoch milliseconds, as the gateway's clock said: clocks go back too, so the order of records is their position. */
  readonly at: number
  /** Null for callers who were not authenticated, and for the gateway itself. */
  readonly actor: AuditActor | null
  /** `session:` or `token:` with a hash, the same for the same session or token. */
  readonly credential: string | null
  /** The caller's IP address. */
  readonly address: string | null
  readonly requestId: string | null
  /** Name of the operation, or what else was done. */
  readonly operation: string | null
  /** SHA-256 of the document, in hex. */
  readonly document: string | null
  /** Root fields with their arguments, such as `ticket(id: "4711")`. */
  readonly fields: readonly string[]
  /** Ids of the tenants concerned. */
  readonly tenants: readonly string[]
  readonly outcome: AuditOutcome
  /** Error code; null: none. */
  readonly code: string | null
  readonly vendorCalls: number
  /** Rows of the answer. */
  readonly rows: number
  readonly milliseconds: number
  /** How many times it happened: above 1 for repeats within a minute, of which rows and calls are the sum. */
  readonly count: number
  /** Id of the `started` record that this one ends; null: none. */
  readonly completes: string | null
  /** Ends of other chains as known at the start of this one: `<chain>:<position>:<hash>`. */
  readonly chains: readonly string[]
}

const nothing: Omit<AuditEntry, 'kind' | 'at'> = {
  actor: null,
  credential: null,
  address: null,
  requestId: null,
  operation: null,
  document: null,
  fields: [],
  tenants: [],
  outcome: 'ok',
  code: null,
  vendorCalls: 0,
  rows: 0,
  milliseconds: 0,
  count: 1,
  completes: null,
  chains: [],
}

/** An entry with what is known of it; the rest is empty. */
export const createEntry = (known: Pick<AuditEntry, 'kind' | 'at'> & Partial<AuditEntry>): AuditEntry => ({
  ...nothing,
  ...known,
})
