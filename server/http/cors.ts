import type { HttpContext } from './http-context.ts'

/** What a preflight allows. */
export interface AllowedCalls {
  readonly methods: string
  readonly headers: string
  /** Names of response headers that pages may read beside the usual ones, each after a comma. */
  readonly exposed?: string
}

const graphCalls: AllowedCalls = {
  methods: 'GET, POST',
  headers: 'authorization, content-type, apollo-require-preflight, if-none-match, x-request-id',
}

/**
 * Allows cross-origin calls from the configured origins only: other origins get no CORS headers at all.
 *
 * @param allowedCalls those of the graph unless given
 * @returns true if the request was a preflight and has been handled
 */
export function applyCors(
  { request, response }: HttpContext,
  allowedOrigins: readonly string[],
  allowedCalls: AllowedCalls = graphCalls,
): boolean {
  const { origin } = request.headers
  response.appendHeader('vary', 'Origin')
  const isAllowed = origin !== undefined && allowedOrigins.includes(origin)
  if (isAllowed) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader(
      'access-control-expose-headers',
      `x-request-id, x-vendor-calls, etag, retry-after, ratelimit, ratelimit-policy${allowedCalls.exposed ?? ''}`,
    )
  }
  if (request.method !== 'OPTIONS') return false
  if (isAllowed) {
    response.setHeader('access-control-allow-methods', allowedCalls.methods)
    response.setHeader('access-control-allow-headers', allowedCalls.headers)
    response.setHeader('access-control-max-age', 600)
  }
  response.writeHead(204).end()
  return true
}
