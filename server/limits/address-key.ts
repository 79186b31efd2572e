import { isIPv6 } from 'node:net'
import { memoize } from '../memoize.ts'

/**
 * What an address is counted under: an IPv4 address itself; of an IPv6 one the first 64 bits, since a network that has one has
 * them all.
 */
export const addressKey = memoize(keyOf, 10_000)

function keyOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? []
  const start = head === '' ? [] : head.split(':')
  const end = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - start.length - end.length) }, () => '0')
  const groups = [...start, ...zeros, ...end].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
