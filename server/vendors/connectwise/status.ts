import type { AccountCache } from '../../cache/cache.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { ConnectWiseClient } from './client.ts'
import { statusPolicy } from './config.ts'
import { fingerprintOf } from './reader.ts'
import type { ConnectWiseAccount } from './types.ts'

/** A tenant's ConnectWise status as of the last check. */
export interface VendorStatus {
  readonly state: 'NOT_CONFIGURED' | 'OK' | 'LIMITED' | 'UNAUTHORIZED' | 'UNREACHABLE' | 'UNKNOWN'
  /** An explanation for people; null if all is well. */
  readonly message: string | null
  readonly checkedAt: number | null
  /** ConnectWise does not report usage. */
  readonly budget: null
}

/**
 * Requests one ticket, at most once a minute for all callers: `system/info` may respond without a key (fact sheet 1.4).
 * Never throws for a vendor error: a failure is a status.
 */
export async function readConnectWiseStatus(
  client: ConnectWiseClient,
  cache: AccountCache,
  account: ConnectWiseAccount,
): Promise<VendorStatus> {
  const { value, asOf } = await cache.read(statusPolicy, `${fingerprintOf(account)}:status`, async () => {
    try {
      await client.page(account, { path: 'service/tickets', fields: ['id'], pageSize: 1 })
      return { state: 'OK', message: null, budget: null } as const
    } catch (error) {
      if (error instanceof VendorError) return describeFailure(error)
      throw error
    }
  })
  return { ...value, checkedAt: asOf }
}

function describeFailure(error: VendorError): Omit<VendorStatus, 'checkedAt'> {
  const states: Partial<Record<VendorError['code'], VendorStatus['state']>> = {
    VENDOR_UNAUTHORIZED: 'UNAUTHORIZED',
    VENDOR_FORBIDDEN: 'UNAUTHORIZED',
    VENDOR_RATE_LIMITED: 'LIMITED',
    VENDOR_TIMEOUT: 'UNREACHABLE',
    VENDOR_UNAVAILABLE: 'UNREACHABLE',
  }
  return { state: states[error.code] ?? 'UNKNOWN', message: error.message, budget: null }
}
