import type { OidcSettings } from '../config/config.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { applyCors } from '../http/cors.ts'
import { sendError, sendGatewayError, sendJson, type Route } from '../http/http-context.ts'
import { describedPath, metadataPath } from './mcp-path.ts'
import type { OwnAddress } from './own-address.ts'

export interface ResourceMetadataOptions {
  readonly addressOf: OwnAddress
  /** Who issues access tokens; null: callers are known otherwise, and nothing can be described. */
  readonly issuer: Pick<OidcSettings, 'issuer' | 'client'> | null
  readonly allowedOrigins: readonly string[]
}

/**
 * Scopes to ask for, as the portal does: they make the access token one for this gateway. Clients decide themselves whether
 * they want to be offline. Empty where none is known.
 */
export const scopesOf = (issuer: ResourceMetadataOptions['issuer']): readonly string[] =>
  issuer?.client?.scope.split(/\s+/).filter((scope) => scope !== '' && scope !== 'offline_access') ?? []

/** The address of the description of the server at this path. */
export const metadataUrl = (origin: string, pathname: string) => `${origin}${metadataPath}${pathname}`

/**
 * `GET /.well-known/oauth-protected-resource/mcp`: where access tokens for `/mcp` come from (OAuth 2.0 Protected Resource
 * Metadata, RFC 9728). Public, like the identity provider's own description.
 */
export function createResourceMetadataRoute({ addressOf, issuer, allowedOrigins }: ResourceMetadataOptions): Route {
  const scopes = scopesOf(issuer)

  return (context) => {
    const { request, response, url } = context
    if (applyCors(context, allowedOrigins)) return
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return sendError(context, 405, 'BAD_USER_INPUT', 'Ask with GET.')
    }
    const path = describedPath(url.pathname)
    if (!issuer || path === null) return sendError(context, 404, 'NOT_FOUND', 'There is nothing at this address.')
    try {
      sendJson(context, 200, {
        resource: `${addressOf(context)}${path}`,
        authorization_servers: [issuer.issuer],
        bearer_methods_supported: ['header'],
        ...(scopes.length > 0 && { scopes_supported: scopes }),
        resource_name: 'MSP graph',
      })
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      sendGatewayError(context, 403, error)
    }
  }
}
