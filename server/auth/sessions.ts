import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { IssuedTokens, IssuerClient } from './issuer-client.ts'
import type { Principal } from './principal.ts'
import { createRememberedSessions, readPrincipal, type RememberedSession } from './remembered-sessions.ts'
import type { Encrypter, SessionRecord, SessionRecords } from './session-records.ts'
import { createSessionRenewal } from './session-renewal.ts'
import { defaultSessionTimes, type SessionTimes } from './session-times.ts'
import { createEncryptedTokens, type SessionTokens } from './session-tokens.ts'

export interface SessionsOptions {
  readonly records: SessionRecords
  readonly encrypter: Encrypter
  readonly issuer: Pick<IssuerClient, 'refresh'>
  /** Clock of the identity provider. */
  readonly clock: Clock
  readonly logger: Logger
  readonly times?: Partial<SessionTimes>
}

/** Portal sessions: a random id in a cookie, stored in the database. */
export interface Sessions {
  /** Starts a session. @returns the id for the cookie, and the cookie's lifetime in seconds */
  start(principal: Principal, issued: IssuedTokens): Promise<{ id: string; maxAgeSeconds: number }>
  /**
   * Returns the session's principal, with rights no older than the issuer's access token; null if the session does not
   * exist or has ended.
   *
   * @throws DatabaseUnavailableError; IssuerUnavailableError if renewal kept failing beyond the grace period
   */
  find(id: string): Promise<Principal | null>
  /** Returns whose session it is, with the rights that were read last; null if it does not exist or has ended. */
  ownerOf(id: string): Promise<Principal | null>
  /** As `find`, for a session that was found within the last two seconds and has not ended here since; null for any other. */
  remembered(id: string): RememberedSession | null
  /** Whether this gateway found the session when it was last asked for. Costs no lookup. */
  isKnown(id: string): boolean
  /** Ends the session. @returns its tokens, for sign-out at the issuer; null if there was none */
  end(id: string): Promise<SessionTokens | null>
  /** Ends every session of a person, by the principal's id. @returns how many */
  endAllOf(principalId: string): Promise<number>
  /** Deletes expired rows. */
  sweep(): Promise<void>
}

/** 256 bits in base64url. Anything else is rejected without a lookup. */
const sessionId = /^[\w-]{43}$/

export function createSessions(options: SessionsOptions): Sessions {
  const { records, encrypter, issuer, clock, logger } = options
  const times = { ...defaultSessionTimes, ...options.times }
  const tokens = createEncryptedTokens(encrypter, logger)
  const known = createRememberedSessions(clock, times.idleMs)
  const renew = createSessionRenewal({ records, tokens, issuer, clock, times, logger })

  const hasEnded = ({ expiresAt, seenAt }: SessionRecord) => clock() >= expiresAt || clock() - seenAt >= times.idleMs

  async function findRecord(id: string): Promise<SessionRecord | null> {
    if (!sessionId.test(id)) return null
    const record = await records.find(hashOfSession(id))
    if (!record || !hasEnded(record)) return record
    await records.delete(record.idHash)
    return null
  }

  /** Runs in the background; the next call retries a failed write. */
  function remember({ idHash }: SessionRecord, now: number): void {
    records.touch(idHash, now).catch((err: unknown) => logger.warn({ err }, 'cannot record session use'))
  }

  return {
    async start(principal, issued) {
      const id = randomBytes(32).toString('base64url')
      const idHash = hashOfSession(id)
      const now = clock()
      await records.insert({
        idHash,
        principalId: principal.id,
        principal: JSON.stringify(principal),
        createdAt: now,
        seenAt: now,
        expiresAt: now + times.absoluteMs,
        renewAt: now + issued.lifetimeMs - times.renewAheadMs,
        tokens: tokens.encrypt(idHash, { refreshToken: issued.refreshToken, idToken: issued.idToken }),
      })
      return { id, maxAgeSeconds: Math.floor(times.absoluteMs / 1_000) }
    },

    async find(id) {
      const { moment } = known
      const record = await findRecord(id)
      const now = clock()
      const current = record && now >= record.renewAt ? await renew(record) : record
      if (!record || !current) {
        known.forget(hashOfSession(id))
        return null
      }
      if (now - record.seenAt >= times.touchMs) remember(record, now)
      return known.keep(current, moment)
    },

    async ownerOf(id) {
      const record = await findRecord(id)
      return record && readPrincipal(record.principal)
    },
    remembered: (id) => (sessionId.test(id) ? known.find(hashOfSession(id)) : null),
    isKnown: (id) => sessionId.test(id) && known.has(hashOfSession(id)),

    async end(id) {
      const record = await findRecord(id)
      if (!record) return null
      const { idHash } = record
      await known.end(
        (session) => session.idHash === idHash,
        () => records.delete(idHash),
      )
      return tokens.decrypt(record) ?? { refreshToken: null, idToken: null }
    },

    endAllOf: (principalId) =>
      known.end(
        ({ principal }) => principal.id === principalId,
        () => records.deleteOf(principalId),
      ),
    sweep: () => records.sweep({ now: clock(), idleSince: clock() - times.idleMs }),
  }
}

/** What a session is stored under. */
export const hashOfSession = (id: string) => createHash('sha256').update(id).digest('base64url')
