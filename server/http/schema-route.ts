import { GatewayError } from '../errors/gateway-error.ts'
import type { IntrospectionRule } from '../graphql/introspection.ts'
import type { SchemaText } from '../graphql/schema-text.ts'
import type { CallerGuard } from '../operations/caller-guard.ts'
import { callerOf } from './callers.ts'
import { applyCors } from './cors.ts'
import type { CredentialsOf } from './credentials.ts'
import { sendError, sendRefusal, type HttpContext, type Route } from './http-context.ts'
import { sendText } from './send-text.ts'

export interface SchemaRouteOptions {
  /** How callers authenticate: by a bearer token alone. */
  readonly credentialsOf: CredentialsOf
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
  const { credentialsOf, guard, mayIntrospect, schemaText, allowedOrigins } = options

  /** @throws GatewayError `UNAUTHENTICATED`, `FORBIDDEN`, `TOO_MANY_REQUESTS`; IssuerUnavailableError */
  async function authorize(context: HttpContext): Promise<void> {
    const caller = callerOf(context)
    const principal = await guard.authenticate(caller, credentialsOf(context, unaudited))
    await guard.admit(caller, principal)
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
