import type { Principal } from '../auth/principal.ts'
import type { Vendor } from '../enums.gen.ts'
import type { VendorModule, VendorStatus } from '../vendors/kit/vendor.ts'

/** The room's view of a tenant. */
export interface ViewerTenant {
  readonly id: string
  readonly name: string
}

/** The caller. Token claims are available immediately; data from the database is loaded with its field. */
export interface Viewer {
  readonly principal: Principal
  /** The tenants the caller may operate, by name. @throws DatabaseUnavailableError */
  readonly tenants: () => Promise<readonly ViewerTenant[]>
}

/** A vendor, and its tenant where it has credentials per tenant. Whether it responds is only checked for those who ask. */
export interface VendorStatusRecord {
  readonly vendor: Vendor
  readonly tenant: ViewerTenant | null
  readonly check: () => Promise<VendorStatus>
  readonly collections: ReturnType<VendorModule['collections']>
}
