import type { Server, Socket } from 'node:net'
import type { Logger } from '../telemetry/logger.ts'
import { addressKey } from '../limits/address-key.ts'
import { plainAddress } from './client-address.ts'

/** Connection timeouts in milliseconds, and the maximum number of connections. */
export interface ConnectionTimes {
  /** How long an idle connection is kept alive after its last response. */
  readonly keepAliveMs: number
  /** Timeout from the first byte of a connection or request to the end of its headers. */
  readonly headersMs: number
  /** Timeout from a request's first byte to the end of its body: 1 MiB at 40 kB a second. */
  readonly requestMs: number
  /** Timeout of an answer of which the caller reads nothing. */
  readonly silentMs: number
  /** How often the timeouts are checked. */
  readonly checkMs: number
}

/**
 * Timeouts against slow or silent clients. Node applies the headers timeout only while a request is being received, so
 * it may be shorter than the keep-alive timeout.
 */
export const usualConnectionTimes: ConnectionTimes = {
  keepAliveMs: 90_000,
  headersMs: 15_000,
  requestMs: 30_000,
  silentMs: 180_000,
  checkMs: 5_000,
}

/** Maximum concurrent connections: a few hundred megabytes, and far more than the users of one gateway need. */
export const maxConnections = 10_000

export interface ConnectionLimit {
  /** Concurrent connections per address. */
  readonly most: number
  /** Whether an address may have any number: that of a proxy, behind which all callers are. */
  readonly isExempt: (address: string) => boolean
  readonly logger: Logger
}

/** Closes connections beyond the limit of their address, before anything is read from them. */
export function limitConnections(server: Server, { most, isExempt, logger }: ConnectionLimit): void {
  const counts = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress ?? '')
    // Gone already.
    if (address === null || isExempt(address)) return
    const key = addressKey(address)
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    socket.once('close', () => {
      const left = (counts.get(key) ?? 1) - 1
      if (left === 0) counts.delete(key)
      else counts.set(key, left)
    })
    if (count <= most) return
    if (count === most + 1) logger.warn({ address, most }, 'too many connections from one address')
    socket.destroy()
  })
}
