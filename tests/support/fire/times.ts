/** How long things take that the gateway and the vendor must agree on, in milliseconds. */
export interface FireTimes {
  /** Real times are this often as long. */
  readonly scale: number
  /** What the gateway is told, as `AppOptions.changes` takes it, and its rate. */
  readonly gateway: {
    readonly timeoutMs: number
    readonly lateStoreMs: number
    readonly marginMs: number
    readonly leaseMs: number
    readonly pollMs: number
    readonly waitMs: number
    readonly backoffMs: number
    readonly patienceMs: number
    readonly callsPerSecond: number
  }
  /** How late after its arrival the vendor stores what it was slow with, at most. */
  readonly latestStoreMs: number
}

/**
 * The times (10 s to a time-out, stored up to 10 s after it) divided by `scale`. The margin shrinks less: what it
 * is for, a busy machine between commit and socket, does not run faster.
 */
export function fireTimes(scale: number): FireTimes {
  const scaled = (ms: number) => Math.round(ms / scale)
  const timeoutMs = scaled(10_000)
  const lateStoreMs = scaled(10_000)
  return {
    scale,
    gateway: {
      timeoutMs,
      lateStoreMs,
      marginMs: Math.max(400, scaled(2_000)),
      leaseMs: Math.max(1_500, scaled(30_000)),
      pollMs: Math.max(100, scaled(1_000)),
      waitMs: Math.max(200, scaled(8_000)),
      backoffMs: Math.max(50, scaled(1_000)),
      patienceMs: Math.max(200, scaled(30_000)),
      callsPerSecond: 10 * scale,
    },
    latestStoreMs: timeoutMs + lateStoreMs,
  }
}
