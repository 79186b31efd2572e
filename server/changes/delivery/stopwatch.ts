/** Measures the milliseconds elapsed since its start, as accurately as this machine can. */
export interface Stopwatch {
  readonly atLeast: () => number
  readonly atMost: () => number
}

/**
 * Combines both clocks: the monotonic clock stops during sleep on some machines, and the wall clock can be set forward
 * or back.
 */
export function startStopwatch(): Stopwatch {
  const [ticks, instant] = [performance.now(), Date.now()]
  const both = () => [performance.now() - ticks, Date.now() - instant] as const
  return { atLeast: () => Math.max(0, Math.min(...both())), atMost: () => Math.max(...both()) }
}
