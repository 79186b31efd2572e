/** An immutable map whose changed copy shares with it all but the parts that changed. */
export interface ShardedMap<K extends number | string, V> {
  get(key: K): V | undefined
  /** A copy without some keys, and with others. @param draft of a series of changes, if it is one of them */
  with(removed: readonly K[], entries: readonly (readonly [K, V])[], draft?: Draft): ShardedMap<K, V>
}

/**
 * What was copied within a series of changes. Only the result of the last one may be used, so that copies of the ones before
 * are changed in place: a map that grows by a thousand keys at a time is not copied each time.
 */
export type Draft = WeakSet<object>

/** Of a hundred thousand entries, a changed key copies two hundred. */
const shardCount = 512

/**
 * So many adjacent numbers are in one part. Ids count up, and what is loaded or changed together was mostly made together:
 * with each number in another part than the one before, the first thousand keys of any series would copy the whole map.
 */
const adjacentKeys = 512

type Shards<K, V> = readonly ReadonlyMap<K, V>[]

/** Creates an empty map. */
export function createShardedMap<K extends number | string, V>(): ShardedMap<K, V> {
  const empty = new Map<K, V>()
  return over(Array.from({ length: shardCount }, () => empty))
}

function over<K extends number | string, V>(shards: Shards<K, V>): ShardedMap<K, V> {
  return {
    get: (key) => shards[shardOf(key)]?.get(key),
    with(removed, entries, draft = new WeakSet()) {
      const next = [...shards]
      const toChange = (key: K): Map<K, V> => {
        const index = shardOf(key)
        const shard = next[index]
        // What is in the draft was made here, as a map that can be changed.
        if (shard && draft.has(shard)) return shard as Map<K, V>
        const copy = new Map(shard)
        draft.add(copy)
        next[index] = copy
        return copy
      }
      for (const key of removed) toChange(key).delete(key)
      for (const [key, value] of entries) toChange(key).set(key, value)
      return over(next)
    },
  }
}

function shardOf(key: number | string): number {
  if (typeof key === 'number') return Math.floor(Math.abs(key) / adjacentKeys) % shardCount
  let hash = 0
  for (let index = 0; index < key.length; index++) hash = (hash * 31 + key.charCodeAt(index)) >>> 0
  return hash % shardCount
}
