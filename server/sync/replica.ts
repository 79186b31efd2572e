import type { Clock } from '../clock.ts'
import { recordRead, type OperationRead } from '../telemetry/vendor-calls.ts'
import { createProgressSignal, type ProgressSignal } from './progress-signal.ts'
import type { Changes, CollectionDescription, RecordTypes, SyncRecord } from './records.ts'
import { createReplicaContent, type ReplicaContent } from './replica-content.ts'
import type { Slice, Tables } from './source.ts'
import { isSliceLoaded, progressOf, type SyncState } from './sync-state.ts'
import { createSyncWorker, type SyncWorker, type SyncWorkerOptions } from './sync-worker.ts'

/** The records at one moment, with their age. */
export interface ReplicaRead<C extends RecordTypes> {
  readonly tables: Tables<C>
  /** The same object for as long as nothing was read from the vendor: neither records, nor that there are no new ones. */
  readonly version: object
  /** Start of the last delta, in epoch milliseconds: everything is at least this new. */
  readonly asOf: number
  /** Whether that is longer ago than `maxAgeSeconds`. */
  readonly stale: boolean
  /** How long records count as fresh. */
  readonly maxAgeSeconds: number
  /** Whether all records created in the range (epoch milliseconds) are loaded; without a range, all records. */
  isLoaded(range?: { readonly from: number; readonly before: number }): boolean
  isSliceLoaded(key: string): boolean
}

/** The state of one collection, as in the graph. */
export interface CollectionStatus {
  readonly name: string
  readonly records: number
  /** Whether the initial load is complete. */
  readonly complete: boolean
  /** Share of the initial load that is done, from 0 to 1. */
  readonly progress: number
  /** Start of the last delta; null if there was none. */
  readonly checkedAt: number | null
  /** When a record last changed; null if not since the initial load. */
  readonly changedAt: number | null
}

/** A local replica of the collections of one vendor account, kept current while questions are asked. */
export interface Replica<C extends RecordTypes> {
  /**
   * Returns the records, as new as a question needs them: up to a minute old at once; up to 15 minutes old at once, with
   * a delta behind; older ones after a delta, or after 2 seconds without one.
   *
   * @returns null while nothing is loaded
   * @throws VendorError where the vendor refuses the gateway (credentials, permissions), which old records must not hide
   */
  read(): Promise<ReplicaRead<C> | null>
  /** As `read`, without waiting: null where it would wait or throw, too. */
  readNow(): ReplicaRead<C> | null
  /** Adds reference records that were fetched because a record names them. */
  learn<Name extends keyof C & string>(collection: Name, records: readonly C[Name][]): void
  /** Runs a delta now, shared by all who ask meanwhile, and waits for it. A failure shows in the age of the records. */
  refresh(): Promise<void>
  status(): readonly CollectionStatus[]
  /** For how long a delta has been due while questions are asked, in milliseconds. */
  overdueMs(): number
  /** Starts keeping the replica current. */
  start(): void
  /**
   * Where this process is stopped between requests: brings the replica up to date, and goes on with its load, in the time
   * there is for that. Nothing is read of a replica that no question has begun.
   */
  keep(): Promise<void>
  /** Ends all work, and releases the lease. */
  close(): Promise<void>
}

export interface ReplicaOptions<C extends RecordTypes> extends Omit<
  SyncWorkerOptions<C>,
  'content' | 'progress' | 'tickMs'
> {
  /** Whether the vendor refuses the gateway, so that trying again changes nothing and old records must not be shown. */
  readonly isRefusal: (error: unknown) => boolean
  /** Called after each change. */
  readonly onChange?: (status: readonly CollectionStatus[], asOf: number) => void
  /** How often to look for work, in milliseconds. */
  readonly tickMs?: number
}

/** Records up to this age are fresh. */
const freshMs = 60_000

/** Up to this age, records are shown while newer ones are read. */
const revalidateMs = 15 * 60_000

/** How long a question waits for newer records. */
const maxWaitMs = 2_000

/** How much later than a question that does not wait for it a delta begins, so that the answer has the processor first. */
const behindMs = 200

