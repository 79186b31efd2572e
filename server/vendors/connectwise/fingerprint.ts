import { accountKey } from '../kit/cache-keys.ts'
import type { ConnectWiseAccount } from './types.ts'

/**
 * Distinguishes accounts in what outlives them: data read with other credentials is never served, and their limits and
 * troubles are their own. Begins with the tenant's id and a colon; no other colon follows.
 */
export const fingerprintOf = ({ tenantId, baseUrl, companyId, publicKey }: ConnectWiseAccount): string =>
  accountKey(tenantId, [baseUrl.href, companyId, publicKey])
