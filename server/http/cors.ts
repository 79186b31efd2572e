import type { HttpContext } from './http-context.ts'

/**
 * Allows cross-origin calls from the configured origins only: other origins get no CORS headers at all.
 *
 * @returns true if the request was a preflight and has been handled
 */
export function applyCors({ request, response }: HttpContext, allowedOrigins: readonly string[]): boolean {
  const { origin } = request.headers
  response.appendHeader('vary', 'Origin')
  const isAllowed = origin !== undefined && allowedOrigins.includes(origin)
  if (isAllowed) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader(
      'access-control-expose-headers',
      'x-request-id, x-vendor-calls, etag, retry-after, ratelimit, ratelimit-policy',
    )
  }
  if (request.method !== 'OPTIONS') return false
  if (isAllowed) {
    response.setHeader('access-control-allow-methods', 'GET, POST')
    response.setHeader(
      'access-control-allow-headers',
      'authorization, content-type, apollo-require-preflight, if-none-match, x-request-id',
    )
    response.setHeader('access-control-max-age', 600)
  }
  response.writeHead(204).end()
  return true
}
