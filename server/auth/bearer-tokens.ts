import { createHash } from 'node:crypto'
import { jwtVerify, type JWTPayload } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Role } from '../config/roles.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { readPrincipal, requireAccessToken } from './access-token-claims.ts'
import { clockToleranceSeconds } from './clock-tolerance.ts'
import { createIssuerKeys, type KeyPolicy } from './issuer-keys.ts'
import type { Principal } from './principal.ts'
import { toRefusal } from './token-refusal.ts'

export interface BearerTokensOptions {
  /** As in a token's `iss`, letter by letter. */
  issuer: string
  /** What a token's `aud` must be or contain. */
  audience: string
  /** Which of our roles each word in a token's `roles` stands for. */
  roleMapping: ReadonlyMap<string, Role>
  clock: Clock
  fetch?: typeof globalThis.fetch
  keyPolicy?: Partial<KeyPolicy>
  /** Told about each failure to get the issuer's keys, also when kept ones hide it from callers. */
  onIssuerFailure?: (cause: unknown) => void
}

export interface BearerTokens {
  /**
   * Who the access token speaks for. The same token gives the same frozen object for up to a minute.
   *
   * @throws GatewayError `UNAUTHENTICATED`: the token is no good, and the message says why
   * @throws IssuerUnavailableError the token's key is not known and the issuer cannot be asked
   */
  authenticate(token: string): Promise<Principal>
}

const maxTokenLength = 8_192

/** Asymmetric only: with HS* the issuer's public key would be the secret. */
const algorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ')

const requiredClaims = ['iss', 'aud', 'exp', 'iat', 'sub']

/** How long a verified token is not verified again: a token the issuer takes back ends at its `exp` in any case. */
const rememberedMs = 60_000
const maxRemembered = 1_000

/** Checks of the access tokens that tools and Sandbox send in `Authorization: Bearer`. */
export function createBearerTokens(options: BearerTokensOptions): BearerTokens {
  const { issuer, audience, roleMapping, clock, fetch, keyPolicy, onIssuerFailure } = options
  const keys = createIssuerKeys({
    issuer,
    clock,
    ...(fetch && { fetch }),
    ...(keyPolicy && { policy: keyPolicy }),
    ...(onIssuerFailure && { onFailure: onIssuerFailure }),
  })
  const remembered = new LRUCache<string, { principal: Principal; until: number }>({ max: maxRemembered })

  async function verify(token: string): Promise<JWTPayload> {
    const currentDate = new Date(clock())
    const checks = { issuer, audience, algorithms, requiredClaims, currentDate, clockTolerance: clockToleranceSeconds }
    const { payload, protectedHeader } = await jwtVerify(token, keys, checks).catch((error: unknown) => {
      throw toRefusal(error)
    })
    requireAccessToken(protectedHeader, payload)
    return payload
  }

  return {
    async authenticate(token) {
      if (token.length > maxTokenLength) {
        throw new GatewayError('UNAUTHENTICATED', 'The access token is longer than 8 kB.')
      }
      // By its digest, so that a dump of the memory holds no token of somebody who is not calling just now.
      const digest = createHash('sha256').update(token).digest('base64')
      const known = remembered.get(digest)
      if (known !== undefined && clock() < known.until) return known.principal

      const claims = await verify(token)
      const principal = readPrincipal(claims, roleMapping)
      const until = Math.min(clock() + rememberedMs, (claims.exp ?? 0) * 1_000)
      remembered.set(digest, { principal, until })
      return principal
    },
  }
}
