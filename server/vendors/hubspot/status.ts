import type { AccountCache } from '../../cache/cache.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { HubSpotClient } from './client.ts'
import { statusPolicy } from './config.ts'
import { toDailyUsage } from './mapping.ts'
import type { DailyUsage } from './types.ts'

/** How the vendor stands: what the last look said. */
export interface HubSpotReading {
  readonly state: 'NOT_CONFIGURED' | 'OK' | 'LIMITED' | 'UNAUTHORIZED' | 'UNREACHABLE' | 'UNKNOWN'
  /** What a person can make of it; null when all is well. */
  readonly message: string | null
  readonly checkedAt: number | null
  readonly budget: DailyUsage | null
}

/** From this share of the day's requests on a person should know: at its end HubSpot refuses all of them. */
const scarceFrom = 0.9

/** Looks at HubSpot's count of the day, at most once a minute for all callers. Never throws: a failure is a state. */
export async function readHubSpotStatus(client: HubSpotClient, cache: AccountCache): Promise<HubSpotReading> {
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

/** The count is one of private apps: a key of another kind may not see it, and is then looked at without. */
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

function describeUsage(budget: DailyUsage | null): Omit<HubSpotReading, 'checkedAt'> {
  if (budget && budget.used >= budget.limit * scarceFrom) {
    const percent = Math.round((budget.used / budget.limit) * 100)
    return { state: 'LIMITED', message: `${percent} % of the account’s calls of this day are used.`, budget }
  }
  return { state: 'OK', message: null, budget }
}

function describeFailure(error: VendorError): Omit<HubSpotReading, 'checkedAt'> {
  const states: Partial<Record<VendorError['code'], HubSpotReading['state']>> = {
    VENDOR_UNAUTHORIZED: 'UNAUTHORIZED',
    VENDOR_FORBIDDEN: 'UNAUTHORIZED',
    VENDOR_RATE_LIMITED: 'LIMITED',
    VENDOR_TIMEOUT: 'UNREACHABLE',
    VENDOR_UNAVAILABLE: 'UNREACHABLE',
  }
  return { state: states[error.code] ?? 'UNKNOWN', message: error.message, budget: null }
}
