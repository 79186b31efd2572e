import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { IssuerUnavailableError } from '../auth/issuer-unavailable-error.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { memoize } from '../memoize.ts'
import { CallerGoneError } from '../operations/caller-gone-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import { sendError, sendGatewayError, type HttpContext, type Route } from './http-context.ts'
import { setHeaders } from './immediate-headers.ts'

/**
 * Answers requests to a path where that takes no waiting for anything but the body, with all headers in one go: setting
 * them one by one takes as long as everything else does.
 *
 * @param headers those of every response, names and values in turn
 * @returns null if the request is not of that kind, nothing was read of it then; else null once it is answered, or the
 * route that is to answer it
 */
export type ImmediateRoute = (context: HttpContext, headers: readonly string[]) => Promise<Route | null> | null

export interface RequestListenerOptions {
  /** By path. */
  readonly routes: Readonly<Record<string, Route>>
  /** What is asked before the route of a path; null: nothing is. */
  readonly immediateRouteOf?: (pathname: string) => ImmediateRoute | null
  /** Handles paths without a route; 404 by default. */
  readonly fallback?: Route | undefined
  /** Sent with every response to such a request, unless its route removes one. */
  readonly headersOf?: (request: IncomingMessage) => Readonly<Record<string, string>>
  /** The address of the caller of a request; null where it is unknown. */
  readonly addressOf: (request: IncomingMessage) => string | null
  readonly logger: Logger
  /**
   * Told how each request was answered: its path, if that has a route of its own, or null; the status, null if the caller left
   * before.
   */
  readonly onAnswered?: ((route: string | null, pathname: string, status: number | null) => void) | undefined
}

/** For paths without a route. */
export const notFound: Route = (context) => {
  sendError(context, 404, 'NOT_FOUND', 'There is nothing at this address. The graph is at /graphql.')
}

const noHeaders = {}

/** Matches routes, assigns request ids, logs requests, and turns every error into a response. */
export function createRequestListener(options: RequestListenerOptions) {
  const { routes, immediateRouteOf = () => null, fallback = notFound, headersOf = () => noHeaders } = options
  const { addressOf, logger, onAnswered } = options
  const listOf = memoize((headers: Readonly<Record<string, string>>) => Object.entries(headers).flat(), 2)

  /** Sets the headers of every response. */
  function prepare({ response, requestId }: HttpContext, headers: readonly string[]): void {
    response.setHeader('x-request-id', requestId)
    setHeaders(response, headers)
  }

  async function answer(context: HttpContext, headers: readonly string[]): Promise<void> {
    const { pathname } = context.url
    const asked = immediateRouteOf(pathname)?.(context, headers)
    const route = asked ? await asked : Object.hasOwn(routes, pathname) ? routes[pathname] : fallback
    if (!route) return
    prepare(context, headers)
    await route(context)
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const begun = performance.now()
    const context = createHttpContext(request, response, addressOf(request))
    const headers = listOf(headersOf(request))
    response.on('close', () => {
      const ms = Math.round(performance.now() - begun)
      const { requestId, url, traceId } = context
      const { method } = request
      const { statusCode: status } = response
      logger.info(
        { requestId, ...(traceId !== undefined && { traceId }), method, path: url.pathname, status, ms },
        'request completed',
      )
      const route = Object.hasOwn(routes, url.pathname) ? url.pathname : null
      onAnswered?.(route, url.pathname, response.headersSent ? response.statusCode : null)
    })
    try {
      await answer(context, headers)
    } catch (err) {
      if (!response.headersSent && !response.hasHeader('x-request-id')) prepare(context, headers)
      answerFailure(context, err, logger)
    }
  }
}

/** Answers a request whose route threw. */
function answerFailure(context: HttpContext, err: unknown, logger: Logger): void {
  const { response, requestId } = context
  if (err instanceof CallerGoneError) {
    logger.info({ requestId }, 'client disconnected before its request was complete')
    return
  }
  if (!response.headersSent && (err instanceof DatabaseUnavailableError || err instanceof IssuerUnavailableError)) {
    logger.warn({ requestId, err }, 'dependency unavailable')
    return sendGatewayError(context, 503, err)
  }
  logger.error({ requestId, err }, 'request failed')
  if (response.headersSent) response.destroy()
  else sendError(context, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side.')
}

function createHttpContext(
  request: IncomingMessage,
  response: ServerResponse,
  clientAddress: string | null,
): HttpContext {
  const given = request.headers['x-request-id']
  // Accept the client's own id if it is safe to print.
  const requestId = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
  const url = urlOf(request.url ?? '/')
  return { request, response, url, requestId, clientAddress }
}

const parseUrl = (target: string) => URL.parse(target, 'http://gateway') ?? new URL('http://gateway/')
/** Parsing takes longer than anything else that is done for each request here. */
const parsePath = memoize(parseUrl, 100)
const longestPath = 200

/** Paths are few, and asked for again and again; what has a query is mostly another one each time. */
function urlOf(target: string): URL {
  return target.includes('?') || target.length > longestPath ? parseUrl(target) : parsePath(target)
}
