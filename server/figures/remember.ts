/** How many values are kept per list of rows: some filters and orders, each with some figures. */
const maxValues = 128

const values = new WeakMap<object, Map<string, unknown>>()

/**
 * Computes a value from rows once, and keeps it for as long as the rows are in use. Equal questions about one state of the
 * replica are answered from the same array of rows, so their figures are computed once per state; rows that are read from
 * a vendor directly are new each time.
 *
 * @param rows never changed once used here
 * @param key identifies the value among those of the rows, with everything else it depends on
 */
export function rememberFor<T>(rows: object, key: string, compute: () => T): T {
  const known = values.get(rows) ?? new Map<string, unknown>()
  values.set(rows, known)
  if (known.has(key)) return known.get(key) as T
  const value = compute()
  // The first key is the oldest.
  if (known.size >= maxValues) known.delete(known.keys().next().value as string)
  known.set(key, value)
  return value
}
