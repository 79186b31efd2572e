import type { IncomingMessage } from 'node:http'
import { connectionAddressOf, type IsTrustedProxy } from './client-address.ts'

/** How browsers reach the gateway. */
export interface PublicOrigin {
  /** Such as `https://portal.example.com`. */
  originOf(request: IncomingMessage): string
  isHttps(request: IncomingMessage): boolean
}

export interface PublicOriginOptions {
  /** Such as `https://portal.example.com`: holds for every request. Null: it depends on the request. */
  readonly publicUrl: string | null
  readonly isTrusted: IsTrustedProxy
  /** That of this machine; called only once the gateway is listening. */
  readonly localOrigin: () => string
}

/**
 * The origin that browsers use: `PUBLIC_URL` where it is set; otherwise what a trusted proxy says in `X-Forwarded-Proto`
 * and `X-Forwarded-Host`; otherwise that of this machine. The header `Host` alone is never believed: it is the caller's.
 */
export function createPublicOrigin({ publicUrl, isTrusted, localOrigin }: PublicOriginOptions): PublicOrigin {
  if (publicUrl !== null) {
    const isHttps = publicUrl.startsWith('https:')
    return { originOf: () => publicUrl, isHttps: () => isHttps }
  }
  const forwarded = (request: IncomingMessage) =>
    isTrusted(connectionAddressOf(request)) ? forwardedOrigin(request) : null
  return {
    originOf: (request) => forwarded(request) ?? localOrigin(),
    isHttps: (request) => forwarded(request)?.startsWith('https:') ?? false,
  }
}

/** Null where the proxy does not say both, or says what is none. */
function forwardedOrigin(request: IncomingMessage): string | null {
  const protocol = last(request, 'x-forwarded-proto')?.toLowerCase()
  const host = last(request, 'x-forwarded-host')
  if ((protocol !== 'https' && protocol !== 'http') || host === undefined) return null
  if (!/^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(host)) return null
  return URL.parse(`${protocol}://${host}`)?.origin ?? null
}

/** The last value: the one of the proxy that is connected. What stands before it came with the request. */
function last({ headersDistinct }: IncomingMessage, name: string): string | undefined {
  const value = headersDistinct[name]?.join(',').split(',').at(-1)?.trim()
  return value === '' ? undefined : value
}
