import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { JWK } from 'oidc-provider'

/** The issuer's RS256 keys with their private parts. The first one signs, all are published. */
export interface SigningKeys {
  list(): readonly JWK[]
  /** A new key signs from now on; the ones before stay published. */
  rotate(): void
  /** The key is no longer published. False when there is none by that `kid`, or it is the only one. */
  withdraw(kid: string): boolean
}

export function createSigningKeys(): SigningKeys {
  let keys = [generateKey()]
  return {
    list: () => keys,
    rotate() {
      keys = [generateKey(), ...keys]
    },
    withdraw(kid) {
      const others = keys.filter((key) => key.kid !== kid)
      if (others.length === keys.length || others.length === 0) return false
      keys = others
      return true
    },
  }
}

function generateKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }
}
