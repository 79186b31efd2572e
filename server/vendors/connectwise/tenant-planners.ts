import { createAccountPlanner, type AccountPlannerOptions } from '../kit/account-planner.ts'
import type { CallPlanner } from '../kit/call-planner.ts'
import { connectWiseErrors } from './classify-response.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { ConnectWiseAccount } from './types.ts'

/** Plans the calls to each tenant's ConnectWise for itself. */
export interface TenantPlanners {
  /** That of an account. New credentials or another address are another account, without the troubles of the former. */
  of(account: ConnectWiseAccount): CallPlanner
  /** By the account's fingerprint, once it was used. */
  byFingerprint(fingerprint: string): CallPlanner
  /** That of the tenant's account that was used last. */
  ofTenant(tenantId: string): CallPlanner
  close(): void
}

interface TenantPlanner {
  readonly fingerprint: string
  readonly planner: CallPlanner
}

export function createTenantPlanners(
  options: Omit<AccountPlannerOptions, 'errors' | 'account' | 'tenant'>,
): TenantPlanners {
  const tenants = new Map<string, TenantPlanner>()

  function use(tenant: string, fingerprint: string): CallPlanner {
    const known = tenants.get(tenant)
    if (known?.fingerprint === fingerprint) return known.planner
    // What waits there goes on; what is reported of it is over.
    known?.planner.forgetTrouble()
    const account = `connectwise:${fingerprint}`
    const planner = createAccountPlanner({ ...options, errors: connectWiseErrors, account, tenant })
    tenants.set(tenant, { fingerprint, planner })
    return planner
  }

  return {
    of: (account) => use(account.tenantId, fingerprintOf(account)),
    byFingerprint: (fingerprint) => use(fingerprint.slice(0, fingerprint.lastIndexOf(':')), fingerprint),
    ofTenant: (tenantId) => tenants.get(tenantId)?.planner ?? use(tenantId, `${tenantId}:`),
    close() {
      for (const { planner } of tenants.values()) planner.close()
    },
  }
}
