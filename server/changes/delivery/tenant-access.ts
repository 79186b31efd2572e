import type { ConnectWiseWriter } from '../../vendors/connectwise/index.ts'
import type { ConnectWiseSystem } from '../../tickets/connectwise-system.ts'
import type { ConnectWiseDefaults } from '../../vendors/connectwise/types.ts'

/** A tenant's ConnectWise, ready for writes. */
export interface GrantedAccess {
  readonly isGranted: true
  /** The system the credentials lead to. */
  readonly system: ConnectWiseSystem
  readonly writer: ConnectWiseWriter
  readonly defaults: ConnectWiseDefaults
}

/** Currently nothing may be sent for this tenant; logged changes wait. */
export interface DeniedAccess {
  readonly isGranted: false
  /** The reason, for operators. */
  readonly reason: string
}

/** Resolves a tenant's access by its current feature flag and credentials; called before each call. */
export type TenantAccess = (tenantId: string) => Promise<GrantedAccess | DeniedAccess>
