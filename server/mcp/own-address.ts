import type { IncomingHttpHeaders } from 'node:http'
import { GatewayError } from '../errors/gateway-error.ts'
import type { HttpContext } from '../http/http-context.ts'

/**
 * The origin at which a request reaches this server, once its `Host` and `Origin` are known to be right.
 *
 * @throws GatewayError `FORBIDDEN`: the page or the name by which it came is not one of ours
 */
export type OwnAddress = (context: HttpContext) => string

export interface OwnAddressOptions {
  /** Public origin; null: there is none in the settings. */
  readonly publicUrl: string | null
  /** Origins of pages that may call. */
  readonly allowedOrigins: readonly string[]
  readonly isDevelopment: boolean
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i
const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/

/**
 * Of the gateway itself. A foreign page can make its own name resolve to this machine and then call as if from the same
 * origin (DNS rebinding), but the browser goes on sending that name as `Host`: it has to be that of `PUBLIC_URL` or of this
 * machine. Only where neither is known, in production without a `PUBLIC_URL`, other names count that do not come over
 * loopback. Whatever else, a request needs an access token: no browser adds one.
 */
export function createOwnAddress({ publicUrl, allowedOrigins, isDevelopment }: OwnAddressOptions): OwnAddress {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).host

  return ({ request }) => {
    const { host = '', origin } = request.headers
    const isLocalName = loopbackHost.test(host)
    const isPublicName = publicHost !== null && host.toLowerCase() === publicHost
    if (!isLocalName && !isPublicName) {
      const isRemote = !loopbackAddress.test(request.socket.remoteAddress ?? '') || isForwarded(request.headers)
      if (publicHost !== null || isDevelopment || !isRemote) {
        throw new GatewayError('FORBIDDEN', 'This name (Host) is not one of this server: call it by its PUBLIC_URL.')
      }
    }
    const own = publicUrl ?? `http://${host}`
    const isOwnPage = origin === publicUrl || (isLocalName && origin === `http://${host}`)
    if (origin !== undefined && !isOwnPage) checkOrigin(origin, allowedOrigins)
    return own
  }
}

/** Of a program that embeds the graph: it knows its names itself. @param originOf the origin of the request's address */
export function createEmbeddedAddress(
  allowedOrigins: readonly string[],
  originOf: (context: HttpContext) => string,
): OwnAddress {
  return (context) => {
    const { origin } = context.request.headers
    if (origin !== undefined) checkOrigin(origin, allowedOrigins)
    return originOf(context)
  }
}

function checkOrigin(origin: string, allowedOrigins: readonly string[]): void {
  if (allowedOrigins.includes(origin)) return
  throw new GatewayError('FORBIDDEN', 'Pages of this origin may not call this server: it is not in ALLOWED_ORIGINS.')
}

const isForwarded = (headers: IncomingHttpHeaders) =>
  headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
