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

export interface Tables {
  sessions: SessionsTable
  spent_states: SpentStatesTable
}
