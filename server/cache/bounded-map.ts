/** A map that forgets what was set longest ago once it holds more than its bound. */
export interface BoundedMap<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
}

/**
 * For notes about single keys. Takes memory only for what it holds, unlike an `LRUCache` with `max`, which allocates all
 * of its slots at once: there can be many caches, most of which never note anything.
 *
 * @param most a positive number of keys
 */
export function createBoundedMap<V>(most: number): BoundedMap<V> {
  const values = new Map<string, V>()
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.delete(key)
      values.set(key, value)
      const [oldest] = values.keys()
      if (values.size > most && oldest !== undefined) values.delete(oldest)
    },
    delete: (key) => void values.delete(key),
  }
}
