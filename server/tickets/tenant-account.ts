import { GatewayError } from '../errors/gateway-error.ts'
import type { ConnectWiseAccount, ConnectWiseDefaults } from '../vendors/connectwise/types.ts'

/** Dependencies on other rooms: tenant accounts and feature flags. */
export interface TenantAccessOptions {
  /** @throws VendorError `VENDOR_NOT_CONFIGURED`, with the reason */
  readonly accountOf: (tenantId: string) => Promise<TenantAccount>
  readonly isFeatureOn: (key: string, tenantId: string) => Promise<boolean>
}

/** A tenant's account and its defaults. */
export interface TenantAccount {
  readonly account: ConnectWiseAccount
  readonly defaults: ConnectWiseDefaults
}

/**
 * Checks access to a tenant's ConnectWise before every use: nothing is sent while the feature is off.
 *
 * @throws GatewayError `FEATURE_DISABLED`; VendorError `VENDOR_NOT_CONFIGURED`
 */
export async function requireTenantAccount(
  { accountOf, isFeatureOn }: TenantAccessOptions,
  tenantId: string,
): Promise<TenantAccount> {
  if (!(await isFeatureOn('connectwise_integration', tenantId))) {
    const message = `The feature connectwise_integration is switched off for the tenant ${tenantId}.`
    throw new GatewayError('FEATURE_DISABLED', message)
  }
  return accountOf(tenantId)
}
