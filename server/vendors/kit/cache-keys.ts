import { createHash } from 'node:crypto'

/** Hash of a JSON value for a cache key: of constant length, and reveals nothing of the value in a shared store. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24)
}

/**
 * Cache key of an account, unique among a vendor's or tenant's accounts in a cache shared by several gateways.
 *
 * @param parts everything that the responses depend on
 * @example accountKey('hubspot', ['https://api.hubapi.com/', '4567890']) // 'hubspot:9f2c41d07ab3…'
 */
export const accountKey = (owner: string, parts: readonly unknown[]): string => `${owner}:${digest(parts)}`
