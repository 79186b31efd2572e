import { LRUCache } from 'lru-cache'

/** Values in memory by key, bounded by their bytes as JSON. */
export interface MemoryValues<V extends object> {
  get(key: string): V | undefined
  /** @param bytes its size as JSON; about is enough */
  set(key: string, value: V, bytes: number): void
  delete(key: string): boolean
  clear(): void
  /** Bytes of all values as JSON. */
  readonly bytes: number
}

/** Bounds, in bytes. */
export interface MemoryBounds {
  /** Of all large values, and of all others. */
  readonly halfBytes: number
  /** From this size on a value is large. */
  readonly largeBytes: number
}

/**
 * 64 MiB of either: a ticket takes some 350 bytes, so a window of 50,000 tickets 17 MiB, and all pages of an account of 10,000
 * tickets 20 MiB.
 */
export const usualBounds: MemoryBounds = { halfBytes: 64 * 1_048_576, largeBytes: 4 * 1_048_576 }

/**
 * Bounded memory, where the value that was not used for longest goes first. Large values have a half of their own, so that one
 * huge answer does not evict thousands of small ones, over and over. A value above `halfBytes` is not kept.
 */
export function createMemoryValues<V extends object>(bounds: MemoryBounds = usualBounds): MemoryValues<V> {
  const { halfBytes, largeBytes } = bounds
  const create = () => new LRUCache<string, V>({ maxSize: halfBytes })
  const small = create()
  const large = create()
  return {
    get: (key) => small.get(key) ?? large.get(key),
    set(key, value, bytes) {
      const [half, other] = bytes < largeBytes ? [small, large] : [large, small]
      other.delete(key)
      half.set(key, value, { size: Math.max(1, Math.ceil(bytes)) })
    },
    delete(key) {
      const wasSmall = small.delete(key)
      return large.delete(key) || wasSmall
    },
    clear() {
      small.clear()
      large.clear()
    },
    get bytes() {
      return small.calculatedSize + large.calculatedSize
    },
  }
}
