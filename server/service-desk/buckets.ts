import { compareText } from '../figures/compare-text.ts'
import type { Picklist } from '../vendors/autotask/index.ts'

/** Tickets that share a value; `key` null: those without one. */
export interface Bucket {
  readonly key: number | null
  readonly label: string
  readonly count: number
}

/** Number of rows by key; null: those without one. */
export type CountsByKey = ReadonlyMap<number | null, number>

/** Counts rows by key. */
export function countByKey<T>(rows: readonly T[], keyOf: (row: T) => number | null): CountsByKey {
  // One lookup per row: with a hundred thousand rows, a second one to write the count takes as long again.
  const counters = new Map<number | null, { count: number }>()
  for (const row of rows) {
    const key = keyOf(row)
    const counter = counters.get(key)
    if (counter) counter.count++
    else counters.set(key, { count: 1 })
  }
  return new Map([...counters].map(([key, { count }]) => [key, count]))
}

/** Adds up the counts of several lists of rows. */
export function addCounts(parts: readonly CountsByKey[]): CountsByKey {
  const [only, ...others] = parts
  if (only && others.length === 0) return only
  const counts = new Map<number | null, number>()
  for (const part of parts) for (const [key, count] of part) counts.set(key, (counts.get(key) ?? 0) + count)
  return counts
}

/** Buckets in the account's own order; values missing from the list come last, by number. */
export function bucketsInListOrder(counts: CountsByKey, picklist: Picklist): Bucket[] {
  const place = (key: number | null) => (key === null ? Number.MAX_SAFE_INTEGER : picklist.rank(key))
  return [...counts]
    .map(([key, count]) => ({ key, label: key === null ? 'None' : picklist.label(key), count }))
    .sort((a, b) => place(a.key) - place(b.key) || (a.key ?? 0) - (b.key ?? 0))
}

/**
 * Buckets by count, largest first, then by label.
 *
 * @param labelOf returns the label of a value; a value without one keeps its number
 * @param labelOfNone label of the bucket without a value
 */
export function bucketsByCount(
  counts: CountsByKey,
  labelOf: (key: number) => string | undefined,
  labelOfNone: string,
): Bucket[] {
  return [...counts]
    .map(([key, count]) => ({ key, label: key === null ? labelOfNone : (labelOf(key) ?? String(key)), count }))
    .sort((a, b) => b.count - a.count || compareText(a.label, b.label) || (a.key ?? -1) - (b.key ?? -1))
}
