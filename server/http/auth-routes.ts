import type { IncomingMessage } from 'node:http'
import type { AuditEntry } from '../audit/audit-entry.ts'
import type { IssuerClient } from '../auth/issuer-client.ts'
import { safeReturnAddress } from '../auth/return-address.ts'
import type { Principal } from '../auth/principal.ts'
import { hashOfSession } from '../auth/sessions.ts'
import { SignInError, type SignInFailure } from '../auth/sign-in-error.ts'
import { transactionCookiePrefix, transactionSeconds, type SignIn } from '../auth/sign-in.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import { TooManyRequestsError } from '../limits/too-many-requests-error.ts'
import type { Cookies } from './cookies.ts'
import { credentialOfSession } from './credential-hash.ts'
import { sendError, sendGatewayError, sendJson, type HttpContext, type Route } from './http-context.ts'
import { isFromOwnPage } from './own-page.ts'
import type { PublicOrigin } from './public-origin.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SignInGuard } from './sign-in-guard.ts'

export interface AuthRoutesOptions {
  readonly signIn: SignIn
  readonly issuer: Pick<IssuerClient, 'endSessionUrl' | 'revoke'>
  readonly session: SessionCookie
  /** Limits sign-in attempts by address. */
  readonly guard: SignInGuard
  readonly cookies: Cookies
  /** How browsers reach the gateway. */
  readonly publicOrigin: PublicOrigin
  readonly logger: Logger
  /** Called after each sign-in: prefetch what the first page needs while the browser loads it. */
  readonly onSignedIn: (principal: Principal) => void
  readonly audit: NoteSignIn
}

/** Records a sign-in or sign-out. */
export type NoteSignIn = (
  context: HttpContext,
  event: Pick<AuditEntry, 'kind' | 'operation'> &
    Partial<Pick<AuditEntry, 'outcome' | 'code' | 'credential'>> & { readonly principal?: Principal | null },
) => void

const callbackPath = '/auth/callback'

/** As it has to be registered at the issuer. */
const redirectUriOf = (publicOrigin: PublicOrigin, request: IncomingMessage) =>
  `${publicOrigin.originOf(request)}${callbackPath}`

const signedOutUri = (publicOrigin: PublicOrigin, request: IncomingMessage) =>
  `${publicOrigin.originOf(request)}/sign-in`

/** Maximum number of concurrent sign-ins per browser, e.g. in several tabs. */
const maxTransactions = 4

/**
 * - `GET /auth/login?return_to=/path` redirects to the issuer.
 * - `GET /auth/callback` handles the issuer's redirect, starts the session and redirects to `return_to`. On failure: to
 *   `/sign-in?error=denied|expired|busy|failed&return_to=…`, with the reason in the log; or straight to `return_to` if
 *   the browser is already signed in, e.g. after its back button reopened an old callback.
 * - Both answer with HTTP 429 where an address tries too often, before anything is stored or asked of the issuer.
 * - `POST /auth/logout` (header `x-portal: 1`) ends the session and revokes its refresh token, and responds with
 *   `{"location"}`: the page to open next, which is the issuer's own sign-out if it has one.
 */
