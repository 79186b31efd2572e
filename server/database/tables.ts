import type { ColumnType } from 'kysely'

/*
 * Table types for Kysely. Column types are limited to what SQLite and PostgreSQL share: text and integers. Instants are
 * epoch milliseconds; encrypted values are text (see encrypter.ts).
 */

/** Never updated. */
type Fixed<T> = ColumnType<T, T, never>

export interface SessionsTable {
  /** SHA-256 of the id in the cookie, base64url: reading the table is not enough to take over a session. */
  id_hash: Fixed<string>
  /** The principal's id, to end all sessions of a person. */
  principal_id: Fixed<string>
  /** The principal as JSON. */
  principal: string
  created_at: Fixed<number>
  /** Last use, to the minute. */
  seen_at: number
  /** Absolute expiry, regardless of use. */
  expires_at: Fixed<number>
  /** When the issuer's roles must be renewed. */
  renew_at: number
  /** Refresh token and ID token, encrypted. */
  tokens: string
}

/** States of completed sign-ins, each of which can be used only once. */
export interface SpentStatesTable {
  /** SHA-256 of the `state`, base64url. */
  state_hash: Fixed<string>
  /** When the row can be deleted. */
  expires_at: Fixed<number>
}

export interface TenantsTable {
  id: Fixed<string>
  name: string
  created_at: Fixed<number>
}

/** A tenant's ConnectWise credentials and defaults. */
export interface ConnectWiseCredentialsTable {
  tenant_id: Fixed<string>
  /** Normalized: origin and codebase. */
  base_url: string
  company_id: string
  /** Encrypted, like the next two; each for `tenants/<id>/connectwise/<field>`. */
  public_key: string
  private_key: string
  client_id: string
  /** Minutes, statuses, members and work role, as JSON. */
  defaults: string
  updated_at: number
  /** Display name. */
  updated_by: string
}

/** A feature flag that was set; others have the product's default. */
export interface FeatureFlagsTable {
  key: Fixed<string>
  /** Empty: applies to every tenant without its own setting. */
  tenant_id: Fixed<string>
  /** 1 or 0. */
  enabled: number
  updated_at: number
  updated_by: string
}

/** One row per ticket with changes: their order, and the delivery lease. */
export interface ChangeQueuesTable {
  tenant_id: Fixed<string>
  ticket_id: Fixed<number>
  /** Position of the change logged last. */
  last_position: number
  /** When it was logged; the next one counts as later even if a clock was set back. */
  last_created_at: number
  /** The delivery turn that holds the lease. */
  owner: string | null
  /** Lease expiry, by the clock of deliveries (see change-clock.ts). */
  leased_until: number
}

/** A change to log on a ticket. Its texts are fixed here, whatever happens to settings later. */
export interface ChangesTable {
  /** `<tenant>:<reference>`. */
  id: Fixed<string>
  tenant_id: Fixed<string>
  ticket_id: Fixed<number>
  /** From 1, in the order of logging on this ticket. */
  position: Fixed<number>
  idempotency_key: Fixed<string>
  /** Hash of the input as given: the same key with other content is rejected. */
  content_hash: Fixed<string>
  /** Included in the note and the time entry, to recognize them; derived from tenant and key (see changes/reference.ts). */
  reference: Fixed<string>
  /** The ConnectWise company of the tenant's credentials: ticket numbers are only valid within it. */
  company_id: Fixed<string>
  /** Origin of its server; null for changes logged before it was stored. */
  server: Fixed<string | null>
  /** 1 for a project ticket, 0 for a service ticket; null until ConnectWise has been asked. */
  is_project: number | null
  /** Kind of the change; null for free text. */
  kind: Fixed<string | null>
  note: Fixed<string>
  /** 0: visible to the customer. */
  is_internal: Fixed<number>
  time_notes: Fixed<string>
  minutes: Fixed<number>
  /** Start of the time entry, in whole seconds. */
  started_at: Fixed<number>
  status_mode: Fixed<'given' | 'default' | 'none'>
  status_id: number | null
  member_identifier: Fixed<string | null>
  operator_id: Fixed<string>
  operator_name: Fixed<string>
  state: 'PENDING' | 'DONE' | 'FAILED' | 'CANCELLED'
  /** When an operator cancelled it. Nothing more of it is sent; the outcome of sent steps is still determined. */
  cancel_requested_at: number | null
  /** Display name. */
  cancelled_by: string | null
  /** Not tried before this time, by the clock of deliveries. */
  due_at: number
  created_at: Fixed<number>
  finished_at: number | null
  /**
   * Since when ConnectWise may have it, although it was logged later: the database was restored, and may have forgotten
   * the same request. Null: not before it was logged.
   */
  possibly_sent_since: ColumnType<number | null, number | null | undefined, never>
}

