import type { DealsProgress } from './types.ts'

/** Tracks the progress of reading all deals, in this process. */
export interface ProgressKeeper {
  current(): DealsProgress
  begin(): void
  read(count: number): void
  /** Sets the expected total, once HubSpot's search has returned it. */
  expect(total: number): void
  /** All deals are loaded, by whichever request. */
  finish(count: number): void
}

export function createProgressKeeper(): ProgressKeeper {
  let progress: DealsProgress = { read: 0, total: null, isDone: false }
  return {
    current: () => progress,
    begin() {
      progress = { read: 0, total: progress.total, isDone: false }
    },
    read(count) {
      // The search index lags behind the list: there are at least as many as have been read.
      const total = progress.total === null ? null : Math.max(progress.total, count)
      progress = { read: count, total, isDone: false }
    },
    expect(total) {
      if (!progress.isDone) progress = { ...progress, total: Math.max(total, progress.read) }
    },
    finish(count) {
      progress = { read: count, total: count, isDone: true }
    },
  }
}
