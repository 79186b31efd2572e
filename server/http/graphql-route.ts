import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server'
import { readBearerToken } from '../auth/bearer-header.ts'
import type { BearerTokens } from '../auth/bearer-tokens.ts'
import { IssuerUnavailableError } from '../auth/issuer-unavailable-error.ts'
import type { Principal } from '../auth/principal.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { GraphContext } from '../graphql/context.ts'
import { applyCors } from './cors.ts'
import { BodyTooLargeError, readBody, sendError, sendGatewayError, type Exchange, type Route } from './exchange.ts'

export interface GraphqlRouteOptions {
  apollo: ApolloServer<GraphContext>
  bearerTokens: BearerTokens
  allowedOrigins: readonly string[]
  /** Whether a browser that opens the address gets Apollo Sandbox. */
  isExplorable: boolean
}

/**
 * `POST /graphql` and `GET /graphql`: who asks is settled before anything of the question is looked at. Signed out is
 * HTTP 401 with nothing executed; an issuer that cannot be asked about a key is HTTP 503.
 */
export function createGraphqlRoute({ apollo, bearerTokens, allowedOrigins, isExplorable }: GraphqlRouteOptions): Route {
  async function authenticate(exchange: Exchange): Promise<Principal | null> {
    try {
      const token = readBearerToken(exchange.request.headersDistinct['authorization'])
      if (token !== null) return await bearerTokens.authenticate(token)
      refuse(exchange, new GatewayError('UNAUTHENTICATED', 'Sign in first: the call carries no access token.'))
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      if (error instanceof IssuerUnavailableError) sendGatewayError(exchange, 503, error)
      else refuse(exchange, error)
    }
    return null
  }

  return async (exchange) => {
    const { request, requestId } = exchange
    if (applyCors(exchange, allowedOrigins)) return
    if (request.method !== 'GET' && request.method !== 'POST') {
      exchange.response.setHeader('allow', 'GET, POST')
      return sendError(exchange, 405, 'BAD_USER_INPUT', 'Ask with POST, or with GET for a query.')
    }
    if (isExplorable && isBrowserVisit(exchange)) return answer(exchange, null, null)
    const principal = await authenticate(exchange)
    if (!principal) return
    try {
      const body = request.method === 'POST' ? await readBody(request) : null
      await answer(exchange, body, { principal, requestId })
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error
      exchange.response.setHeader('connection', 'close')
      sendError(exchange, 413, 'BAD_USER_INPUT', 'The request is larger than 1 MiB.')
    }
  }

  async function answer(exchange: Exchange, body: string | null, context: GraphContext | null): Promise<void> {
    const { response } = exchange
    const parsed = parseBody(exchange, body)
    if (parsed === malformed) {
      return sendError(
        exchange,
        400,
        'BAD_USER_INPUT',
        'The body must be JSON such as {"query": "{ viewer { name } }"}.',
      )
    }
    const answered = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApolloRequest(exchange, parsed),
      context: async () => {
        if (!context) throw new GatewayError('UNAUTHENTICATED', 'Sign in first.')
        return context
      },
    })
    for (const [name, value] of answered.headers) response.setHeader(name, value)
    response.setHeader('cache-control', 'no-store')
    response.statusCode = answered.status ?? 200
    if (answered.body.kind === 'complete') {
      response.end(answered.body.string)
      return
    }
    for await (const chunk of answered.body.asyncIterator) response.write(chunk)
    response.end()
  }
}

const malformed = Symbol('malformed')

function parseBody({ request }: Exchange, body: string | null): unknown {
  if (body === null || !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return body ?? ''
  try {
    return JSON.parse(body) as unknown
  } catch {
    return malformed
  }
}

function toApolloRequest({ request, url }: Exchange, body: unknown): HTTPGraphQLRequest {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return { method: request.method ?? 'GET', headers, search: url.search, body }
}

function isBrowserVisit({ request, url }: Exchange): boolean {
  return request.method === 'GET' && url.search === '' && /text\/html/.test(request.headers.accept ?? '')
}

function refuse(exchange: Exchange, error: GatewayError): void {
  exchange.response.setHeader('www-authenticate', 'Bearer')
  sendGatewayError(exchange, 401, error)
}
