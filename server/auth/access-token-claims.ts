import type { JWTHeaderParameters, JWTPayload } from 'jose'
import type { Role } from '../config/roles.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Principal } from './principal.ts'
import { readRights } from './roles.ts'

/**
 * Rejects tokens not issued for calling an API, in particular ID tokens, which share issuer and keys.
 *
 * RFC 9068 access tokens declare it in the header (`typ: at+jwt`). Entra's do not (`typ: JWT`, same as its ID tokens):
 * there, recognize an access token by its scopes or by app-only claims, and an ID token by claims only ID tokens carry.
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
 * Returns the principal of a verified access token.
 *
 * @throws GatewayError `UNAUTHENTICATED` if `sub` is not a string
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

/** Entra sends `scp` as a string, Okta as a list; `scope` is the standard claim. */
function hasScope(claims: JWTPayload): boolean {
  const scopes = claims['scp'] ?? claims['scope']
  return Array.isArray(scopes) ? scopes.length > 0 : text(scopes) !== null
}

/**
 * Whether the token is app-only (client credentials). Entra sets `idtyp` only if that optional claim is enabled.
 * Otherwise, require roles, no scope, and an `azp` different from the audience: where `azp` equals the audience, it may
 * be an ID token.
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
