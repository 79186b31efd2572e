import { VendorError } from '../../errors/vendor-error.ts'
import type { RequestBudget } from '../kit/vendor.ts'
import type { HubSpotClient } from './client.ts'
import { toDailyUsage } from './mapping.ts'

/**
 * Reads HubSpot's daily count. Only private apps may read it: with another kind of key, makes sure that the account can
 * be read, and returns null.
 */
export async function readDailyUsage(client: HubSpotClient): Promise<RequestBudget | null> {
  try {
    return toDailyUsage(await client.dailyUsage())
  } catch (error) {
    const isRefusal = error instanceof VendorError && /VENDOR_(FORBIDDEN|BAD_RESPONSE)/.test(error.code)
    if (!isRefusal) throw error
    await client.account()
    return null
  }
}
