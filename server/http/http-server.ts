import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clientAddressOf, type IsTrustedProxy } from './client-address.ts'
import { limitConnections, maxConnections, usualConnectionTimes, type ConnectionTimes } from './connections.ts'
import { createRequestListener, type RequestListenerOptions } from './request-listener.ts'

export interface HttpServer {
  /** Handles a request that came another way than over its connections. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /**
   * Listens on the port (0: a free one) and returns it.
   *
   * @param host host name or address to listen on; null: all interfaces
   */
  listen(port: number, host: string | null): Promise<number>
  /** Stops accepting connections, drains in-flight requests, and aborts those still running after `graceMs`. */
  close(graceMs: number): Promise<void>
}

export interface HttpServerOptions extends Omit<RequestListenerOptions, 'addressOf'> {
  /** Overrides the default connection timeouts. */
  readonly times?: Partial<ConnectionTimes>
  /** Whether an address is a trusted proxy's: its `X-Forwarded-For` is believed, its connections are not limited. */
  readonly isTrustedProxy?: IsTrustedProxy
  /** Concurrent connections per address; unlimited by default. */
  readonly connectionsPerAddress?: number
}

/** The HTTP server: routes requests (see request-listener.ts), and limits how long connections take and how many there are. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { logger } = options
  const { isTrustedProxy = () => false, connectionsPerAddress = Infinity } = options
  const listenerOptions = {
    ...options,
    addressOf: (request: IncomingMessage) => clientAddressOf(request, isTrustedProxy),
  }
  const handle = createRequestListener(listenerOptions)

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
    // Headers that are all written in one go do not reach what stands for a response elsewhere.
    handle: createRequestListener({ ...listenerOptions, immediateRoutes: {} }),
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