export function createAuthRoutes(options: AuthRoutesOptions): Record<string, Route> {
  const { signIn, issuer, session, guard, cookies, publicOrigin, logger, onSignedIn, audit } = options

  /** Redirects to the sign-in page after any failure, or onward if already signed in. */
  async function giveUp(context: HttpContext, error: unknown, wanted: string): Promise<void> {
    const { request, requestId } = context
    const isExpected = error instanceof SignInError || error instanceof GatewayError
    const failure: SignInFailure = error instanceof SignInError ? error.failure : 'failed'
    logger[isExpected ? 'warn' : 'error']({ requestId, failure, err: error }, 'sign-in failed')
    audit(context, describeFailure(error, failure))
    if (await isSignedIn(session, request)) return redirect(context, wanted)
    const query = new URLSearchParams({ error: failure, return_to: wanted })
    redirect(context, `/sign-in?${query.toString()}`)
  }

  async function login(context: HttpContext): Promise<void> {
    const { request, response, url } = context
    const wanted = safeReturnAddress(url.searchParams.get('return_to'))
    guard.begin(context)
    try {
      const { location, cookie, value } = await signIn.begin(wanted, redirectUriOf(publicOrigin, request))
      const underWay = cookies.namesOf(request, transactionCookiePrefix)
      if (underWay.length >= maxTransactions) underWay.forEach((name) => cookies.clear(response, name))
      cookies.set(response, cookie, value, transactionSeconds)
      redirect(context, location)
    } catch (error) {
      await giveUp(context, error, wanted)
    }
  }

  async function callback(context: HttpContext): Promise<void> {
    const { request, response, url, requestId } = context
    guard.check(context)
    const state = url.searchParams.get('state')
    if (state !== null) {
      const cookie = signIn.transactionCookie(state)
      if (cookies.read(request, cookie) !== null) cookies.clear(response, cookie)
    }
    try {
      const redirected = new URL(`${redirectUriOf(publicOrigin, request)}${url.search}`)
      const done = await signIn.complete(redirected, (name) => cookies.read(request, name))
      await session.begin(request, response, done.session)
      const credential = credentialOfSession(hashOfSession(done.session.id))
      audit(context, { kind: 'sign-in', operation: 'sign-in', principal: done.principal, credential })
      guard.completed(context)
      logger.info({ requestId, principal: done.principal.id, role: done.principal.role }, 'signed in')
      onSignedIn(done.principal)
      redirect(context, done.returnTo)
    } catch (error) {
      guard.failed(context)
      await giveUp(context, error, error instanceof SignInError ? error.returnTo : '/')
    }
  }

  async function logout(context: HttpContext): Promise<void> {
    const { request, response } = context
    if (!isFromOwnPage(request)) {
      audit(context, { kind: 'refusal', operation: 'sign-out', outcome: 'refused', code: 'FORBIDDEN' })
      return sendError(context, 403, 'FORBIDDEN', notFromOwnPage)
    }
    const credential = credentialOfSession(session.hashOf(request) ?? '')
    const principal = await session.ownerOf(request)
    const tokens = await session.end(request, response)
    if (principal) audit(context, { kind: 'sign-out', operation: 'sign-out', principal, credential })
    const [location] = await Promise.all([
      tokens?.idToken ? issuer.endSessionUrl(tokens.idToken, signedOutUri(publicOrigin, request)) : null,
      tokens?.refreshToken ? issuer.revoke(tokens.refreshToken) : null,
    ])
    // Also clear the browser's back/forward cache. Not the storage: it only holds the theme, no personal data.
    response.setHeader('clear-site-data', '"cache"')
    sendJson(context, 200, { location: location ?? '/sign-in' })
  }

  return {
    '/auth/login': only('GET', limited(login)),
    [callbackPath]: only('GET', limited(callback)),
    '/auth/logout': only('POST', logout),
  }
}

const notFromOwnPage = 'Only the portal’s own pages sign out: the header x-portal is missing.'

/** A sign-in that failed, for the audit. */
function describeFailure(error: unknown, failure: SignInFailure) {
  const isRefused = failure !== 'failed' || error instanceof SignInError
  return {
    kind: failure === 'busy' ? ('limit' as const) : ('sign-in' as const),
    operation: 'sign-in',
    outcome: isRefused ? ('refused' as const) : ('failed' as const),
    code: `SIGN_IN_${failure.toUpperCase()}`,
  }
}

/** False also if unknown: the sign-in page works without the database and the issuer. */
async function isSignedIn(session: SessionCookie, request: HttpContext['request']): Promise<boolean> {
  return session.authenticate(request).then(
    (principal) => principal !== null,
    () => false,
  )
}

function redirect({ response }: HttpContext, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end()
}

function only(method: 'GET' | 'POST', route: Route): Route {
  return (context) => {
    if (context.request.method === method) return route(context)
    context.response.setHeader('allow', method)
    sendError(context, 405, 'BAD_USER_INPUT', `This address takes ${method} only.`)
  }
}

/** Answers an address that tries too often: people, who open these addresses in a browser, in plain words. */
function limited(route: Route): Route {
  return async (context) => {
    try {
      await route(context)
    } catch (error) {
      if (!(error instanceof TooManyRequestsError)) throw error
      const { request, response } = context
      if (!/text\/html/.test(request.headers.accept ?? '')) return sendGatewayError(context, 429, error)
      response.setHeader('retry-after', error.state.resetSeconds)
      response.writeHead(429, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      response.end(error.message)
    }
  }
}
