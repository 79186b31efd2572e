import type { AccountCache } from '../../cache/cache.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { ConnectWiseClient } from './client.ts'
import { statusPolicy } from './config.ts'
import { fingerprintOf } from './reader.ts'
import type { ConnectWiseAccount } from './types.ts'

/** How a tenant's ConnectWise stands: what the last look said. */
export interface VendorReading {
  readonly state: 'NOT_CONFIGURED' | 'OK' | 'LIMITED' | 'UNAUTHORIZED' | 'UNREACHABLE' | 'UNKNOWN'
  /** What a person can make of it; null when all is well. */
  readonly message: string | null
  readonly checkedAt: number | null
  /** ConnectWise tells nobody how much is used. */
  readonly budget: null
}

/**
 * Asks for one ticket, at most once a minute for all callers: `system/info` may answer without a key (fact sheet 1.4).
 * Never throws for a vendor's fault: a failure is a state.
 */
export async function readConnectWiseStatus(
  client: ConnectWiseClient,
  cache: AccountCache,
  account: ConnectWiseAccount,
): Promise<VendorReading> {
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

function describeFailure(error: VendorError): Omit<VendorReading, 'checkedAt'> {
  const states: Partial<Record<VendorError['code'], VendorReading['state']>> = {
    VENDOR_UNAUTHORIZED: 'UNAUTHORIZED',
    VENDOR_FORBIDDEN: 'UNAUTHORIZED',
    VENDOR_RATE_LIMITED: 'LIMITED',
    VENDOR_TIMEOUT: 'UNREACHABLE',
    VENDOR_UNAVAILABLE: 'UNREACHABLE',
  }
  return { state: states[error.code] ?? 'UNKNOWN', message: error.message, budget: null }
}
