import { createHash } from 'node:crypto'

/**
 * Cache key of an account, unique among a vendor's accounts in a cache shared by several gateways, without revealing
 * what it is derived from.
 *
 * @param parts everything that the responses depend on
 * @example accountKey('hubspot', ['https://api.hubapi.com/', '4567890']) // 'hubspot:9f2c41d07ab3'
 */
export function accountKey(vendor: string, parts: readonly unknown[]): string {
  return `${vendor}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)}`
}
