/**
 * Where the slots of vendor accounts are kept: in this process (process-slots.ts), or where several gateways share them,
 * so that all of them together stay within one account's limits.
 */
export interface SlotStores {
  /**
   * The slots of one account; the same account gives the same slots, in every gateway.
   *
   * @param account such as `autotask:9f2c41d07ab3…`; unique among all vendors and tenants
   * @param usageWindowMs how long calls are counted for `usage`, in milliseconds
   */
  of(account: string, usageWindowMs: number): SlotStore
  /** Resolves if the store answers; quick, and independent of any account. */
  probe(): Promise<void>
}

/**
 * The slots of one vendor account's limits, and what gateways have to tell each other about it. Times are of the store's
 * own clock, since gateways' clocks may disagree: durations come in and go out, never instants.
 *
 * @throws any Error from every method when the store does not answer
 */
export interface SlotStore {
  /** Whether other gateways use the same slots. */
  readonly isShared: boolean
  /**
   * Takes one slot in each of the windows, or none at all; atomically. First the gates are looked at: unless all are open,
   * nothing is taken.
   */
  take(request: SlotRequest): Promise<TakenSlot | NoSlot>
  /**
   * Says that these calls are still under way. A shared slot that was neither released nor renewed for `slotLeaseMs` is
   * free again: its gateway has died. Ids that are not known any more are ignored.
   */
  renew(ids: readonly string[]): Promise<void>
  /** Ends a call. An id that is not known (any more) frees nothing; gates close and open all the same. */
  release(id: string, outcome: CallOutcome): Promise<void>
  /** How much of the account is used. Asked at most once a second. */
  usage(): Promise<AccountUsage>
  /** Keeps what the vendor said about the account's use, for all gateways; replaces what was kept before. */
  observe(budget: ObservedBudget): Promise<void>
}

/** A shared slot that was not renewed for this long, in milliseconds, is free again. */
export const slotLeaseMs = 8_000

/** At most this many calls within any window of this length. */
export interface CallWindow {
  /** Unique among the windows of an account, such as `Tickets at a time`. */
  readonly name: string
  /** 1 or more. */
  readonly calls: number
  /** Length in milliseconds; 0 limits how many calls are under way at a time. */
  readonly windowMs: number
}

/** A window, and how much of it this call may find used. */
export interface WantedWindow extends CallWindow {
  /** The call gets a slot if fewer than this are used, from 1 to `calls`: background work leaves some free. */
  readonly most: number
}

export interface SlotRequest {
  /** Unique; names the slot from then on. Taking the same id again is the same slot. */
  readonly id: string
  /** The windows that the call counts in; none where nothing limits it. */
  readonly windows: readonly WantedWindow[]
  /** The gates that the call passes. A gate is open until a release closes it. */
  readonly gates: readonly string[]
  /** How long, in milliseconds, a call may be the only one to try a gate before another one may. */
  readonly probeMs: number
  /** Counts the call whatever is used or closed: it is under way already. */
  readonly isForced?: boolean
}

export interface TakenSlot {
  readonly id: string
  /**
   * Gates whose time is over, and that this call tries as the only one: until it is released, or `probeMs` have passed,
   * they are closed for all others. Its release has to open or close them.
   */
  readonly probes: readonly string[]
}

export interface NoSlot {
  /** When to ask again, in milliseconds; an estimate where a call under way holds the slot. */
  readonly freeInMs: number
  /** The gate that is closed; null: all slots are used. Of several, the one closed longest. */
  readonly closed: string | null
}

export interface CallOutcome {
  /** Nothing was sent: its slots are free at once, and it does not count as used. */
  readonly isUnused?: boolean
  /**
   * How long the vendor may still be working on the call, in milliseconds; 0 by default. Its slots are free again after
   * this and the length of their window.
   */
  readonly holdMs?: number
  /** Closes gates for this long from now, in milliseconds, or as long as they are closed already, if that is longer. */
  readonly closes?: readonly { readonly gate: string; readonly forMs: number }[]
  /** Opens gates. */
  readonly opens?: readonly string[]
}

/** What a vendor said about the use of an account, by all integrations. */
export interface ObservedBudget {
  readonly limit: number
  readonly used: number
}

export interface AccountUsage {
  /** Calls of all gateways that share the store, within the last `usageWindowMs`; up to a sixtieth of it more is fine. */
  readonly calls: number
  /** What was observed last; null: nothing yet. */
  readonly observed: (ObservedBudget & { readonly agoMs: number; readonly callsSince: number }) | null
}
