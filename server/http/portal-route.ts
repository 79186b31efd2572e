import type { Principal } from '../auth/principal.ts'
import { safeReturnAddress } from '../auth/return-address.ts'
import { sendError, type Exchange, type Route } from './exchange.ts'
import type { PortalFiles } from './portal-files.ts'
import { sendFile } from './stored-file.ts'

export interface PortalRouteOptions {
  readonly files: PortalFiles
  /** Who is signed in; null when nobody is. */
  readonly authenticate: (exchange: Exchange) => Promise<Principal | null>
  /**
   * The content security policy of the page that signed-in people get: it may allow a chat. All else, the sign-in page
   * first of all, keeps the strict one.
   */
  readonly signedInPolicy: string
}

/**
 * Paths where no page of the portal is: what is not found there is an error and not the portal. Nor is one at the name of
 * a file: a page in the place of a script that is gone would only be a stranger fault.
 */
const notThePortal = /^\/(graphql|auth|health|api|metrics|assets)(\/|$)|\.[a-z\d]{1,12}$/i

/**
 * Everything that no other route takes: the portal's files, `/sign-in`, and for every other path that a browser opens the
 * portal's page. Signed-out visitors are sent to `/sign-in` and come back from there; those who are signed in have no need of
 * that page and are led on.
 */
export function createPortalRoute({ files, authenticate, signedInPolicy }: PortalRouteOptions): Route {
  return async (exchange) => {
    const { request, response, url } = exchange
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead) return notFound(exchange)
    if (url.pathname === '/sign-in') {
      // Without the database or the issuer it cannot be told: the page works without them.
      const isSignedIn = await authenticate(exchange).then(Boolean, () => false)
      if (!isSignedIn) return sendFile(exchange, files.signIn)
      return redirect(exchange, safeReturnAddress(url.searchParams.get('return_to')))
    }
    if (await files.sendFile(exchange)) return
    const isPage = url.pathname === '/' || /text\/html/.test(request.headers.accept ?? '')
    if (notThePortal.test(url.pathname) || !isPage) return notFound(exchange)
    if (await authenticate(exchange)) {
      response.setHeader('content-security-policy', signedInPolicy)
      return sendFile(exchange, files.index)
    }
    const query = new URLSearchParams({ return_to: `${url.pathname}${url.search}` })
    const location = url.pathname === '/' && url.search === '' ? '/sign-in' : `/sign-in?${query.toString()}`
    redirect(exchange, location)
  }
}

function redirect({ response }: Exchange, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end()
}

function notFound(exchange: Exchange): void {
  sendError(exchange, 404, 'NOT_FOUND', 'There is nothing at this address. The graph is at /graphql.')
}
