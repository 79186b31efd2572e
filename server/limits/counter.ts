/** What is counted of a key in its window. */
export interface Count {
  /** Everything counted since the window began. */
  readonly used: number
  /** When the window ends, in milliseconds from now. */
  readonly endsInMs: number
}

/** Counts per key. The window of a key begins when it is first counted. Rejects only if its store is away. */
export interface Counter {
  /** Adds `amount`, which may be negative. @returns the count afterwards */
  add(key: string, amount: number): Promise<Count>
  /** Null: nothing is counted at the moment. */
  read(key: string): Promise<Count | null>
}

/** What is counted, and how long its windows are. */
export interface CounterPolicy {
  /** Unique among counters, such as `operations`. */
  readonly name: string
  readonly windowSeconds: number
}

/**
 * Where counts are kept: in this process, or shared with other gateways. Those that limits are made over never reject:
 * see counters/create-counters.ts.
 */
export interface Counters {
  of(policy: CounterPolicy): Counter
  close(): Promise<void>
}
