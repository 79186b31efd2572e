import type { DealsProgress } from './types.ts'

/** Tells how far reading all deals is, in this process. */
export interface ProgressKeeper {
  current(): DealsProgress
  begin(): void
  read(count: number): void
  /** What HubSpot's search says there are, as soon as it does. */
  expect(total: number): void
  /** All are there, whoever read them. */
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
      // The search lags behind the list: there are at least as many as have been read.
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
