import { createBoundedMap } from './bounded-map.ts'

/** @returns the instant, or the time at which it was first seen if it was in the future then */
export type FirstSeen = (key: string, instant: number, now: number) => number

/**
 * Corrects instants that come from gateways whose clocks are ahead: such a value would be fresh until this clock gets there, and such
 * a refresh would keep everything from being fresh. An instant in the future counts as the time at which it was first seen.
 */
export function createFirstSeen(): FirstSeen {
  const seen = createBoundedMap<{ readonly instant: number; readonly at: number }>(10_000)

  return (key, instant, now) => {
    if (instant <= now) return instant
    const known = seen.get(key)
    if (known?.instant === instant) return Math.min(known.at, now)
    seen.set(key, { instant, at: now })
    return now
  }
}
