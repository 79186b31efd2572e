import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InheritedSocket } from '../config/inherited-socket.ts'
import { clientAddressOf, type IsTrustedProxy } from './client-address.ts'
import { limitConnections, maxConnections, usualConnectionTimes, type ConnectionTimes } from './connections.ts'
import { createRequestListener, type RequestListenerOptions } from './request-listener.ts'

export interface HttpServer {
  /** Handles a request that came another way than over its connections. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Listens and returns the port. */
  listen(where: ListenAt): Promise<number>
  /** From now on, each answer asks the caller to let go of its connection. */
  dismiss(): void
  /** Stops accepting connections, drains in-flight requests, and aborts those still running after `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** Where to listen: at a port (0: a free one) of a host name or address (null: all), or on a socket that is inherited. */
export type ListenAt = { readonly port: number; readonly host: string | null } | InheritedSocket

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
  let isListening = true
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
      // A connection that became idle would otherwise stay open until the client closes it.
      if (!isListening) server.closeIdleConnections()
    })
    void handle(request, response)
  })
  const dismiss = () => {
    isClosing = true
    for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
  }
  server.timeout = times.silentMs
  server.maxConnections = maxConnections
  limitConnections(server, { most: connectionsPerAddress, isExempt: isTrustedProxy, logger })
  return {
    // Headers that are all written in one go do not reach what stands for a response elsewhere.
    handle: createRequestListener({ ...listenerOptions, immediateRouteOf: () => null }),
    listen(where) {
      const options = 'fd' in where ? where : { port: where.port, ...(where.host !== null && { host: where.host }) }
      return new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(options, () => resolve((server.address() as AddressInfo).port))
      })
    },
    dismiss,
    close(graceMs) {
      dismiss()
      isListening = false
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
