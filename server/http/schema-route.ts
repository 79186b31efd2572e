import { readBearerToken } from '../auth/bearer-header.ts'
import type { BearerTokens } from '../auth/bearer-tokens.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { IntrospectionRule } from '../graphql/introspection.ts'
import type { SchemaText } from '../graphql/schema-text.ts'
import type { CallerGuard } from './caller-guard.ts'
import { applyCors } from './cors.ts'
import { createCredentials } from './credentials.ts'
import { sendError, sendRefusal, type HttpContext, type Route } from './http-context.ts'
import { sendText } from './send-text.ts'

export interface SchemaRouteOptions {
  readonly bearerTokens: BearerTokens
  /** Applies the limits on callers. */
  readonly guard: Pick<CallerGuard, 'authenticate' | 'admit'>
  readonly mayIntrospect: IntrospectionRule
  readonly schemaText: SchemaText
  readonly allowedOrigins: readonly string[]
}

/** The schema is no record of a customer: who reads it is not audited. */
const unaudited = { by: () => undefined }

/**
 * `GET /schema.graphql`: the schema as SDL with descriptions, for callers with a bearer token. A session of the portal
 * does not count.
 */
export function createSchemaRoute(options: SchemaRouteOptions): Route {
  const { bearerTokens, guard, mayIntrospect, schemaText, allowedOrigins } = options
  const credentialsOf = createCredentials({ bearerTokens, session: null })

  /** @throws GatewayError `UNAUTHENTICATED`, `FORBIDDEN`, `TOO_MANY_REQUESTS`; IssuerUnavailableError */
  async function authorize(context: HttpContext): Promise<void> {
    if (readBearerToken(context.request.headersDistinct['authorization']) === null) {
      throw new GatewayError('UNAUTHENTICATED', 'The schema is shown to calls with an access token (Bearer).')
    }
    const principal = await guard.authenticate(context, credentialsOf(context, unaudited))
    await guard.admit(context, principal)
    if (!mayIntrospect(principal)) throw new GatewayError('FORBIDDEN', 'This gateway does not show its schema.')
  }

  return async (context) => {
    const { request, response } = context
    if (applyCors(context, allowedOrigins)) return
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return sendError(context, 405, 'BAD_USER_INPUT', 'Ask with GET.')
    }
    try {
      await authorize(context)
    } catch (error) {
      return sendRefusal(context, error)
    }
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    response.setHeader('cache-control', 'no-store')
    await sendText(context, schemaText())
  }
}
