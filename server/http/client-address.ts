import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, type Socket } from 'node:net'
import type { Network } from '../config/parsers.ts'

/** Whether an address is that of a trusted proxy. */
export type IsTrustedProxy = (address: string) => boolean

export function createProxyTrust(networks: readonly Network[]): IsTrustedProxy {
  const trusted = new BlockList()
  for (const { address, prefix, family } of networks) trusted.addSubnet(address, prefix, family)
  return (address) => {
    const version = isIP(address)
    return networks.length > 0 && version !== 0 && trusted.check(address, version === 4 ? 'ipv4' : 'ipv6')
  }
}

/** What an answer is for whose connection is gone already. */
const unknownAddress = '0.0.0.0'

/** Longer chains of proxies do not exist. */
const mostHops = 20

/**
 * The address of the caller: of the connection or, where that is a trusted proxy, the last one in `X-Forwarded-For` that
 * is not. What stands before it was sent by the caller, who may write there what they like.
 */
export function clientAddressOf(request: IncomingMessage, isTrusted: IsTrustedProxy): string {
  let address = connectionAddressOf(request)
  if (!isTrusted(address)) return address
  const hops = (request.headersDistinct['x-forwarded-for'] ?? []).join(',').split(',').slice(-mostHops)
  for (const hop of hops.toReversed()) {
    const before = plainAddress(hop)
    // No address: the proxy that passed this on is the last that is known.
    if (before === null) return address
    address = before
    if (!isTrusted(address)) return address
  }
  return address
}

/** Each connection has one, and many requests. */
const addresses = new WeakMap<Socket, string>()

/** The address at the other end of the connection: the caller, or a proxy. */
export function connectionAddressOf({ socket }: IncomingMessage): string {
  const known = addresses.get(socket)
  if (known !== undefined) return known
  const address = plainAddress(socket.remoteAddress ?? '')
  if (address !== null) addresses.set(socket, address)
  return address ?? unknownAddress
}

/** Without a port, and IPv4 as such where it is written as IPv6; null if it is no address. */
export function plainAddress(text: string): string | null {
  const trimmed = text.trim()
  const withoutPort = /^\[(?<six>[^\]]+)\](:\d+)?$|^(?<four>[\d.]+)(:\d+)?$/.exec(trimmed)?.groups
  const address = (withoutPort?.['six'] ?? withoutPort?.['four'] ?? trimmed).replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? null : address
}
