import { setMaxListeners } from 'node:events'
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server'
import { readBearerToken } from '../auth/bearer-header.ts'
import type { BearerTokens } from '../auth/bearer-tokens.ts'
import type { Principal } from '../auth/principal.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { badUserInput, GatewayError } from '../errors/gateway-error.ts'
import type { GraphContext } from '../graphql/context.ts'
import { applyCors } from './cors.ts'
import { BodyTooLargeError, readBody, sendError, sendGatewayError, type Exchange, type Route } from './exchange.ts'
import { isFromOwnPage } from './own-page.ts'
import { resolveOperation, type GraphqlCall, type PersistedOperations } from './persisted-operations.ts'
import { allowLandingPage } from './security-headers.ts'
import type { SessionCookie } from './session-cookie.ts'

export interface GraphqlRouteOptions {
  apollo: ApolloServer<GraphContext>
  bearerTokens: BearerTokens
  /** Sessions of the portal; null: sign-in is not set up. */
  session: SessionCookie | null
  persistedOperations: PersistedOperations
  allowedOrigins: readonly string[]
  /** Whether a browser that opens the address gets Apollo Sandbox. */
  isExplorable: boolean
}

/**
 * `POST /graphql` and `GET /graphql`: who asks is settled before anything of the question is looked at. Signed out is
 * HTTP 401 with nothing executed; an issuer or a database that cannot be asked is HTTP 503.
 *
 * A caller shows a bearer token or, from the portal's own pages, the session cookie. Where nobody explores the graph
 * (production), a session runs only the operations that the portal was built with: whoever gets to act in a page of ours
 * could otherwise ask for anything its person may see.
 */
export function createGraphqlRoute(options: GraphqlRouteOptions): Route {
  const { apollo, bearerTokens, session, persistedOperations, allowedOrigins, isExplorable } = options

  /** @throws GatewayError `UNAUTHENTICATED`, `FORBIDDEN`; IssuerUnavailableError, DatabaseUnavailableError */
  async function authenticate({ request }: Exchange): Promise<Principal> {
    const token = readBearerToken(request.headersDistinct['authorization'])
    if (token !== null) return bearerTokens.authenticate(token)
    if (!session?.isSent(request)) {
      throw new GatewayError('UNAUTHENTICATED', 'Sign in first: the call carries no access token and no session.')
    }
    if (!isFromOwnPage(request)) {
      const message = 'A call with a session must come from the portal’s own pages, with the header x-portal: 1.'
      throw new GatewayError('FORBIDDEN', message)
    }
    const principal = await session.authenticate(request)
    if (!principal) throw new GatewayError('UNAUTHENTICATED', 'The session has ended. Sign in again.')
    return principal
  }

  return async (exchange) => {
    const { request, response, requestId } = exchange
    if (applyCors(exchange, allowedOrigins)) return
    const { method } = request
    if (method !== 'GET' && method !== 'POST') {
      response.setHeader('allow', 'GET, POST')
      return sendError(exchange, 405, 'BAD_USER_INPUT', 'Ask with POST, or with GET for a query.')
    }
    if (isExplorable && isBrowserVisit(exchange)) {
      allowLandingPage(response)
      return answer(exchange, { method, body: '', search: '' }, null)
    }
    try {
      const principal = await authenticate(exchange)
      const body = method === 'POST' ? await readBody(request) : ''
      const call: GraphqlCall = { method, body: parseBody(exchange, body), search: exchange.url.search }
      const allowFree = isExplorable || principal.scheme === 'bearer'
      const context = { principal, requestId, signal: departureOf(exchange) }
      await answer(exchange, resolveOperation(call, persistedOperations, allowFree), context)
    } catch (error) {
      refuse(exchange, error)
    }
  }

  async function answer(exchange: Exchange, call: GraphqlCall, context: GraphContext | null): Promise<void> {
    const { response } = exchange
    const answered = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toApolloRequest(exchange, call),
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

/** Aborts when the caller goes away before the answer is out: a search, say, that was overtaken by the next letter. */
function departureOf({ response }: Exchange): AbortSignal {
  const departure = new AbortController()
  // Everything that one document asks for listens to it.
  setMaxListeners(0, departure.signal)
  response.once('close', () => {
    if (!response.writableFinished) departure.abort()
  })
  return departure.signal
}

/** @throws GatewayError `BAD_USER_INPUT` when it says it is JSON and is not */
function parseBody({ request }: Exchange, body: string): unknown {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return body
  if (body === '' && request.method === 'GET') return body
  try {
    return JSON.parse(body) as unknown
  } catch {
    throw badUserInput('The body must be JSON such as {"query": "{ viewer { name } }"}.')
  }
}

function toApolloRequest({ request }: Exchange, { method, body, search }: GraphqlCall): HTTPGraphQLRequest {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  // No foreign page can send x-portal without a preflight: for Apollo's own check of GETs that is as good as its header.
  if (headers.get('x-portal') === '1') headers.set('apollo-require-preflight', 'true')
  return { method, headers, search, body }
}

function isBrowserVisit({ request, url }: Exchange): boolean {
  return request.method === 'GET' && url.search === '' && /text\/html/.test(request.headers.accept ?? '')
}

const statuses: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, BAD_USER_INPUT: 400 }

/** Answers what was thrown before the operation ran; what is no refusal goes on to the front door. */
function refuse(exchange: Exchange, error: unknown): void {
  if (error instanceof BodyTooLargeError) {
    exchange.response.setHeader('connection', 'close')
    return sendError(exchange, 413, 'BAD_USER_INPUT', 'The request is larger than 1 MiB.')
  }
  const status = error instanceof GatewayError ? statuses[error.code] : undefined
  if (!(error instanceof GatewayError) || status === undefined) throw error
  if (status === 401) exchange.response.setHeader('www-authenticate', 'Bearer')
  sendGatewayError(exchange, status, error)
}
