import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { ConnectWise } from '../vendors/connectwise/index.ts'
import { unchecked, type VendorModule } from '../vendors/kit/vendor.ts'
import type { TenantAccess } from './tenant-access.ts'

export interface ConnectWiseModuleOptions {
  readonly access: TenantAccess
  readonly connectWise: ConnectWise
  /** Whether a tenant has credentials: an allowed host does not imply it. */
  readonly isConfigured: () => Promise<boolean>
  readonly tenantIds: () => Promise<readonly string[]>
}

/** ConnectWise as one of the vendors: its credentials are per tenant. Makes no call for a tenant whose access is denied. */
export function createConnectWiseModule(options: ConnectWiseModuleOptions): VendorModule {
  const { access, connectWise, isConfigured, tenantIds } = options
  return {
    vendor: 'CONNECTWISE',
    scopes: ['CHANGES'],
    isConfigured,
    status: async () => unchecked((await isConfigured()) ? 'UNKNOWN' : 'NOT_CONFIGURED'),
    async statusOf(tenantId) {
      try {
        const { account } = await access.require(tenantId)
        return await connectWise.status(account)
      } catch (error) {
        if (!(error instanceof GatewayError) || error instanceof DatabaseUnavailableError) throw error
        return unchecked(error.code === 'VENDOR_NOT_CONFIGURED' ? 'NOT_CONFIGURED' : 'UNKNOWN', error.message)
      }
    },
    prepare: () => undefined,
    refresh: async () => connectWise.refresh(await tenantIds()),
    collections: () => [],
    keepCurrent: async () => undefined,
    close: async () => connectWise.close(),
  }
}
