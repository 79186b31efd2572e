import type { IssuerClient } from '../auth/issuer-client.ts'
import { safeReturnAddress } from '../auth/return-address.ts'
import type { Principal } from '../auth/principal.ts'
import { SignInError, type SignInFailure } from '../auth/sign-in-error.ts'
import { transactionCookiePrefix, transactionSeconds, type SignIn } from '../auth/sign-in.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Cookies } from './cookies.ts'
import { sendError, sendJson, type HttpContext, type Route } from './http-context.ts'
import { isFromOwnPage } from './own-page.ts'
import type { SessionCookie } from './session-cookie.ts'

export interface AuthRoutesOptions {
  readonly signIn: SignIn
  readonly issuer: Pick<IssuerClient, 'endSessionUrl' | 'revoke'>
  readonly session: SessionCookie
  readonly cookies: Cookies
  /** The gateway's public origin. */
  readonly publicOrigin: () => string
  readonly logger: Logger
  /** Called after each sign-in: prefetch what the first page needs while the browser loads it. */
  readonly onSignedIn: (principal: Principal) => void
}

/** Maximum number of concurrent sign-ins per browser, e.g. in several tabs. */
const maxTransactions = 4

/**
 * - `GET /auth/login?return_to=/path` redirects to the issuer.
 * - `GET /auth/callback` handles the issuer's redirect, starts the session and redirects to `return_to`. On failure: to
 *   `/sign-in?error=denied|expired|busy|failed&return_to=…`, with the reason in the log; or straight to `return_to` if
 *   the browser is already signed in, e.g. after its back button reopened an old callback.
 * - `POST /auth/logout` (header `x-portal: 1`) ends the session and revokes its refresh token, and responds with
 *   `{"location"}`: the page to open next, which is the issuer's own sign-out if it has one.
 */
export function createAuthRoutes(options: AuthRoutesOptions): Record<string, Route> {
  const { signIn, issuer, session, cookies, publicOrigin, logger, onSignedIn } = options

  /** Redirects to the sign-in page after any failure, or onward if already signed in. */
  async function giveUp(context: HttpContext, error: unknown, wanted: string): Promise<void> {
    const { request, requestId } = context
    const isExpected = error instanceof SignInError || error instanceof GatewayError
    const failure: SignInFailure = error instanceof SignInError ? error.failure : 'failed'
    logger[isExpected ? 'warn' : 'error']({ requestId, failure, err: error }, 'sign-in failed')
    if (await isSignedIn(session, request)) return redirect(context, wanted)
    const query = new URLSearchParams({ error: failure, return_to: wanted })
    redirect(context, `/sign-in?${query.toString()}`)
  }

  async function login(context: HttpContext): Promise<void> {
    const { request, response, url } = context
    const wanted = safeReturnAddress(url.searchParams.get('return_to'))
    try {
      const { location, cookie, value } = await signIn.begin(wanted)
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
    const state = url.searchParams.get('state')
    if (state !== null) {
      const cookie = signIn.transactionCookie(state)
      if (cookies.read(request, cookie) !== null) cookies.clear(response, cookie)
    }
    try {
      const done = await signIn.complete(url.search, (name) => cookies.read(request, name))
      await session.begin(request, response, done.session)
      logger.info({ requestId, principal: done.principal.id, role: done.principal.role }, 'signed in')
      onSignedIn(done.principal)
      redirect(context, done.returnTo)
    } catch (error) {
      await giveUp(context, error, error instanceof SignInError ? error.returnTo : '/')
    }
  }

  async function logout(context: HttpContext): Promise<void> {
    const { request, response } = context
    if (!isFromOwnPage(request)) {
      return sendError(
        context,
        403,
        'FORBIDDEN',
        'Only the portal’s own pages sign out: the header x-portal is missing.',
      )
    }
    const tokens = await session.end(request, response)
    const signedOut = `${publicOrigin()}/sign-in`
    const [location] = await Promise.all([
      tokens?.idToken ? issuer.endSessionUrl(tokens.idToken, signedOut) : null,
      tokens?.refreshToken ? issuer.revoke(tokens.refreshToken) : null,
    ])
    // Also clear the browser's back/forward cache. Not the storage: it only holds the theme, no personal data.
    response.setHeader('clear-site-data', '"cache"')
    sendJson(context, 200, { location: location ?? '/sign-in' })
  }

  return {
    '/auth/login': only('GET', login),
    '/auth/callback': only('GET', callback),
    '/auth/logout': only('POST', logout),
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
