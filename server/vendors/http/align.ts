/*
 * Rows follow keys: what a batch brought is put back by each row's own key, never by position. Rows nobody asked for,
 * doubled rows and missing rows do no harm.
 */

/** One row per key; null where no row has it. The first of doubled rows counts. */
export function alignToKeys<K, T>(keys: readonly K[], rows: readonly T[], keyOf: (row: T) => K): Map<K, T | null> {
  const aligned = new Map<K, T | null>(keys.map((key) => [key, null]))
  for (const row of rows) {
    if (aligned.get(keyOf(row)) === null) aligned.set(keyOf(row), row)
  }
  return aligned
}

/** All rows per key, each row once; an empty list where no row has it. */
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

/** The rows without those whose id came before. */
export function uniqueById<T extends { readonly id: number | string }>(rows: readonly T[]): T[] {
  const first = new Map<T['id'], T>()
  for (const row of rows) if (!first.has(row.id)) first.set(row.id, row)
  return [...first.values()]
}
