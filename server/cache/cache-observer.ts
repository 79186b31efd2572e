import type { LoadResult } from './flights.ts'

/** How a value was obtained: from the store, fresh or while it is loaded again, after a load, or instead of one. */
export type ReadResult = 'fresh' | 'revalidating' | 'loaded' | 'stale' | 'failed'

/** Is told of each value that is read, and of each that is loaded. */
export interface CacheObserver {
  readonly onRead: (result: ReadResult) => void
  readonly onLoad: (result: LoadResult) => void
}