/** Restores of the database from an earlier state. */
export interface RestoresTable {
  /** By the clock of deliveries. */
  restored_at: Fixed<number>
  /** Of what happened after this instant, the database may know nothing. */
  lost_since: Fixed<number>
}

/** Keys that the gateway has made for itself, once: they stay the same when keys of settings are rotated. */
export interface OwnKeysTable {
  purpose: Fixed<'change references'>
  /** 32 random bytes, base64url. */
  key: Fixed<string>
}

export interface ChangeStepsTable {
  change_id: Fixed<string>
  kind: Fixed<'NOTE' | 'TIME' | 'STATUS'>
  state: 'PENDING' | 'DONE' | 'FAILED' | 'SKIPPED'
  /** Number of sends. */
  attempts: number
  /** When it was last sent with its outcome still unknown, by the clock of deliveries; null: not in flight. */
  sent_at: number | null
  vendor_id: number | null
  reason: string | null
  finished_at: number | null
}

/** The replica of one vendor account's records. */
export interface SyncAccountsTable {
  /** Identifies the account, the queue and everything else its records depend on, without revealing it; and the format. */
  account: Fixed<string>
  /** Version of the stored records. */
  format: Fixed<string>
  /** New whenever the replica is begun again. */
  epoch: string
  /** Counts the changes within the epoch. */
  revision: number
  /** How far the replica is, as JSON; null: nothing is loaded. */
  state: string | null
  /** The gateway that holds the lease. */
  owner: string | null
  /** Lease expiry, by the gateways' clocks. */
  leased_until: number
  /** When a gateway last used it. */
  used_at: number
}

/** A replicated vendor record. */
export interface SyncRecordsTable {
  account: Fixed<string>
  collection: Fixed<string>
  /** As JSON: a number, or text in quotes. */
  id: Fixed<string>
  /** The account's revision at the record's last change. */
  revision: number
  /** The record as JSON; null: deleted. */
  data: string | null
}

/** An audit record. The columns before `content` repeat what is in it, to be found by. */
export interface AuditRecordsTable {
  /** The run of the gateway that wrote it. */
  chain: Fixed<string>
  /** From 1, without gaps. */
  position: Fixed<number>
  at: Fixed<number>
  kind: Fixed<string>
  actor_id: Fixed<string | null>
  outcome: Fixed<string>
  /** Ids with a bar around each, such as `|acme|globex|`; empty: none. */
  tenants: Fixed<string>
  /** Id of the record that it ends, `<chain>:<position>`. */
  completes: Fixed<string | null>
  /** The record as JSON. */
  content: Fixed<string>
  /** Hash of the record before it. */
  previous: Fixed<string>
  hash: Fixed<string>
}

/** A statement about a chain of audit records. */
export interface AuditAnchorsTable {
  chain: Fixed<string>
  purpose: Fixed<'head' | 'periodic' | 'pruned'>
  position: number
  /** Of the record at this position. */
  hash: string
  at: number
  /** Which key signed it; null: no key was configured. */
  key_id: string | null
  signature: string | null
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
  restores: RestoresTable
  own_keys: OwnKeysTable
  sync_accounts: SyncAccountsTable
  sync_records: SyncRecordsTable
  audit_records: AuditRecordsTable
  audit_anchors: AuditAnchorsTable
}
