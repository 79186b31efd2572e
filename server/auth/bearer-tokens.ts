import { hash } from 'node:crypto'
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
  /** Must match a token's `iss` exactly. */
  issuer: string
  /** One of these must equal or be contained in a token's `aud`. */
  audience: string | string[]
  /** Maps values of the `roles` claim to our roles. */
  roleMapping: ReadonlyMap<string, Role>
  clock: Clock
  fetch?: typeof globalThis.fetch
  keyPolicy?: Partial<KeyPolicy>
  /** Called on each failure to fetch the issuer's keys, even if cached keys hide it from clients. */
  onIssuerFailure?: (cause: unknown) => void
}

export interface BearerTokens {
  /**
   * Returns the principal of an access token. The same token yields the same frozen object for up to a minute.
   *
   * @throws GatewayError `UNAUTHENTICATED` if the token is invalid; the message says why
   * @throws IssuerUnavailableError if the token's key is unknown and the issuer is unavailable
   */
  authenticate(token: string): Promise<Principal>
  /** As `authenticate`, for a text that is a token verified within the last minute; null for any other text. */
  remembered(token: string): RememberedToken | null
  /** Whether the token was accepted before and has not expired since. Costs no signature check. */
  isKnown(token: string): boolean
}

/** A token that was verified. */
export interface RememberedToken {
  readonly principal: Principal
  /** Until when that holds without another check, in epoch milliseconds. */
  readonly until: number
}

const maxTokenLength = 8_192

/** Asymmetric only: with HS*, the issuer's public key would serve as the secret. */
const algorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ')

const requiredClaims = ['iss', 'aud', 'exp', 'iat', 'sub']

/** How long a verification result is cached. A token revoked by the issuer stays valid until its `exp` in any case. */
const rememberedMs = 60_000
const maxRemembered = 1_000

/** Verifies access tokens sent by tools and Sandbox as `Authorization: Bearer`. */
export function createBearerTokens(options: BearerTokensOptions): BearerTokens {
  const { issuer, audience, roleMapping, clock, fetch, keyPolicy, onIssuerFailure } = options
  const keys = createIssuerKeys({
    issuer,
    clock,
    ...(fetch && { fetch }),
    ...(keyPolicy && { policy: keyPolicy }),
    ...(onIssuerFailure && { onFailure: onIssuerFailure }),
  })
  const remembered = new LRUCache<string, { principal: Principal; until: number; expiresAt: number }>({
    max: maxRemembered,
  })

  async function verify(token: string): Promise<JWTPayload> {
    const currentDate = new Date(clock())
    const checks = { issuer, audience, algorithms, requiredClaims, currentDate, clockTolerance: clockToleranceSeconds }
    const { payload, protectedHeader } = await jwtVerify(token, keys, checks).catch((error: unknown) => {
      throw toRefusal(error)
    })
    requireAccessToken(protectedHeader, payload)
    return payload
  }

  function find(digest: string): RememberedToken | null {
    const known = remembered.get(digest)
    return known !== undefined && clock() < known.until ? known : null
  }

  return {
    remembered: (token) => (token.length > maxTokenLength ? null : find(digestOf(token))),
    async authenticate(token) {
      if (token.length > maxTokenLength) {
        throw new GatewayError('UNAUTHENTICATED', 'The access token is longer than 8 kB.')
      }
      const digest = digestOf(token)
      const known = find(digest)
      if (known) return known.principal

      const claims = await verify(token)
      const principal = readPrincipal(claims, roleMapping)
      const expiresAt = (claims.exp ?? 0) * 1_000
      const until = Math.min(clock() + rememberedMs, expiresAt)
      remembered.set(digest, { principal, until, expiresAt })
      return principal
    },
    isKnown: (token) =>
      token.length <= maxTokenLength && clock() < (remembered.get(digestOf(token))?.expiresAt ?? -Infinity),
  }
}

/** The key of a token, so that a memory dump contains no tokens beyond those of open connections. */
const digestOf = (token: string) => hash('sha256', token, 'base64')
