import type { RequestAudit, RequestOrigin } from '../audit/request-audit.ts'
import type { BearerTokens } from '../auth/bearer-tokens.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Sandbox } from '../graphql/sandbox.ts'
import { countVendorCalls, type VendorCallCount } from '../telemetry/vendor-calls.ts'
import { applyCors } from './cors.ts'
import { createCredentials } from './credentials.ts'
import { sendError, sendGatewayError, sendRefusal, type HttpContext, type Route } from './http-context.ts'
import { createAnswers, type AnswersOptions, type Progress } from './graphql-answers.ts'
import type { GraphqlCall } from './graphql-call.ts'
import { isFromThisMachine } from './loopback.ts'
import { CallerGoneError, UnreadableBodyError } from './read-body.ts'
import { allowLandingPage } from './security-headers.ts'
import type { SessionCookie } from './session-cookie.ts'

export interface GraphqlRouteOptions extends AnswersOptions {
  bearerTokens: BearerTokens
  /** Portal sessions; null: sign-in is not configured. */
  session: SessionCookie | null
  /** Begins the audit of a request. */
  audit: (origin: RequestOrigin) => RequestAudit
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
  const { guard, allowedOrigins, sandbox, audit } = options
  const credentialsOf = createCredentials(options)
  const answer = createAnswers(options)

  async function respond(context: HttpContext, vendorCalls: VendorCallCount): Promise<void> {
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
    const audited = audit({ requestId: context.requestId, address: context.clientAddress, vendorCalls })
    const progress: Progress = { asked: null, isAnswered: false }
    try {
      const principal = await guard.authenticate(context, credentialsOf(context, audited))
      await guard.admit(context, principal)
      const send = await answer({ context, principal, audited, method, progress })
      progress.isAnswered = true
      await audited.end()
      showVendorCalls()
      const answerBytes = await send()
      guard.settle(principal, { vendorCalls: vendorCalls.sent, answerBytes })
    } catch (error) {
      const isToRecord = !progress.isAnswered && !(error instanceof CallerGoneError)
      if (isToRecord) audited.refuse(codeOf(error), operationNameOf(progress.asked))
      if (!response.headersSent) showVendorCalls()
      refuse(context, error)
    }
  }

  return (context) => countVendorCalls((vendorCalls) => respond(context, vendorCalls))
}

function isBrowserVisit({ request, url }: HttpContext): boolean {
  return request.method === 'GET' && url.search === '' && /text\/html/.test(request.headers.accept ?? '')
}

const codeOf = (error: unknown) => (error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR')

/** Its name, for the audit; null if it has none that the graph could have. */
function operationNameOf(asked: GraphqlCall | null): string | null {
  const name = asked?.fields?.['operationName']
  return typeof name === 'string' && /^\w{1,100}$/.test(name) ? name : null
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
