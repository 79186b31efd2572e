import type { ConnectWiseWriter } from '../vendors/connectwise/index.ts'
import type { Place } from './place.ts'
import type { ConnectWiseDefaults } from '../vendors/connectwise/types.ts'

/** A tenant's ConnectWise, ready for writes. */
export interface OpenDoor {
  readonly isOpen: true
  /** The place the credentials lead to. */
  readonly place: Place
  readonly writer: ConnectWiseWriter
  readonly defaults: ConnectWiseDefaults
}

/** Currently nothing may be sent for this tenant; logged changes wait. */
export interface ClosedDoor {
  readonly isOpen: false
  /** The reason, for operators. */
  readonly reason: string
}

/** Resolves a tenant's access by its current feature flag and credentials; called before each call. */
export type TenantDoor = (tenantId: string) => Promise<OpenDoor | ClosedDoor>
