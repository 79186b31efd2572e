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

export interface Tables {
  sessions: SessionsTable
  spent_states: SpentStatesTable
  tenants: TenantsTable
  connectwise_credentials: ConnectWiseCredentialsTable
  feature_flags: FeatureFlagsTable
}
