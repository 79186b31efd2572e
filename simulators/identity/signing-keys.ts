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
  let keys = [toKey((firstPair ??= generatePair()))]
  return {
    list: () => keys,
    rotate() {
      keys = [toKey(generatePair()), ...keys]
    },
    withdraw(kid) {
      const others = keys.filter((key) => key.kid !== kid)
      if (others.length === keys.length || others.length === 0) return false
      keys = others
      return true
    },
  }
}

/** Issuers of one process begin with the same key, under ids of their own: generating one takes a tenth of a second. */
let firstPair: JWK | undefined

function generatePair(): JWK {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' })
}

const toKey = (pair: JWK): JWK => ({ ...pair, kid: randomUUID(), use: 'sig', alg: 'RS256' })
