import type { Vendor } from '../enums.gen.ts'
import type { VendorErrorCode } from './codes.ts'
import { GatewayError, type GatewayErrorOptions } from './gateway-error.ts'

export type { Vendor }

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
