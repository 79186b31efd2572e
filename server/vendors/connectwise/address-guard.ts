import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/*
 * A name that is good can lead to an address that is not: to this machine, into the private network, to a cloud's
 * metadata service. What the name leads to is looked at in the very look-up by which the connection is made, so that
 * nothing can change in between. Ranges: https://www.iana.org/assignments/iana-ipv4-special-registry and
 * …/iana-ipv6-special-registry.
 */

const inside = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, and with it the metadata services at 169.254.169.254.
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

/** IPv6 addresses that the internet gives out; all others are this machine's, private, mapped or reserved. */
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
for (const [net, prefix] of [
  // Teredo, ORCHID and the like; documentation; 6to4, which wraps an IPv4 address.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  inside.addSubnet(net, prefix, 'ipv6')
}

/** Whether an IP address is one of the internet: neither this machine's nor of a private or special network. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/** A name leads to an address that no ConnectWise of the internet has. */
export class ForbiddenAddressError extends Error {
  override name = 'ForbiddenAddressError'
  readonly code = forbiddenAddress

  constructor() {
    super('The name leads to an address that is not of the internet.')
  }
}

/** The code of a ForbiddenAddressError, by which it is known inside other errors. */
export const forbiddenAddress = 'EFORBIDDENADDRESS'

/**
 * A look-up for connections that fails unless everything the name leads to is public: of several addresses any may be
 * the one that is connected to.
 *
 * @param lookup the system's unless a test has its own
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
