import { createHash } from 'node:crypto'

/**
 * Tells an account from all others of a vendor in a cache that several gateways share, and tells nothing of what it is made
 * from.
 *
 * @param parts all that other settings would lead to other answers with
 * @example accountKey('hubspot', ['https://api.hubapi.com/', '4567890']) // 'hubspot:9f2c41d07ab3'
 */
export function accountKey(vendor: string, parts: readonly unknown[]): string {
  return `${vendor}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)}`
}
