/** Tells how many milliseconds have passed since it was started, as far as this machine can know. */
export interface Stopwatch {
  readonly atLeast: () => number
  readonly atMost: () => number
}

/** The monotonic clock stands still while some machines sleep, and the machine's clock can be put forward or back. */
export function startStopwatch(): Stopwatch {
  const [ticks, instant] = [performance.now(), Date.now()]
  const both = () => [performance.now() - ticks, Date.now() - instant] as const
  return { atLeast: () => Math.max(0, Math.min(...both())), atMost: () => Math.max(...both()) }
}
