import DataLoader from 'dataloader'
import type { Aged } from '../../cache/aged.ts'
import { traced } from '../../telemetry/spans.ts'
import { createBatchScheduler } from './batch-scheduler.ts'
import type { Found } from './keyed-read.ts'

/** Loads values by id, in batches. */
export type ById<T> = DataLoader<number, Aged<T>> & {
  /** The value, if it is there without waiting. */
  peek?(id: number): Aged<T> | null
}

/** When a batch is sent, and what waits for it (see batch-scheduler.ts). */
export interface Stages {
  /** What is loaded, for traces. */
  readonly name: string
  /** Sent once no load of an earlier stage is in flight. */
  readonly after: number
  /** Loads of a later stage than this wait for it; evaluated when it is sent. */
  readonly until: () => number
}

export interface RequestLoaders {
  /** Marks a load of this stage as in flight until it settles. */
  track<T>(stage: number, load: Promise<T>): Promise<T>
  /** @param options of DataLoader: by default each id is loaded once per request */
  batched<T>(
    stages: Stages,
    load: (ids: readonly number[]) => Promise<Found<T>>,
    options?: { readonly cache: boolean },
  ): ById<T>
}

/** Creates the basis of one request's batching loaders: they share one scheduler. */
export function createRequestLoaders(): RequestLoaders {
  const { schedule, track } = createBatchScheduler()
  return {
    track,
    batched: ({ name, after, until }, load, options) =>
      new DataLoader(
        async (ids) => {
          const loading = traced(`batch ${name}`, { 'gateway.keys': ids.length }, () => load(ids))
          const found = await track(until(), loading)
          return ids.map((id) => found.get(id) ?? new Error(`nothing was loaded for ${id}`))
        },
        { batchScheduleFn: schedule(after), maxBatchSize: Infinity, ...options },
      ),
  }
}

/** Loads a query once: the same key returns the same promise from then on, even if it failed. */
export function createOnce(): <T>(key: string, load: () => Promise<T>) => Promise<T> {
  const asked = new Map<string, Promise<unknown>>()
  return <T>(key: string, load: () => Promise<T>) => {
    const loading = (asked.get(key) as Promise<T> | undefined) ?? load()
    asked.set(key, loading)
    return loading
  }
}
