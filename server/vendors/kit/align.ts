/*
 * Assigns the rows of a batch to its keys by each row's own key, never by position. Tolerates unrequested, duplicate
 * and missing rows.
 */

/** One row per key; null if missing. The first of duplicates wins. */
export function alignToKeys<K, T>(keys: readonly K[], rows: readonly T[], keyOf: (row: T) => K): Map<K, T | null> {
  const aligned = new Map<K, T | null>(keys.map((key) => [key, null]))
  for (const row of rows) {
    if (aligned.get(keyOf(row)) === null) aligned.set(keyOf(row), row)
  }
  return aligned
}

/** All rows per key, deduplicated; an empty list if there are none. */
export function groupByKey<K, T extends { readonly id: number | string }>(
  keys: readonly K[],
  rows: readonly T[],
  keyOf: (row: T) => K | null,
): Map<K, T[]> {
  const groups = new Map<K, T[]>(keys.map((key) => [key, []]))
  for (const row of uniqueById(rows)) {
    const key = keyOf(row)
    if (key !== null) groups.get(key)?.push(row)
  }
  return groups
}

/** Removes rows with duplicate ids. */
export function uniqueById<T extends { readonly id: number | string }>(rows: readonly T[]): T[] {
  const first = new Map<T['id'], T>()
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row)
  return [...first.values()]
}
