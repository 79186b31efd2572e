import type { AccountCache } from '../../cache/cache.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { HubSpotClient } from './client.ts'
import { statusPolicy } from './config.ts'
import { toDailyUsage } from './mapping.ts'
import type { DailyUsage } from './types.ts'

/** The vendor's status as of the last check. */
export interface VendorStatus {
  readonly state: 'NOT_CONFIGURED' | 'OK' | 'LIMITED' | 'UNAUTHORIZED' | 'UNREACHABLE' | 'UNKNOWN'
  /** An explanation for people; null if all is well. */
  readonly message: string | null
  readonly checkedAt: number | null
  readonly budget: DailyUsage | null
}

/** Share of the daily requests from which on to warn: at the limit, HubSpot refuses all of them. */
const scarceFrom = 0.9

/** Reads HubSpot's daily count, at most once a minute for all callers. Never throws: a failure is a status. */
export async function readHubSpotStatus(client: HubSpotClient, cache: AccountCache): Promise<VendorStatus> {
  const { value, asOf } = await cache.read(statusPolicy, 'status', async () => {
    try {
      return describeUsage(await readUsage(client))
    } catch (error) {
      if (error instanceof VendorError) return describeFailure(error)
      throw error
    }
  })
  return { ...value, checkedAt: asOf }
}

/** Only private apps may read the count; with another kind of key, check the status without it. */
async function readUsage(client: HubSpotClient): Promise<DailyUsage | null> {
  try {
    return toDailyUsage(await client.dailyUsage())
  } catch (error) {
    const isRefusal = error instanceof VendorError && /VENDOR_(FORBIDDEN|BAD_RESPONSE)/.test(error.code)
    if (!isRefusal) throw error
    await client.account()
    return null
  }
}

function describeUsage(budget: DailyUsage | null): Omit<VendorStatus, 'checkedAt'> {
  if (budget && budget.used >= budget.limit * scarceFrom) {
    const percent = Math.round((budget.used / budget.limit) * 100)
    return { state: 'LIMITED', message: `${percent} % of the account’s calls of this day are used.`, budget }
  }
  return { state: 'OK', message: null, budget }
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
