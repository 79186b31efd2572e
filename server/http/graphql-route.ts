import { setMaxListeners } from 'node:events'
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server'
import { readBearerToken } from '../auth/bearer-header.ts'
import type { BearerTokens } from '../auth/bearer-tokens.ts'
import type { Principal } from '../auth/principal.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { statusOfRefusal } from '../errors/http-status.ts'
import type { CallCheck } from '../graphql/check-call.ts'
import type { GraphContext } from '../graphql/context.ts'
import type { Sandbox } from '../graphql/sandbox.ts'
import { answerTooLarge } from '../limits/answer-budget.ts'
import { countVendorCalls, runFor, type VendorCallCount } from '../telemetry/vendor-calls.ts'
import { applyCors } from './cors.ts'
import { sendError, sendGatewayError, type HttpContext, type Route } from './http-context.ts'
import { readGet, readPost, toSearch, wantedOf, type GraphqlCall } from './graphql-call.ts'
import { isFromThisMachine } from './loopback.ts'
import { isFromOwnPage } from './own-page.ts'
import { resolveOperation, type PersistedOperations } from './persisted-operations.ts'
import { readJsonText, UnreadableBodyError } from './read-body.ts'
import { allowLandingPage } from './security-headers.ts'
import { sendText } from './send-text.ts'
import type { SessionCookie } from './session-cookie.ts'

export interface GraphqlRouteOptions {
  apollo: ApolloServer<GraphContext>
  bearerTokens: BearerTokens
  /** Portal sessions; null: sign-in is not configured. */
  session: SessionCookie | null
  persistedOperations: PersistedOperations
  /** Checks every call before execution. */
  checkCall: CallCheck
  /** Maximum response size in bytes, before compression. */
  maxAnswerBytes: number
  allowedOrigins: readonly string[]
  /** Whether sessions may send their own documents. */
  isExplorable: boolean
  /** Landing page for browsers; null: none. */
  sandbox: Sandbox | null
}

/**
 * `POST /graphql` and `GET /graphql`. Authenticates before the operation is parsed: an unauthenticated request gets
 * HTTP 401 and executes nothing; an unavailable issuer or database gets HTTP 503.
 *
 * Accepts a bearer token or, from the portal's own pages, the session cookie. If the graph is not explorable
 * (production), sessions may only run the portal's persisted operations: otherwise script injected into one of our
 * pages could query anything its user may see.
 *
 * Every response says in `x-vendor-calls` how many vendor requests were sent for it, retries included.
 */
export function createGraphqlRoute(options: GraphqlRouteOptions): Route {
  const { apollo, bearerTokens, session, persistedOperations, checkCall, maxAnswerBytes } = options
  const { allowedOrigins, isExplorable, sandbox } = options

  /** @throws GatewayError `UNAUTHENTICATED`, `FORBIDDEN`; IssuerUnavailableError, DatabaseUnavailableError */
  async function authenticate({ request }: HttpContext): Promise<Principal> {
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

  async function respond(context: HttpContext, vendorCalls: VendorCallCount): Promise<void> {
    const { request, response, requestId } = context
    if (applyCors(context, allowedOrigins)) return
    const showVendorCalls = () => response.setHeader('x-vendor-calls', vendorCalls.sent)
    showVendorCalls()
    const { method } = request
    if (method !== 'GET' && method !== 'POST') {
      response.setHeader('allow', 'GET, POST')
      return sendError(context, 405, 'BAD_USER_INPUT', 'Ask with POST, or with GET for a query.')
    }
    if (sandbox && isBrowserVisit(context)) {
      allowLandingPage(response)
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      response.end(await sandbox.render({ withToken: isFromThisMachine(request) }))
      return
    }
    try {
      const principal = await authenticate(context)
      const asked = method === 'POST' ? readPost(await readJsonText(request)) : readGet(context.url.search)
      const allowFree = isExplorable || principal.scheme === 'bearer'
      const call = resolveOperation(asked, persistedOperations, allowFree)
      const wanted = wantedOf(call)
      if (wanted) checkCall(wanted)
      const graphContext = { principal, requestId, signal: clientAbortSignal(context) }
      const answered = await runFor(principal.id, () =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: toApolloRequest(context, call),
          context: async () => graphContext,
        }),
      )
      showVendorCalls()
      await send(context, answered)
    } catch (error) {
      if (!response.headersSent) showVendorCalls()
      refuse(context, error)
    }
  }

  async function send(context: HttpContext, answered: HTTPGraphQLResponse): Promise<void> {
    const { response } = context
    for (const [name, value] of answered.headers) response.setHeader(name, value)
    response.setHeader('cache-control', 'no-store')
    response.statusCode = answered.status ?? 200
    // The other kind is for incremental delivery, which our executor does not support.
    if (answered.body.kind !== 'complete') throw new Error('Apollo answers in parts')
    const bytes = Buffer.byteLength(answered.body.string)
    // During execution, text was counted in UTF-16 units, each of which may take several bytes.
    if (bytes > maxAnswerBytes) {
      return sendGatewayError(context, 200, answerTooLarge(bytes, maxAnswerBytes), { data: null })
    }
    await sendText(context, answered.body.string)
  }

  return (context) => countVendorCalls((vendorCalls) => respond(context, vendorCalls))
}

/** Aborts when the client disconnects before the response is sent, e.g. a search superseded by the next keystroke. */
function clientAbortSignal({ response }: HttpContext): AbortSignal {
  const clientAbort = new AbortController()
  // Every load of the document listens to it.
  setMaxListeners(0, clientAbort.signal)
  response.once('close', () => {
    if (!response.writableFinished) clientAbort.abort()
  })
  return clientAbort.signal
}

function toApolloRequest({ request }: HttpContext, call: GraphqlCall): HTTPGraphQLRequest {
  const { method, fields } = call
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  // Foreign pages cannot send x-portal without a preflight, so it satisfies Apollo's CSRF check of GETs like its own
  // header.
  if (headers.get('x-portal') === '1') headers.set('apollo-require-preflight', 'true')
  return method === 'POST'
    ? { method, headers, search: '', body: fields }
    : { method, headers, search: toSearch(call), body: '' }
}

function isBrowserVisit({ request, url }: HttpContext): boolean {
  return request.method === 'GET' && url.search === '' && /text\/html/.test(request.headers.accept ?? '')
}

/** Sends errors thrown before execution; rethrows those that are not refusals (see http-status.ts). */
function refuse(context: HttpContext, error: unknown): void {
  if (error instanceof UnreadableBodyError) {
    const { response } = context
    // The rest of the body is never read.
    if (error.status === 413) response.setHeader('connection', 'close')
    if (error.status === 415)
      response.setHeader('accept-encoding', 'identity').setHeader('accept-post', 'application/json')
    return sendGatewayError(context, error.status, error)
  }
  const status = error instanceof GatewayError ? statusOfRefusal(error.code) : undefined
  if (!(error instanceof GatewayError) || status === undefined) throw error
  if (status === 401) context.response.setHeader('www-authenticate', 'Bearer')
  sendGatewayError(context, status, error)
}