export function createReplica<C extends RecordTypes>(options: ReplicaOptions<C>): Replica<C> {
  const { source, store, clock, deltaMs, isRefusal, onChange, tickMs = 1_000 } = options
  const progress = createProgressSignal()
  const content = createReplicaContent<C>(source.collections, store, () => {
    onChange?.(status(), content.state?.asOf ?? clock())
    progress.tell()
  })
  const worker = createSyncWorker({ ...options, content, progress, tickMs })
  const maxAgeMs = Math.max(freshMs, deltaMs)
  const ageMs = () => (content.state ? Math.abs(clock() - content.state.asOf) : Infinity)
  const mayTry = () => clock() >= worker.backoff.retryAt && !worker.isClosed
  // A process that is stopped after its answer leaves that to `keep`.
  const wakeBehind = options.workTime ? () => undefined : createDelayed(worker.wake, behindMs)
  const status = () => describeCollections(source.collections, content, source.slices(clock()))

  const isRefused = () => worker.backoff.error !== null && isRefusal(worker.backoff.error)
  const isTooOld = () => ageMs() > revalidateMs && mayTry()
  const describe = (tables: Tables<C>, state: SyncState): ReplicaRead<C> => ({
    tables,
    version: state,
    stale: ageMs() > maxAgeMs,
    maxAgeSeconds: maxAgeMs / 1_000,
    ...describeLoad(() => source.slices(clock()), state),
  })

  function readNow(): ReplicaRead<C> | null {
    worker.ask()
    if (!content.state || !worker.isFollowing || isTooOld() || isRefused()) return null
    if (ageMs() >= deltaMs) wakeBehind()
    return describe(content.tables, content.state)
  }

  return {
    async read() {
      worker.ask()
      await worker.follow()
      if (!content.state) {
        if (options.workTime) worker.wake()
        return recordNoRead(readNow)
      }
      if (ageMs() >= deltaMs) wakeBehind()
      if (isTooOld()) {
        worker.wake()
        await worker.awaited.during(() => progress.until(() => !isTooOld(), maxWaitMs))
      }
      if (isRefused()) {
        recordNoRead(readNow)
        throw worker.backoff.error
      }
      const read = describe(content.tables, content.state)
      recordRead(() => describeRead(read, readNow))
      return read
    },

    readNow,

    learn: (collection, records) =>
      content.learn({ [collection]: { put: records, remove: [] } } as unknown as Changes<C>),

    refresh: createRefresh({ worker, content, clock, mayTry, progress, tickMs }),

    async keep() {
      await worker.follow()
      if (!content.state) return
      worker.ask()
      await worker.work()
    },

    status,
    overdueMs: worker.overdueMs,
    start: worker.start,
    close: worker.close,
  }
}

interface RefreshParts<C extends RecordTypes> {
  readonly worker: SyncWorker
  readonly content: Pick<ReplicaContent<C>, 'state'>
  readonly clock: Clock
  readonly mayTry: () => boolean
  readonly progress: ProgressSignal
  readonly tickMs: number
}

/** Returns a function that has a delta run now, and waits for it. */
function createRefresh<C extends RecordTypes>({ worker, content, clock, mayTry, progress, tickMs }: RefreshParts<C>) {
  return async (): Promise<void> => {
    const wantedAt = worker.want()
    await worker.opened
    const isDone = () => {
      const { state } = content
      if (!state || !mayTry() || worker.backoff.failedAt >= wantedAt) return true
      // A wish from before the clock was set back is given up; a delta from before that is not the one wished for.
      return wantedAt > clock() || (state.asOf >= wantedAt && state.asOf <= clock())
    }
    // Where another gateway holds the lease, its delta may precede this wish: then look for work again.
    await worker.awaited.during(async () => {
      while (!isDone()) {
        worker.wake()
        await progress.until(isDone, tickMs)
      }
    })
  }
}

/** Others may be asked instead, for as long as there is nothing here. */
function recordNoRead(readNow: () => object | null): null {
  recordRead(() => ({ until: Infinity, isSame: async () => readNow() === null }))
  return null
}

function describeRead<C extends RecordTypes>(
  { tables, version, stale, asOf, maxAgeSeconds }: ReplicaRead<C>,
  readNow: () => ReplicaRead<C> | null,
): OperationRead {
  return {
    until: stale ? 0 : asOf + maxAgeSeconds * 1_000,
    async isSame() {
      const now = readNow()
      return now !== null && now.tables === tables && now.version === version && now.stale === stale
    },
  }
}

/** Returns a function that has `run` called so much later, once for all calls until then. */
function createDelayed(run: () => void, delayMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      run()
    }, delayMs).unref()
  }
}

function describeLoad(slicesNow: () => readonly Slice[], state: SyncState) {
  let slices: readonly Slice[] | undefined
  const areLoaded = (isNeeded: (slice: Slice) => boolean) =>
    (slices ??= slicesNow()).every((slice) => !isNeeded(slice) || isSliceLoaded(state, slice))
  return {
    asOf: state.asOf,
    isLoaded: ({ from, before } = { from: -Infinity, before: Infinity }) =>
      areLoaded((slice) => !slice.isExtra && slice.before > from && slice.from < before),
    isSliceLoaded: (key) => areLoaded((slice) => slice.key === key),
  } satisfies Partial<ReplicaRead<RecordTypes>>
}

function describeCollections<C extends RecordTypes>(
  collections: { readonly [Name in keyof C]: CollectionDescription<C[Name]> },
  { state, tables }: { readonly state: SyncState | null; readonly tables: Tables<C> },
  slices: readonly Slice[],
): readonly CollectionStatus[] {
  const progress = progressOf(state, slices)
  const descriptions = collections as unknown as Readonly<Record<string, CollectionDescription<SyncRecord>>>
  return Object.entries(descriptions).map(([key, { name }]) => ({
    name,
    records: tables[key]?.size ?? 0,
    complete: progress === 1,
    progress,
    checkedAt: state?.asOf ?? null,
    changedAt: state?.changedAt[key] ?? null,
  }))
}
