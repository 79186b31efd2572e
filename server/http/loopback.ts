import type { IncomingMessage } from 'node:http'

/**
 * Whether a request comes from this very machine and means it by name: over loopback, not passed on by a proxy, and for a
 * host that is this machine. The last keeps out a foreign page whose own name was made to point here (DNS rebinding).
 */
export function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isLocalAddress = /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '')
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
  const isLocalName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(headers.host ?? '')
  return isLocalAddress && !isForwarded && isLocalName
}
