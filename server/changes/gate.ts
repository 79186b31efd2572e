import { GatewayError } from '../errors/gateway-error.ts'
import type { ConnectWiseAccount, ConnectWiseDefaults } from '../vendors/connectwise/types.ts'

/** Dependencies on other rooms: tenant accounts and feature flags. */
export interface GateOptions {
  /** @throws VendorError `VENDOR_NOT_CONFIGURED`, with the reason */
  readonly accountOf: (tenantId: string) => Promise<OpenGate>
  readonly isFeatureOn: (key: string, tenantId: string) => Promise<boolean>
}

/** A tenant's account and its defaults. */
export interface OpenGate {
  readonly account: ConnectWiseAccount
  readonly defaults: ConnectWiseDefaults
}

/**
 * Checks access to a tenant's ConnectWise before every use: nothing is sent while the feature is off.
 *
 * @throws GatewayError `FEATURE_DISABLED`; VendorError `VENDOR_NOT_CONFIGURED`
 */
export async function openGate({ accountOf, isFeatureOn }: GateOptions, tenantId: string): Promise<OpenGate> {
  if (!(await isFeatureOn('connectwise_integration', tenantId))) {
    const message = `The feature connectwise_integration is switched off for the tenant ${tenantId}.`
    throw new GatewayError('FEATURE_DISABLED', message)
  }
  return accountOf(tenantId)
}
