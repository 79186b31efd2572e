import type { VendorErrorCode } from './codes.ts'
import { GatewayError, type GatewayErrorOptions } from './gateway-error.ts'

/** The systems behind the graph, as the graph spells them. */
export type Vendor = 'AUTOTASK' | 'HUBSPOT' | 'CONNECTWISE'

/** How people spell the vendors. */
export const vendorNames: Record<Vendor, string> = {
  AUTOTASK: 'Autotask',
  HUBSPOT: 'HubSpot',
  CONNECTWISE: 'ConnectWise',
}

/**
 * One failed call to a vendor. The same object stands behind every row the call was for, which is how a hundred hurt
 * rows become one entry in `errors` (see graphql/collapse-faults.ts).
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

/** The vendor has no settings: its fields are null and everything else works. */
export function vendorNotConfigured(vendor: Vendor): VendorError {
  return new VendorError(vendor, 'VENDOR_NOT_CONFIGURED', `${vendorNames[vendor]} is not set up on this gateway.`)
}
