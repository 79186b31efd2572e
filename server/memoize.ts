/**
 * Remembers the results of a function of one value.
 *
 * @param compute always gives the same for the same value; what it throws is not remembered
 * @param max how many results are kept: then it begins anew, which costs less than keeping an order at each use
 */
export function memoize<Key, Value>(compute: (key: Key) => Value, max: number): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const value = compute(key)
    if (known.size >= max) known.clear()
    known.set(key, value)
    return value
  }
}
