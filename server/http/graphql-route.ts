import type { Sandbox } from '../graphql/sandbox.ts'
import type { Operations } from '../operations/operations.ts'
import { countVendorCalls, type VendorCallCount } from '../telemetry/vendor-calls.ts'
import { callerOf } from './callers.ts'
import { clientAbortSignal } from './client-abort.ts'
import { applyCors } from './cors.ts'
import type { CredentialsOf } from './credentials.ts'
import { sendError, sendGatewayError, sendRefusal, type HttpContext, type Route } from './http-context.ts'
import { isFromThisMachine } from './loopback.ts'
import { readJsonText, UnreadableBodyError } from './read-body.ts'
import { allowLandingPage } from './security-headers.ts'
import { sendAnswer } from './send-answer.ts'

export interface GraphqlRouteOptions {
  operations: Operations
  /** How callers authenticate. */
  credentialsOf: CredentialsOf
  allowedOrigins: readonly string[]
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
 * Who sends too much gets HTTP 429 (`TOO_MANY_REQUESTS`); every answer says in `RateLimit` what is left.
 *
 * Every response says in `x-vendor-calls` how many vendor requests were sent for it, retries included.
 */
export function createGraphqlRoute(options: GraphqlRouteOptions): Route {
  return createGraphqlRoutes(options)(readJsonText)
}

type ReadText = (request: HttpContext['request']) => Promise<string>

/** As `createGraphqlRoute`, with what reads the body. */
export function createGraphqlRoutes(options: GraphqlRouteOptions): (readText: ReadText) => Route {
  const { operations, credentialsOf, allowedOrigins, sandbox } = options

  async function respond(context: HttpContext, vendorCalls: VendorCallCount, readText: ReadText): Promise<void> {
    const { request, response } = context
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
    const asked = {
      ...callerOf(context),
      requestId: context.requestId,
      method,
      headers: request.headers,
      readText: async () => (method === 'POST' ? readText(request) : context.url.search),
      signal: () => clientAbortSignal(context),
      vendorCalls,
    } as const
    try {
      await operations.run(
        asked,
        (audited) => credentialsOf(context, audited),
        (answer) => {
          showVendorCalls()
          return sendAnswer(context, answer)
        },
      )
    } catch (error) {
      if (!response.headersSent) showVendorCalls()
      refuse(context, error)
    }
  }

  return (readText) => (context) => countVendorCalls((vendorCalls) => respond(context, vendorCalls, readText))
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
  sendRefusal(context, error)
}
