import type { ConnectWiseWriter } from '../../vendors/connectwise/index.ts'
import type { ConnectWiseDefaults } from '../../vendors/connectwise/types.ts'
import type { Lease } from './leases.ts'

/** Context of a run. */
export interface DeliveryRun {
  readonly lease: Lease
  /** The time by the clock of deliveries, or slightly earlier. */
  readonly now: () => number
  /** Aborts when the shutdown grace period ends; in-flight calls then count as unknown. */
  readonly signal: AbortSignal
}

/** How a run ended. `denied` and `limited` concern the whole tenant, which should be left alone for a while. */
export type RunEnd =
  | { readonly kind: 'over' }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'limited'; readonly waitMs: number }

/** A tenant's ConnectWise, ready for calls. */
export interface GrantedConnectWise {
  readonly writer: ConnectWiseWriter
  readonly defaults: ConnectWiseDefaults
}
