import type { JWTPayload } from 'jose'
import type { Role } from '../config/roles.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { readPrincipal } from './access-token-claims.ts'
import type { BearerTokens } from './bearer-tokens.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'
import type { Principal } from './principal.ts'

export interface SessionPrincipalOptions {
  readonly bearerTokens: BearerTokens
  readonly roleMapping: ReadonlyMap<string, Role>
  /**
   * Told why the access token did not speak, and who it is by the ID token instead (null when there is none). Where the API
   * has a registration of its own, that person has lost their roles by it.
   */
  readonly onAccessTokenRefused?: (reason: GatewayError, principal: Principal | null) => void
}

/**
 * Who signed in. The access token has the last word where it is one for this graph, since that is what tools are judged
 * by too: with Entra and two registrations the roles given on the API stand there. Otherwise (one registration, an opaque
 * access token) the ID token speaks. Name and e-mail come from whichever has them, the ID token first.
 *
 * @param identity the claims of the verified ID token; null when a renewal brought none
 * @returns null when neither token tells
 * @throws IssuerUnavailableError the access token's key is not known and the issuer cannot be asked
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
