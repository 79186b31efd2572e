import type { AccountCache } from '../../cache/cache.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { AutotaskClient } from './client.ts'
import { statusPolicy } from './config.ts'
import { toRequestBudget } from './mapping.ts'
import type { RequestBudget } from './types.ts'

/** The vendor's status as of the last check. */
export interface VendorStatus {
  readonly state: 'NOT_CONFIGURED' | 'OK' | 'LIMITED' | 'UNAUTHORIZED' | 'UNREACHABLE' | 'UNKNOWN'
  /** An explanation for people; null if all is well. */
  readonly message: string | null
  readonly checkedAt: number | null
  readonly budget: RequestBudget | null
}

/** From this share of the hourly requests on, Autotask delays each call by half a second, and by more later. */
const slowFrom = 0.5

/** Reads Autotask's request counter, at most once a minute for all callers. Never throws: a failure is a status. */
export async function readAutotaskStatus(client: AutotaskClient, cache: AccountCache): Promise<VendorStatus> {
  const { value, asOf } = await cache.read(statusPolicy, 'status', async () => {
    try {
      return describeBudget(toRequestBudget(await client.threshold()))
    } catch (error) {
      if (error instanceof VendorError) return describeFailure(error)
      throw error
    }
  })
  return { ...value, checkedAt: asOf }
}

function describeBudget(budget: RequestBudget | null): Omit<VendorStatus, 'checkedAt'> {
  if (budget && budget.used >= budget.limit * slowFrom) {
    const percent = Math.round((budget.used / budget.limit) * 100)
    const message = `${percent} % of the requests of the last hour are used, so Autotask answers more slowly.`
    return { state: 'LIMITED', message, budget }
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
