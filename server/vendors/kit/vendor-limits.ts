import type { CallWindow } from './slot-store.ts'

/** At most this many calls in any stretch of this length. */
export interface Limit {
  /** 1 or more. */
  readonly calls: number
  /** In milliseconds; 0 limits how many calls are under way at a time. */
  readonly windowMs: number
}

/** The limits of one vendor account, as data: in the vendor's `config.ts`, each with its source. */
export interface VendorLimits {
  /** Of each queue, by name: calls that the vendor counts together. */
  readonly queues?: Readonly<Record<string, readonly Limit[]>>
  /** Of every other queue, each counted for itself; none by default. */
  readonly otherQueues?: readonly Limit[]
  /** Of all calls of the account together; none by default. */
  readonly account?: readonly Limit[]
  /**
   * Calls of the account by all integrations in a long window, which background work leaves a part of to waiting users;
   * counted here and said by the vendor, rather than enforced. Null: the vendor has none.
   */
  readonly budget: Limit | null
  /**
   * How long a call that this gateway cut off (by its timeout, say) may still be under way at the vendor, in milliseconds;
   * 0: it is over for the vendor too. Its slots are kept so long.
   */
  readonly cutHoldMs: number
}

/** No limits. */
export const noLimits: VendorLimits = { budget: null, cutHoldMs: 0 }

/** Safety margin per window for clock differences to the vendor, in milliseconds. */
const marginMs = 25

/** The windows that a call of the queue counts in. */
export function windowsOf({ queues = {}, otherQueues = [], account = [] }: VendorLimits, queue: string): CallWindow[] {
  const toWindows = (subject: string, limits: readonly Limit[]) =>
    limits.map(({ calls, windowMs }) => ({
      name: `${subject} ${windowMs}`,
      calls,
      windowMs: windowMs === 0 ? 0 : windowMs + marginMs,
    }))
  return [...toWindows(`queue ${queue}`, queues[queue] ?? otherQueues), ...toWindows('account', account)]
}
