import type { JWTHeaderParameters, JWTPayload } from 'jose'
import type { Role } from '../config/roles.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Principal } from './principal.ts'
import { readRights } from './roles.ts'

/**
 * Refuses what was not issued to call an API with; an ID token above all, which has the same issuer and keys.
 *
 * RFC 9068 access tokens say so in their header (`typ: at+jwt`). Entra's do not (`typ: JWT`, as its ID tokens): there an
 * access token is told by its scopes, or by belonging to a program that calls for itself, and an ID token by claims that
 * only ID tokens have.
 *
 * @throws GatewayError `UNAUTHENTICATED`
 */
export function requireAccessToken(header: JWTHeaderParameters, claims: JWTPayload): void {
  const type = (header.typ ?? 'JWT').toLowerCase().replace(/^application\//, '')
  if (type === 'at+jwt') return
  const isIdToken = ['nonce', 'at_hash', 'c_hash'].some((claim) => Object.hasOwn(claims, claim))
  if (type === 'jwt' && !isIdToken && (hasScope(claims) || isAppOnly(claims))) return
  throw new GatewayError(
    'UNAUTHENTICATED',
    'The token is not an access token. Send the access token, not the ID token or the refresh token.',
  )
}

/**
 * The person or program a verified access token speaks for.
 *
 * @throws GatewayError `UNAUTHENTICATED` when its `sub` is no text
 */
export function readPrincipal(claims: JWTPayload, roleMapping: ReadonlyMap<string, Role>): Principal {
  const subject = text(claims.sub)
  if (subject === null) throw new GatewayError('UNAUTHENTICATED', 'The claim "sub" of the access token is not valid.')
  const username = text(claims['preferred_username'])
  const program = isAppOnly(claims) ? text(claims['azp']) : null
  return Object.freeze({
    id: text(claims['oid']) ?? subject,
    name: text(claims['name']) ?? username ?? program ?? subject,
    email: text(claims['email']) ?? (username !== null && /^[^\s@]+@[^\s@]+$/.test(username) ? username : null),
    ...readRights(claims['roles'], roleMapping),
    scheme: 'bearer',
  })
}

/** `scp` is Entra's (a text) and Okta's (a list), `scope` the standard's. */
function hasScope(claims: JWTPayload): boolean {
  const scopes = claims['scp'] ?? claims['scope']
  return Array.isArray(scopes) ? scopes.length > 0 : text(scopes) !== null
}

/**
 * Whether a program calls for itself (client credentials). Entra says so in `idtyp` only where that optional claim is
 * switched on. Otherwise it is a token with roles and no scope, for somebody other than its audience: where `azp` is the
 * audience it may as well be an ID token.
 */
function isAppOnly(claims: JWTPayload): boolean {
  if (claims['idtyp'] !== undefined) return claims['idtyp'] === 'app'
  const party = text(claims['azp'])
  const isOwnAudience = [claims.aud].flat().some((audience) => audience === party)
  return party !== null && !isOwnAudience && claims['roles'] !== undefined && !hasScope(claims)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
