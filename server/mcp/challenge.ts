import { readBearerToken } from '../auth/bearer-header.ts'
import type { HttpContext } from '../http/http-context.ts'
import type { ResourceMetadataOptions } from './resource-metadata.ts'
import { metadataUrl, scopesOf } from './resource-metadata.ts'

/** Why a token is not enough (RFC 6750, section 3.1). */
type TokenError = 'invalid_token' | 'insufficient_scope'

/**
 * Writes `WWW-Authenticate`, by which clients find out where access tokens come from (RFC 9728, section 5.1) and what is
 * wrong with theirs.
 */
export function createChallenges(issuer: ResourceMetadataOptions['issuer']) {
  const scopes = scopesOf(issuer)

  /** @param reason why the token is not enough; null for a request without one */
  function challenge(
    { response, url }: HttpContext,
    origin: string,
    reason: readonly [TokenError, string] | null,
  ): void {
    // Scopes are what to ask for at sign-in: a role is none, so that asking again with another scope would not help.
    const asked = reason?.[0] === 'insufficient_scope' ? [] : scopes
    const parameters = [
      ...(reason ? [`error="${reason[0]}"`, `error_description="${plain(reason[1])}"`] : []),
      ...(issuer ? [`resource_metadata="${metadataUrl(origin, url.pathname)}"`] : []),
      ...(asked.length > 0 ? [`scope="${asked.join(' ')}"`] : []),
    ]
    response.setHeader('www-authenticate', ['Bearer', parameters.join(', ')].filter(Boolean).join(' '))
  }

  return {
    /** Of a request that is signed out. */
    signIn: (context: HttpContext, origin: string, message: string) =>
      challenge(context, origin, hasToken(context) ? ['invalid_token', message] : null),
    /** Of a caller whose role is not enough: for a new token to help, another role has to be assigned. */
    role: (context: HttpContext, origin: string, message: string) =>
      challenge(context, origin, ['insufficient_scope', message]),
  }
}

/** Without a token, nothing is wrong with it (RFC 6750, section 3.1). */
function hasToken({ request }: HttpContext): boolean {
  try {
    return readBearerToken(request.headers.authorization) !== null
  } catch {
    return true
  }
}

/** Descriptions are ASCII without quotes and backslashes. */
const plain = (message: string) => message.replaceAll(/[‘’"]/g, "'").replaceAll(/[^\x20-\x7e]|\\/g, '?')
