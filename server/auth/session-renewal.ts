import type { Clock } from '../clock.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { IssuerClient } from './issuer-client.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'
import type { SessionRecord, SessionRecords } from './session-records.ts'
import type { SessionTimes } from './session-times.ts'
import type { EncryptedTokens } from './session-tokens.ts'
import { GrantEndedError } from './sign-in-error.ts'

export interface SessionRenewalOptions {
  readonly records: SessionRecords
  readonly tokens: EncryptedTokens
  readonly issuer: Pick<IssuerClient, 'refresh'>
  readonly clock: Clock
  readonly times: SessionTimes
  readonly logger: Logger
}

type Renewed = Pick<SessionRecord, 'principal' | 'renewAt' | 'tokens'>

/**
 * Renews a session's rights at the issuer, once per session at a time: a refresh token may be single-use.
 *
 * @returns the renewed session, or the unchanged one during a short outage of the issuer; null if it has ended
 * @throws IssuerUnavailableError if the outage lasts so long that the rights are too old
 */
export function createSessionRenewal({ records, tokens, issuer, clock, times, logger }: SessionRenewalOptions) {
  const pending = new Map<string, Promise<SessionRecord | null>>()
  let away: { error: IssuerUnavailableError; until: number } | null = null

  async function renew(record: SessionRecord): Promise<SessionRecord | null> {
    const { refreshToken, idToken } = tokens.decrypt(record) ?? {}
    if (!refreshToken) return end(record, 'no refresh token')
    if (away && clock() < away.until) return keepUntilGraceEnds(record, away.error)
    try {
      const issued = await issuer.refresh(refreshToken)
      away = null
      const { principal } = issued
      if (principal && principal.id !== record.principalId) return await end(record, 'the issuer returned another user')
      const after = {
        principal: principal ? JSON.stringify(principal) : record.principal,
        renewAt: clock() + issued.lifetimeMs - times.renewAheadMs,
        tokens: tokens.encrypt(record.idHash, {
          refreshToken: issued.refreshToken ?? refreshToken,
          idToken: issued.idToken ?? idToken ?? null,
        }),
      }
      return await store(record, after)
    } catch (error) {
      if (error instanceof GrantEndedError) return endUnlessRenewed(record, error)
      if (!(error instanceof IssuerUnavailableError)) throw error
      logger.warn({ err: error }, 'session renewal failed')
      away = { error, until: clock() + times.retryMs }
      return keepUntilGraceEnds(record, error)
    }
  }

  /** Stores what the issuer has issued, unless another replica has renewed the session meanwhile. */
  async function store(record: SessionRecord, after: Renewed): Promise<SessionRecord | null> {
    if (await records.renew(record, after)) return { ...record, ...after }
    const current = await records.find(record.idHash)
    if (!current || current.tokens === record.tokens) return current
    const [known, kept] = [tokens.decrypt(record), tokens.decrypt(current)]
    // The same ones, encrypted with another key: what they were exchanged for must not be lost.
    const isReencrypted = known !== null && known.refreshToken === kept?.refreshToken
    return isReencrypted ? store(current, after) : current
  }

  function keepUntilGraceEnds(record: SessionRecord, error: IssuerUnavailableError): SessionRecord {
    if (clock() < record.renewAt + times.renewAheadMs + times.graceMs) return record
    throw error
  }

  /** Another replica may have just used the refresh token: check for a newer one first. */
  async function endUnlessRenewed(record: SessionRecord, reason: GrantEndedError): Promise<SessionRecord | null> {
    const current = await records.find(record.idHash)
    if (current && current.tokens !== record.tokens) return current
    return end(record, reason.message)
  }

  async function end({ idHash, principalId }: SessionRecord, reason: string): Promise<null> {
    logger.info({ principal: principalId, reason }, 'session ended')
    await records.delete(idHash)
    return null
  }

  return (record: SessionRecord): Promise<SessionRecord | null> => {
    const flight =
      pending.get(record.idHash) ??
      renew(record).finally(() => {
        pending.delete(record.idHash)
      })
    pending.set(record.idHash, flight)
    return flight
  }
}
