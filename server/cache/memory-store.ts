import { Keyv } from 'keyv'
import { estimateSize } from './estimate-size.ts'
import { createMemoryValues, type MemoryBounds } from './memory-values.ts'
import type { Store } from './store-types.ts'

/**
 * A Keyv adapter over bounded memory: Keyv's default, a plain Map, grows without limit. Values are stored by reference,
 * not as JSON, so reading a window of thousands of tickets is free; never mutate them.
 */
function createAdapter(bounds?: MemoryBounds) {
  const values = createMemoryValues<object>(bounds)
  return {
    opts: {},
    get: (key: string) => values.get(key),
    getMany: (keys: string[]) => keys.map((key) => values.get(key)),
    set: (key: string, value: object) => values.set(key, value, estimateSize(value)),
    delete: (key: string) => values.delete(key),
    clear: () => values.clear(),
    on: () => undefined,
  }
}

/** A store in the memory of this process, which no other gateway uses. */
export function createMemoryStore(bounds?: MemoryBounds): Store {
  const keyv = new Keyv({ store: createAdapter(bounds), useKeyPrefix: false })
  keyv.serialize = undefined
  keyv.deserialize = undefined
  return {
    getMany: (keys) => keyv.getMany<unknown>([...keys]),
    set: (key, value, ttlMs) => keyv.set(key, value, ttlMs),
    claims: null,
    close: async () => undefined,
  }
}
