import { GatewayError } from '../errors/gateway-error.ts'
import type { ConnectWiseAccount, ConnectWiseDefaults } from '../vendors/connectwise/types.ts'

/** What the room is told by others: of a tenant's account, and of features. */
export interface GateOptions {
  /** @throws VendorError `VENDOR_NOT_CONFIGURED`, with the reason */
  readonly accountOf: (tenantId: string) => Promise<OpenGate>
  readonly isFeatureOn: (key: string, tenantId: string) => Promise<boolean>
}

/** A tenant's account, with what is done there unless told otherwise. */
export interface OpenGate {
  readonly account: ConnectWiseAccount
  readonly defaults: ConnectWiseDefaults
}

/**
 * The way to a tenant's ConnectWise, asked anew before every use: nothing leaves for it while the feature is off.
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
