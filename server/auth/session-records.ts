/* Dependencies of sessions. `auth` does not import the database: app.ts injects these. */

/** A stored session. Instants are epoch milliseconds. */
export interface SessionRecord {
  /** SHA-256 of the session id in the cookie, base64url. */
  readonly idHash: string
  readonly principalId: string
  /** The principal as JSON. */
  readonly principal: string
  readonly createdAt: number
  /** Last use, to the minute. */
  readonly seenAt: number
  /** Absolute expiry, regardless of use. */
  readonly expiresAt: number
  /** When to renew the person's rights at the issuer. */
  readonly renewAt: number
  /** Refresh token and ID token, encrypted. */
  readonly tokens: string
}

/** Session storage. Every method throws a GatewayError if the database is unavailable. */
export interface SessionRecords {
  insert(record: SessionRecord): Promise<void>
  find(idHash: string): Promise<SessionRecord | null>
  /** Records the last use. */
  touch(idHash: string, seenAt: number): Promise<void>
  /** @returns false if the session has ended or another replica renewed it since `before` was read */
  renew(before: SessionRecord, after: Pick<SessionRecord, 'principal' | 'renewAt' | 'tokens'>): Promise<boolean>
  delete(idHash: string): Promise<void>
  /** Ends every session of a person. @returns how many */
  deleteOf(principalId: string): Promise<number>
  /** @returns false if the state was already used */
  spendState(stateHash: string, expiresAt: number): Promise<boolean>
  /** Deletes expired rows. */
  sweep(until: { now: number; idleSince: number }): Promise<void>
}

/** Encrypts short texts, bound to their location; `decrypt` throws if a text was modified or moved. */
export interface Encrypter {
  encrypt(text: string, location: string): string
  decrypt(encrypted: string, location: string): string
}
