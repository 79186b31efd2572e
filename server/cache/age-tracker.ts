import { oldest, type Age, type Aged } from './aged.ts'

export type { Age } from './aged.ts'

/** Tracks the parts of a GraphQL object to compute its age. */
export interface AgeTracker {
  /** Registers a part and returns its value. A field must register before its first await to count. */
  add<T>(part: Promise<Aged<T>>): Promise<T>
  /** Age of the oldest part. Failed parts do not count. */
  oldest(): Promise<Age>
}

export function createAgeTracker(): AgeTracker {
  const parts: Promise<Age>[] = []
  return {
    async add(part) {
      parts.push(part)
      return (await part).value
    },
    async oldest() {
      // Fields of one object are resolved together: after this microtask each has registered its part, even those
      // listed after `freshness` in the document.
      await Promise.resolve()
      const settled = await Promise.allSettled(parts)
      const had = settled.filter((part) => part.status === 'fulfilled').map((part) => part.value)
      const failed = settled.find((part) => part.status === 'rejected')
      if (had.length === 0 && failed) throw failed.reason
      return oldest(had, 0)
    },
  }
}
