import type { ColumnType } from 'kysely'

/*
 * The tables as Kysely knows them. Column types are those that SQLite and PostgreSQL share: text, and whole numbers.
 * Instants are epoch milliseconds; what is sealed is text (see sealer.ts).
 */

/** Written once. */
type Fixed<T> = ColumnType<T, T, never>

export interface SessionsTable {
  /** SHA-256 of the id in the cookie, base64url: whoever reads the table cannot take over a session. */
  id_hash: Fixed<string>
  /** The principal's id, to end all sessions of a person. */
  principal_id: Fixed<string>
  /** The principal as JSON. */
  principal: string
  created_at: Fixed<number>
  /** When the session was used last, within a minute. */
  seen_at: number
  /** When it ends however much it is used. */
  expires_at: Fixed<number>
  /** When the issuer's word on roles runs out. */
  renew_at: number
  /** Refresh token and ID token, sealed. */
  tokens: string
}

/** States of sign-ins that came back: none may come back twice. */
export interface SpentStatesTable {
  /** SHA-256 of the `state`, base64url. */
  state_hash: Fixed<string>
  /** When the row is of no use any more. */
  expires_at: Fixed<number>
}

export interface TenantsTable {
  id: Fixed<string>
  name: string
  created_at: Fixed<number>
}

/** How to sign in to a tenant's ConnectWise, and what is done there unless told otherwise. */
export interface ConnectWiseCredentialsTable {
  tenant_id: Fixed<string>
  /** Normalised: origin and codebase. */
  base_url: string
  company_id: string
  /** Sealed, as the two after it; each for `tenants/<id>/connectwise/<field>`. */
  public_key: string
  private_key: string
  client_id: string
  /** Minutes, statuses, members and work role, as JSON. */
  defaults: string
  updated_at: number
  /** A name to show. */
  updated_by: string
}

/** A feature that somebody switched; what is not here is as the product has it. */
export interface FeatureFlagsTable {
  key: Fixed<string>
  /** Empty: for everybody without a setting of their own. */
  tenant_id: Fixed<string>
  /** 1 or 0. */
  enabled: number
  updated_at: number
  updated_by: string
}

/** One row per ticket that something was logged on: the order of its changes, and who delivers to it just now. */
export interface ChangeQueuesTable {
  tenant_id: Fixed<string>
  ticket_id: Fixed<number>
  /** The position of the change that was logged last. */
  last_position: number
  /** When that was; the next one counts as later even if a clock was put back. */
  last_created_at: number
  /** The turn of delivery that holds the ticket. */
  owner: string | null
  /** Until when it holds it, by the clock of deliveries (see change-clock.ts). */
  leased_until: number
}

/** A change to be logged on a ticket: what will be written is fixed here, whatever happens to settings later. */
export interface ChangesTable {
  /** `<tenant>:<reference>`. */
  id: Fixed<string>
  tenant_id: Fixed<string>
  ticket_id: Fixed<number>
  /** From 1, in the order of logging on this ticket. */
  position: Fixed<number>
  idempotency_key: Fixed<string>
  /** Of the input as it was given: the same key with other content is refused. */
  content_hash: Fixed<string>
  /** Stands in the note and the time entry, to know them again. */
  reference: Fixed<string>
  /** ConnectWise's company that the tenant's credentials led to: ticket numbers mean nothing elsewhere. */
  company_id: Fixed<string>
  /** The origin of its server; null: logged before it was kept. */
  server: Fixed<string | null>
  /** 1 for a project ticket, 0 for a service ticket; null while ConnectWise has not been asked. */
  is_project: number | null
  /** What happened to what; null for free text. */
  kind: Fixed<string | null>
  note: Fixed<string>
  /** 0: the customer sees the note. */
  is_internal: Fixed<number>
  time_notes: Fixed<string>
  minutes: Fixed<number>
  /** When the time entry begins: a whole second. */
  started_at: Fixed<number>
  status_mode: Fixed<'given' | 'default' | 'none'>
  status_id: number | null
  member_identifier: Fixed<string | null>
  operator_id: Fixed<string>
  operator_name: Fixed<string>
  state: 'PENDING' | 'DONE' | 'FAILED' | 'CANCELLED'
  /** When an operator took it back. From then on nothing of it is sent any more; what was sent is still looked for. */
  cancel_requested_at: number | null
  /** A name to show. */
  cancelled_by: string | null
  /** Before this nothing is tried, by the clock of deliveries. */
  due_at: number
  created_at: Fixed<number>
  finished_at: number | null
}

export interface ChangeStepsTable {
  change_id: Fixed<string>
  kind: Fixed<'NOTE' | 'TIME' | 'STATUS'>
  state: 'PENDING' | 'DONE' | 'FAILED' | 'SKIPPED'
  /** How often it was sent. */
  attempts: number
  /** When it was sent last without anybody knowing yet what became of it, by the clock of deliveries; null: not under way. */
  sent_at: number | null
  vendor_id: number | null
  reason: string | null
  finished_at: number | null
}

export interface Tables {
  sessions: SessionsTable
  spent_states: SpentStatesTable
  tenants: TenantsTable
  connectwise_credentials: ConnectWiseCredentialsTable
  feature_flags: FeatureFlagsTable
  change_queues: ChangeQueuesTable
  changes: ChangesTable
  change_steps: ChangeStepsTable
}
