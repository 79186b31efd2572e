import type { Logger } from '../telemetry/logger.ts'
import type { Encrypter, SessionRecord } from './session-records.ts'

/** The issuer's tokens that a session still needs. */
export interface SessionTokens {
  readonly refreshToken: string | null
  /** For sign-out at the issuer. */
  readonly idToken: string | null
}

/** Session tokens, each encrypted for its own row. */
export interface EncryptedTokens {
  encrypt(idHash: string, tokens: SessionTokens): string
  /** Null if decryption fails: the row was modified, or the key is gone. */
  decrypt(record: Pick<SessionRecord, 'idHash' | 'tokens'>): SessionTokens | null
}

/** Where the tokens of a session are: encrypted for one session, they cannot be decrypted for another. */
export const locationOfTokens = (idHash: string) => `sessions/${idHash}/tokens`

export function createEncryptedTokens(encrypter: Encrypter, logger: Logger): EncryptedTokens {
  return {
    encrypt: (idHash, tokens) => encrypter.encrypt(JSON.stringify(tokens), locationOfTokens(idHash)),
    decrypt({ idHash, tokens }) {
      try {
        return JSON.parse(encrypter.decrypt(tokens, locationOfTokens(idHash))) as SessionTokens
      } catch (err) {
        logger.warn({ err }, 'cannot decrypt session tokens')
        return null
      }
    },
  }
}
