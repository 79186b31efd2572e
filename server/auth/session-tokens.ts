import type { Logger } from '../telemetry/logger.ts'
import type { Sealer, SessionRecord } from './session-records.ts'

/** The issuer's tokens that a session still needs. */
export interface SessionTokens {
  readonly refreshToken: string | null
  /** For sign-out at the issuer. */
  readonly idToken: string | null
}

/** Session tokens, each encrypted for its own row. */
export interface SealedTokens {
  seal(idHash: string, tokens: SessionTokens): string
  /** Null if decryption fails: the row was modified, or the key is gone. */
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
        logger.warn({ err }, 'cannot decrypt session tokens')
        return null
      }
    },
  }
}
