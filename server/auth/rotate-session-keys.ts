import type { Encrypter, SessionRecord } from './session-records.ts'
import { locationOfTokens } from './session-tokens.ts'

/** Sessions, as far as their keys are rotated. */
export interface SessionTokenRecords {
  /** Lists sessions by their id's hash, behind the given one. */
  list(after: string, limit: number): Promise<Pick<SessionRecord, 'idHash' | 'tokens'>[]>
  find(idHash: string): Promise<Pick<SessionRecord, 'idHash' | 'tokens'> | null>
  /** Replaces the tokens by the same ones encrypted anew. @returns false if they are no longer as they were */
  reencrypt(before: Pick<SessionRecord, 'idHash' | 'tokens'>, tokens: string): Promise<boolean>
}

/** How many sessions there are of each kind. */
export interface RotatedSessions {
  /** Encrypted with the newest key now. */
  readonly reencrypted: number
  /** Already so. */
  readonly unchanged: number
  /** None of the keys decrypts them: they end when their rights are to be renewed. */
  readonly unreadable: number
}

const pageRows = 500

/**
 * Encrypts the tokens of all sessions with the newest key. Each session is a statement of its own, so it can be ended at
 * any point and run again, beside gateways that renew sessions.
 */
export async function rotateSessionKeys(
  records: SessionTokenRecords,
  encrypter: Encrypter & { isNewest(encrypted: string): boolean },
): Promise<RotatedSessions> {
  const counts = { reencrypted: 0, unchanged: 0, unreadable: 0 }

  async function rotate(session: Pick<SessionRecord, 'idHash' | 'tokens'>): Promise<void> {
    const { idHash, tokens } = session
    const location = locationOfTokens(idHash)
    let plain: string
    try {
      plain = encrypter.decrypt(tokens, location)
    } catch {
      counts.unreadable += 1
      return
    }
    if (encrypter.isNewest(tokens)) {
      counts.unchanged += 1
      return
    }
    if (await records.reencrypt(session, encrypter.encrypt(plain, location))) {
      counts.reencrypted += 1
      return
    }
    // Renewed meanwhile, or ended.
    const current = await records.find(idHash)
    if (current) await rotate(current)
  }

  for (let after = ''; ;) {
    const page = await records.list(after, pageRows)
    for (const session of page) await rotate(session)
    const last = page.at(-1)
    if (!last) return counts
    after = last.idHash
  }
}
