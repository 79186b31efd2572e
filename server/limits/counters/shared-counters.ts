import type { Counters } from '../counter.ts'

/** Counts in a store outside this process; they reject while it is away. */
export interface SharedCounters extends Counters {
  /** Rejects if the store does not answer. */
  probe(): Promise<void>
}

/** How long a store may take to count, in milliseconds, before this process counts by itself; a healthy one takes two. */
export const countLimitMs = 250
