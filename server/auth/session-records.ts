/*
 * What sessions need of the outside. `auth` imports nothing of the database: app.ts hands it these.
 */

/** A session as it is kept. Instants are epoch milliseconds. */
export interface SessionRecord {
  /** SHA-256 of the id in the cookie, base64url. */
  readonly idHash: string
  readonly principalId: string
  /** The principal as JSON. */
  readonly principal: string
  readonly createdAt: number
  /** When it was used last, within a minute. */
  readonly seenAt: number
  /** When it ends however much it is used. */
  readonly expiresAt: number
  /** From when on the issuer is asked anew for the person's rights. */
  readonly renewAt: number
  /** Refresh token and ID token, sealed. */
  readonly tokens: string
}

/** Where sessions are kept. Everything throws a GatewayError when the database is away. */
export interface SessionRecords {
  insert(record: SessionRecord): Promise<void>
  find(idHash: string): Promise<SessionRecord | null>
  /** Remembers that the session was used. */
  touch(idHash: string, seenAt: number): Promise<void>
  /** @returns false when the session has ended or was renewed by another replica since `before` was read */
  renew(before: SessionRecord, after: Pick<SessionRecord, 'principal' | 'renewAt' | 'tokens'>): Promise<boolean>
  delete(idHash: string): Promise<void>
  /** Ends every session of a person. @returns how many there were */
  deleteOf(principalId: string): Promise<number>
  /** @returns false when the state was spent before */
  spendState(stateHash: string, expiresAt: number): Promise<boolean>
  /** Clears away what has run out. */
  sweep(until: { now: number; idleSince: number }): Promise<void>
}

/** Seals short texts so that each opens only in its place; `open` throws when it was changed or moved. */
export interface Sealer {
  seal(text: string, place: string): string
  open(sealed: string, place: string): string
}
