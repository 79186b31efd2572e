/** The longest time that a store keeps anything for, in milliseconds: 31 days. */
const longestMs = 31 * 24 * 3_600_000

/** A duration that a store can add to its time: what is absurd becomes 0, or the longest. */
export function toDuration(ms: number): number {
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), longestMs)
}

/** A number of calls that a store can compare with: a whole one from 1 on. */
export function toCount(calls: number): number {
  return Number.isNaN(calls) ? 1 : Math.trunc(Math.min(Math.max(calls, 1), 1_000_000_000))
}
