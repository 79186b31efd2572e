import type { Logger } from '../telemetry/logger.ts'
import type { Sealer, SessionRecord } from './session-records.ts'

/** What the issuer gave that the session still needs. */
export interface SessionTokens {
  readonly refreshToken: string | null
  /** For signing out at the issuer. */
  readonly idToken: string | null
}

/** The tokens of sessions, sealed each for its own row. */
export interface SealedTokens {
  seal(idHash: string, tokens: SessionTokens): string
  /** Null when they cannot be opened: the row was tampered with, or the key is gone. */
  open(record: Pick<SessionRecord, 'idHash' | 'tokens'>): SessionTokens | null
}

export function createSealedTokens(sealer: Sealer, logger: Logger): SealedTokens {
  const placeOf = (idHash: string) => `sessions/${idHash}/tokens`
  return {
    seal: (idHash, tokens) => sealer.seal(JSON.stringify(tokens), placeOf(idHash)),
    open({ idHash, tokens }) {
      try {
        return JSON.parse(sealer.open(tokens, placeOf(idHash))) as SessionTokens
      } catch (err) {
        logger.warn({ err }, 'the tokens of a session cannot be opened')
        return null
      }
    },
  }
}
