import { createHmac, hash, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { GraphConfig } from '../config/config.ts'

/** A signature, and which key made it; both null without keys. */
export interface Signature {
  readonly keyId: string | null
  readonly signature: string | null
}

/** Whether a signature holds. `unknown key`: the key that made it is not here. */
export type SignatureState = 'valid' | 'wrong' | 'unknown key' | 'unsigned'

/** Signs anchors, so that a chain cannot be written anew without the keys. */
export interface Signer {
  sign(text: string): Signature
  check(text: string, signed: Signature): SignatureState
  /** Whether the newest key made it. */
  isNewest(signed: Signature): boolean
  /** Whether there is a key. */
  readonly hasKeys: boolean
}

/**
 * HMAC-SHA-256 with keys derived by HKDF, so that a signature reveals nothing about the keys of encryption.
 *
 * @param keys newest first; signs with the newest and checks with any. None: signs nothing
 */
export function createSigner(keys: readonly Buffer[]): Signer {
  const derived = keys.map((key) => Buffer.from(hkdfSync('sha256', key, 'msp-graph', 'audit anchors', 32)))
  const byId = new Map(derived.map((key) => [hash('sha256', key).slice(0, 12), key]))
  const [newest] = byId

  return {
    hasKeys: newest !== undefined,
    sign: (text) => (newest ? { keyId: newest[0], signature: mac(newest[1], text) } : { keyId: null, signature: null }),
    check(text, { keyId, signature }) {
      if (keyId === null || signature === null) return 'unsigned'
      const key = byId.get(keyId)
      if (!key) return 'unknown key'
      const [given, right] = [signature, mac(key, text)].map((value) => Buffer.from(value)) as [Buffer, Buffer]
      return given.length === right.length && timingSafeEqual(given, right) ? 'valid' : 'wrong'
    },
    isNewest: ({ keyId }) => keyId === (newest?.[0] ?? null),
  }
}

/** The keys of the settings that can sign: those of credentials, then those of sessions. */
export const signingKeysOf = ({
  credentialsKeys,
  oidc,
}: Pick<GraphConfig, 'credentialsKeys' | 'oidc'>): readonly Buffer[] => [
  ...credentialsKeys,
  ...(oidc?.client?.sessionKeys ?? []),
]

const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('base64url')
