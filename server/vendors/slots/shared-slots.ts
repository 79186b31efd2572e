import type { SlotStores } from '../kit/slot-store.ts'

/** Slots in a store outside this process. */
export interface SharedSlots extends SlotStores {
  /** How long it may take for one operation, in milliseconds. */
  readonly limitMs: number
  /** Ends its connections. */
  close(): Promise<void>
}

/** How long a store may usually take for one operation, in milliseconds; a healthy one takes one or two. */
export const slotLimitMs = 1_000

/** In how many parts the usage window is counted. */
export const usageParts = 60
