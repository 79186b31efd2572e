import type { ConnectWiseWriter } from '../vendors/connectwise/index.ts'
import type { Place } from './place.ts'
import type { ConnectWiseDefaults } from '../vendors/connectwise/types.ts'

/** A tenant's ConnectWise, ready to be written to. */
export interface OpenDoor {
  readonly isOpen: true
  /** Where the credentials lead. */
  readonly place: Place
  readonly writer: ConnectWiseWriter
  readonly defaults: ConnectWiseDefaults
}

/** Nothing may leave for this tenant at the moment; what is logged waits. */
export interface ClosedDoor {
  readonly isOpen: false
  /** Why, in words for an operator. */
  readonly reason: string
}

/** The way to a tenant's ConnectWise as feature and credentials have it at this moment: asked before each call. */
export type TenantDoor = (tenantId: string) => Promise<OpenDoor | ClosedDoor>
