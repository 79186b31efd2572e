import type { ServerResponse } from 'node:http'
import type { Principal } from '../auth/principal.ts'
import { safeReturnAddress } from '../auth/return-address.ts'
import { sendError, type HttpContext, type Route } from './http-context.ts'
import type { PortalFiles } from './portal-files.ts'
import { sendFile } from './stored-file.ts'

export interface PortalRouteOptions {
  readonly files: PortalFiles
  /** Returns the signed-in principal; null if unauthenticated. */
  readonly authenticate: (context: HttpContext) => Promise<Principal | null>
  /**
   * Content security policy of the page for signed-in users, which may allow a chat. Everything else, the sign-in page
   * above all, keeps the strict policy.
   */
  readonly signedInPolicy: string
}

/**
 * Paths outside the portal: unknown ones are errors and do not fall back to its page. The same holds for file names:
 * serving a page in place of a missing script would only cause a more confusing error. A dot alone makes no file name:
 * ticket numbers have one.
 */
const notThePortal =
  /^\/(graphql|explorer|auth|health|api|metrics|assets)(\/|$)|\.(js|css|map|json|svg|png|ico|webp|txt|xml|woff2?|webmanifest)$/i

/**
 * Handles everything without a route: the portal's files, `/sign-in`, and the portal's page for every other path opened
 * in a browser. Unauthenticated visitors are redirected to `/sign-in` and back afterwards; authenticated ones are
 * redirected away from it.
 */
export function createPortalRoute({ files, authenticate, signedInPolicy }: PortalRouteOptions): Route {
  return async (context) => {
    const { request, response, url } = context
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (!isRead) return notFound(context)
    if (url.pathname === '/sign-in') {
      // Unknown if the database or the issuer is unavailable: the page works without them.
      const isSignedIn = await authenticate(context).then(Boolean, () => false)
      const next = safeReturnAddress(url.searchParams.get('return_to'))
      if (isSignedIn) return redirect(context, next)
      addLinks(response, files.preloads.ofSignIn(next))
      return sendFile(context, files.signIn)
    }
    if (await files.sendFile(context)) return
    const isPage = url.pathname === '/' || /text\/html/.test(request.headers.accept ?? '')
    if (notThePortal.test(url.pathname) || !isPage) return notFound(context)
    if (await authenticate(context)) {
      response.setHeader('content-security-policy', signedInPolicy)
      addLinks(response, files.preloads.ofPage(url.pathname))
      return sendFile(context, files.index)
    }
    const query = new URLSearchParams({ return_to: `${url.pathname}${url.search}` })
    const location = url.pathname === '/' && url.search === '' ? '/sign-in' : `/sign-in?${query.toString()}`
    redirect(context, location)
  }
}

function addLinks(response: ServerResponse, links: string | null): void {
  if (links !== null) response.setHeader('link', links)
}

function redirect({ response }: HttpContext, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end()
}

function notFound(context: HttpContext): void {
  sendError(context, 404, 'NOT_FOUND', 'There is nothing at this address. The graph is at /graphql.')
}
