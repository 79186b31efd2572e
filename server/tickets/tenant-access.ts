import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { ConnectWiseSetup } from '../vendors/connectwise/types.ts'
import { systemOf, type ConnectWiseSystem } from './connectwise-system.ts'

/** Dependencies on other rooms: tenant accounts and feature flags. */
export interface TenantAccessOptions {
  /** @throws VendorError `VENDOR_NOT_CONFIGURED`, with the reason */
  readonly accountOf: (tenantId: string) => Promise<ConnectWiseSetup>
  readonly isFeatureOn: (key: string, tenantId: string) => Promise<boolean>
}

/** A tenant's ConnectWise, which may be used now. */
export interface GrantedAccess extends ConnectWiseSetup {
  readonly isGranted: true
  /** The system the credentials lead to. */
  readonly system: ConnectWiseSystem
}

/** Currently nothing may be sent for this tenant; logged changes wait. */
export interface DeniedAccess {
  readonly isGranted: false
  /** The reason, for operators. */
  readonly reason: string
}

/**
 * Access to the tenants' ConnectWise, by the current feature flag and credentials. Reading tickets, logging changes and
 * delivering them all ask here, before every use: nothing is sent while the feature is off.
 */
export interface TenantAccess {
  /** @throws GatewayError `FEATURE_DISABLED`; VendorError `VENDOR_NOT_CONFIGURED`; DatabaseUnavailableError */
  require(tenantId: string): Promise<GrantedAccess>
  /** Like `require`, for what can wait: says that access is denied instead. @throws DatabaseUnavailableError */
  check(tenantId: string): Promise<GrantedAccess | DeniedAccess>
}

export function createTenantAccess({ accountOf, isFeatureOn }: TenantAccessOptions): TenantAccess {
  async function require(tenantId: string): Promise<GrantedAccess> {
    if (!(await isFeatureOn('connectwise_integration', tenantId))) {
      const message = `The feature connectwise_integration is switched off for the tenant ${tenantId}.`
      throw new GatewayError('FEATURE_DISABLED', message)
    }
    const { account, defaults } = await accountOf(tenantId)
    return { isGranted: true, account, defaults, system: systemOf(account) }
  }

  return {
    require,
    async check(tenantId) {
      try {
        return await require(tenantId)
      } catch (error) {
        if (error instanceof DatabaseUnavailableError || !(error instanceof GatewayError)) throw error
        return { isGranted: false, reason: error.message }
      }
    },
  }
}
