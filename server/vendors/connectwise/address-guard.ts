import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/*
 * An allowed host name can resolve to a forbidden address: this machine, the private network, a cloud metadata service.
 * Addresses are checked in the very lookup used to connect, so that they cannot change in between. Ranges:
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry.
 */

const inside = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, including metadata services at 169.254.169.254.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, reserved and broadcast.
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, prefix, 'ipv4')
}

/** Globally routable IPv6 addresses; all others are local, private, mapped or reserved. */
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
for (const [net, prefix] of [
  // Teredo, ORCHID and the like; documentation; 6to4, which embeds an IPv4 address.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  inside.addSubnet(net, prefix, 'ipv6')
}

/** Whether an IP address is public: neither local nor in a private or special range. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/** A host name resolves to an address that is not public. */
export class ForbiddenAddressError extends Error {
  override name = 'ForbiddenAddressError'
  readonly code = forbiddenAddress

  constructor() {
    super('The name leads to an address that is not of the internet.')
  }
}

/** Code of a ForbiddenAddressError, to recognize it inside other errors. */
export const forbiddenAddress = 'EFORBIDDENADDRESS'

/**
 * A DNS lookup that fails unless all resolved addresses are public: any of them may be connected to.
 *
 * @param lookup the system's, unless overridden by a test
 */
export function createGuardedLookup(lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const first = addresses?.[0]
      if (error || !first) return callback(error ?? new Error('The name leads nowhere.'), '', 0)
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new ForbiddenAddressError(), '', 0)
      if (options.all) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }
}
