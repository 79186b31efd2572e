import type { IncomingMessage } from 'node:http'

/**
 * Whether a request comes from this machine and names it: over loopback, not forwarded by a proxy, and with a loopback
 * `Host`. The last prevents DNS rebinding, where a foreign page's host name resolves to this machine.
 */
export function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isLocalAddress = /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '')
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
  const isLocalName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(headers.host ?? '')
  return isLocalAddress && !isForwarded && isLocalName
}
