import type { VendorErrorCode } from './codes.ts'
import { GatewayError, type GatewayErrorOptions } from './gateway-error.ts'

/** The vendors, as spelled in the graph. */
export type Vendor = 'AUTOTASK' | 'HUBSPOT' | 'CONNECTWISE'

/** The vendors' display names. */
export const vendorNames: Record<Vendor, string> = {
  AUTOTASK: 'Autotask',
  HUBSPOT: 'HubSpot',
  CONNECTWISE: 'ConnectWise',
}

/**
 * One failed call to a vendor. All rows of the call share the same error object, which lets graphql/collapse-faults.ts
 * report it as one entry in `errors`.
 */
export class VendorError extends GatewayError {
  override name = 'VendorError'
  declare readonly code: VendorErrorCode
  readonly vendor: Vendor

  constructor(vendor: Vendor, code: VendorErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(code, message, options)
    this.vendor = vendor
  }
}

/** The vendor is not configured: its fields are null and everything else works. */
export function vendorNotConfigured(vendor: Vendor): VendorError {
  return new VendorError(vendor, 'VENDOR_NOT_CONFIGURED', `${vendorNames[vendor]} is not set up on this gateway.`)
}
