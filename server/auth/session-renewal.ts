import type { Clock } from '../clock.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { IssuerClient } from './issuer-client.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'
import type { SessionRecord, SessionRecords } from './session-records.ts'
import type { SessionTimes } from './session-times.ts'
import type { SealedTokens } from './session-tokens.ts'
import { GrantEndedError } from './sign-in-error.ts'

export interface SessionRenewalOptions {
  readonly records: SessionRecords
  readonly tokens: SealedTokens
  readonly issuer: Pick<IssuerClient, 'refresh'>
  readonly clock: Clock
  readonly times: SessionTimes
  readonly logger: Logger
}

/**
 * Renews a session's rights at the issuer, in one flight per session: a refresh token may be good for one use only.
 *
 * @returns the session as it goes on, which is as before while the issuer is briefly away; null when it has ended
 * @throws IssuerUnavailableError when the issuer has been away for so long that the rights are too old to go by
 */
export function createSessionRenewal({ records, tokens, issuer, clock, times, logger }: SessionRenewalOptions) {
  const pending = new Map<string, Promise<SessionRecord | null>>()
  let away: { error: IssuerUnavailableError; until: number } | null = null

  async function renew(record: SessionRecord): Promise<SessionRecord | null> {
    const { refreshToken, idToken } = tokens.open(record) ?? {}
    if (!refreshToken) return end(record, 'it cannot be renewed')
    if (away && clock() < away.until) return goOn(record, away.error)
    try {
      const issued = await issuer.refresh(refreshToken)
      away = null
      const { principal } = issued
      if (principal && principal.id !== record.principalId) return await end(record, 'the issuer renewed somebody else')
      const after = {
        principal: principal ? JSON.stringify(principal) : record.principal,
        renewAt: clock() + issued.lifetimeMs - times.renewAheadMs,
        tokens: tokens.seal(record.idHash, {
          refreshToken: issued.refreshToken ?? refreshToken,
          idToken: issued.idToken ?? idToken ?? null,
        }),
      }
      return (await records.renew(record, after)) ? { ...record, ...after } : await records.find(record.idHash)
    } catch (error) {
      if (error instanceof GrantEndedError) return endUnlessRenewed(record, error)
      if (!(error instanceof IssuerUnavailableError)) throw error
      logger.warn({ err: error }, 'sessions cannot be renewed')
      away = { error, until: clock() + times.retryMs }
      return goOn(record, error)
    }
  }

  function goOn(record: SessionRecord, error: IssuerUnavailableError): SessionRecord {
    if (clock() < record.renewAt + times.renewAheadMs + times.graceMs) return record
    throw error
  }

  /** Another replica may have used up the refresh token a moment ago: then there is a newer one. */
  async function endUnlessRenewed(record: SessionRecord, reason: GrantEndedError): Promise<SessionRecord | null> {
    const current = await records.find(record.idHash)
    if (current && current.tokens !== record.tokens) return current
    return end(record, reason.message)
  }

  async function end({ idHash, principalId }: SessionRecord, reason: string): Promise<null> {
    logger.info({ principal: principalId, reason }, 'a session ended')
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
