import { oldest, type Age, type Dated } from './dated.ts'

export type { Age } from './dated.ts'

/** Remembers from what parts an object of the graph was made, so that it can say how old it is. */
export interface Ages {
  /** Registers a part and gives its value. To count, a field must register before it waits for anything. */
  add<T>(part: Promise<Dated<T>>): Promise<T>
  /** The age of the oldest part; parts that could not be had do not count. */
  oldest(): Promise<Age>
}

export function createAges(): Ages {
  const parts: Promise<Age>[] = []
  return {
    async add(part) {
      parts.push(part)
      return (await part).value
    },
    async oldest() {
      // The fields of one object are asked in one go: after this turn each has registered its part, also those that
      // stand behind `freshness` in the document.
      await Promise.resolve()
      const settled = await Promise.allSettled(parts)
      const had = settled.filter((part) => part.status === 'fulfilled').map((part) => part.value)
      const failed = settled.find((part) => part.status === 'rejected')
      if (had.length === 0 && failed) throw failed.reason
      return oldest(had, 0)
    },
  }
}
