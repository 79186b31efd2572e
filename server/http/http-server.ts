import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { IssuerUnavailableError } from '../auth/issuer-unavailable-error.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { Logger } from '../telemetry/logger.ts'
import { clientAddressOf, type IsTrustedProxy } from './client-address.ts'
import { limitConnections, maxConnections, usualConnectionTimes, type ConnectionTimes } from './connections.ts'
import { sendError, sendGatewayError, type HttpContext, type Route } from './http-context.ts'
import { memoize } from '../memoize.ts'
import { CallerGoneError } from './read-body.ts'

export interface HttpServer {
  /**
   * Listens on the port (0: a free one) and returns it.
   *
   * @param host host name or address to listen on; null: all interfaces
   */
  listen(port: number, host: string | null): Promise<number>
  /** Stops accepting connections, drains in-flight requests, and aborts those still running after `graceMs`. */
  close(graceMs: number): Promise<void>
}

export interface HttpServerOptions {
  /** By path. */
  readonly routes: Readonly<Record<string, Route>>
  /** Handles paths without a route; 404 by default. */
  readonly fallback?: Route | undefined
  /** Sent with every response, unless its route removes one. */
  readonly headers?: Readonly<Record<string, string>>
  /** Overrides the default connection timeouts. */
  readonly times?: Partial<ConnectionTimes>
  /** Whether an address is a trusted proxy's: its `X-Forwarded-For` is believed, its connections are not limited. */
  readonly isTrustedProxy?: IsTrustedProxy
  /** Concurrent connections per address; unlimited by default. */
  readonly connectionsPerAddress?: number
  readonly logger: Logger
}

const notFound: Route = (context) => {
  sendError(context, 404, 'NOT_FOUND', 'There is nothing at this address. The graph is at /graphql.')
}

/** The HTTP server: matches routes, assigns request ids, and turns every error into a response. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { routes, fallback = notFound, logger } = options
  const headers = Object.entries(options.headers ?? {})
  const { isTrustedProxy = () => false, connectionsPerAddress = Infinity } = options

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const begun = performance.now()
    const context = createHttpContext(request, response, isTrustedProxy)
    for (const [name, value] of headers) response.setHeader(name, value)
    response.on('close', () => {
      const ms = Math.round(performance.now() - begun)
      const { requestId, url } = context
      logger.info(
        { requestId, method: request.method, path: url.pathname, status: response.statusCode, ms },
        'request completed',
      )
    })
    try {
      const { pathname } = context.url
      await (Object.hasOwn(routes, pathname) ? routes[pathname] : fallback)?.(context)
    } catch (err) {
      answerFailure(context, err, logger)
    }
  }

  const times = { ...usualConnectionTimes, ...options.times }
  let isClosing = false
  const underWay = new Set<ServerResponse>()
  const connectionTimes = {
    keepAliveTimeout: times.keepAliveMs,
    headersTimeout: times.headersMs,
    requestTimeout: times.requestMs,
    connectionsCheckingInterval: times.checkMs,
  }
  const server = createServer(connectionTimes, (request, response) => {
    underWay.add(response)
    // Not while the answer is still being made, which may take its time.
    response.on('timeout', () => request.socket.writableLength > 0 && request.socket.destroy())
    // On a kept-alive connection, the client would send its next request to a gateway that is shutting down.
    if (isClosing) response.setHeader('connection', 'close')
    response.once('close', () => {
      underWay.delete(response)
      // While closing, a connection that became idle would otherwise stay open until the client closes it.
      if (isClosing) server.closeIdleConnections()
    })
    void handle(request, response)
  })
  server.timeout = times.silentMs
  server.maxConnections = maxConnections
  limitConnections(server, { most: connectionsPerAddress, isExempt: isTrustedProxy, logger })
  return {
    listen(port, host) {
      return new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port, ...(host !== null && { host }) }, () => resolve((server.address() as AddressInfo).port))
      })
    },
    close(graceMs) {
      isClosing = true
      for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
      return new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      })
    },
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
  isTrustedProxy: IsTrustedProxy,
): HttpContext {
  const given = request.headers['x-request-id']
  // Accept the client's own id if it is safe to print.
  const requestId = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
  response.setHeader('x-request-id', requestId)
  const url = urlOf(request.url ?? '/')
  return { request, response, url, requestId, clientAddress: clientAddressOf(request, isTrustedProxy) }
}

const parseUrl = (target: string) => URL.parse(target, 'http://gateway') ?? new URL('http://gateway/')
/** Parsing takes longer than anything else that is done for each request here. */
const parsePath = memoize(parseUrl, 100)
const longestPath = 200

/** Paths are few, and asked for again and again; what has a query is mostly another one each time. */
function urlOf(target: string): URL {
  return target.includes('?') || target.length > longestPath ? parseUrl(target) : parsePath(target)
}
