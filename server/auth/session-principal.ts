import type { JWTPayload } from 'jose'
import type { Role } from '../config/roles.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { readPrincipal } from './access-token-claims.ts'
import type { BearerTokens } from './bearer-tokens.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'
import type { Principal } from './principal.ts'

export interface SessionPrincipalOptions {
  readonly bearerTokens: Pick<BearerTokens, 'authenticate'>
  readonly roleMapping: ReadonlyMap<string, Role>
  /**
   * Called when the access token was rejected, with the principal derived from the ID token instead (null without one).
   * Where the API has its own registration, that person thereby lost their roles.
   */
  readonly onAccessTokenRefused?: (reason: GatewayError, principal: Principal | null) => void
}

/**
 * Determines the signed-in principal. Prefers the access token if it is valid for this graph, since API clients are
 * authorized by it too: with Entra and two registrations, it carries the roles assigned on the API. Otherwise (one
 * registration, an opaque access token) uses the ID token. Name and e-mail come from whichever token has them, the ID
 * token first.
 *
 * @param identity claims of the verified ID token; null if a renewal returned none
 * @returns null if neither token identifies the person
 * @throws IssuerUnavailableError if the access token's key is unknown and the issuer is unavailable
 */
export async function readSessionPrincipal(
  { accessToken, identity }: { accessToken: string; identity: JWTPayload | null },
  { bearerTokens, roleMapping, onAccessTokenRefused }: SessionPrincipalOptions,
): Promise<Principal | null> {
  const byIdentity = identity && readPrincipal(identity, roleMapping)
  const byAccess = await bearerTokens.authenticate(accessToken).catch((error: unknown) => {
    if (!(error instanceof GatewayError) || error instanceof IssuerUnavailableError) throw error
    onAccessTokenRefused?.(error, byIdentity)
    return null
  })
  const speaker = byAccess ?? byIdentity
  if (!speaker) return null
  const name = identity?.['name']
  return Object.freeze({
    ...speaker,
    name: typeof name === 'string' && name !== '' ? name : speaker.name,
    email: byIdentity?.email ?? speaker.email,
    scheme: 'session',
  })
}
